"""Directories for a service's data."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.ops.running import Service


@pytest.fixture
def place() -> Iterator[Path]:
    """Not below pytest's directory: another start of pytest shuts that one to the server's system user."""
    with TemporaryDirectory(prefix="media-menu-ops-") as directory:
        yield Path(directory)


@pytest.fixture(scope="session")
def used_data() -> Iterator[Path]:
    """What a service made at its first start, and left when it was stopped."""
    with (
        TemporaryDirectory(prefix="media-menu-ops-") as directory,
        Service(Path(directory) / "data") as service,
    ):
        service.start()
        assert service.send(signal.SIGTERM) == 0
        yield service.data


@pytest.fixture
def data(place: Path, used_data: Path) -> Path:
    """A copy of it: a start from there takes half as long as a first one."""
    return copied(used_data, place)


def copied(data: Path, place: Path) -> Path:
    """With the owners and modes that the service gave."""
    subprocess.run(["cp", "-a", str(data), str(place / "data")], check=True)
    return place / "data"
