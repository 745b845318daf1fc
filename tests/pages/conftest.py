"""Every test of pages has a service of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.postgres import Database
from tests.service import Service, running_service


@pytest.fixture
async def service(database: Database, tmp_path: Path) -> AsyncIterator[Service]:
    async with running_service(database, tmp_path) as running:
        yield running
