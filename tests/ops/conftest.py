"""A directory for a service's data."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest


@pytest.fixture
def place() -> Iterator[Path]:
    """Not below pytest's directory: another start of pytest shuts that one to the server's system user."""
    with TemporaryDirectory(prefix="media-menu-ops-") as directory:
        yield Path(directory)
