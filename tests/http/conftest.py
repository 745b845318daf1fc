"""What the tests of HTTP share: an application of specimens, accounts behind HTTP, and the real thing."""

from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.accounts_house import AccountsHouse
from tests.http.curators import Curator, a_curator
from tests.http.specimen import client
from tests.postgres import Database
from tests.service import Service, running_service


@pytest.fixture
def house(engine: AsyncEngine) -> AccountsHouse:
    return AccountsHouse(engine)


@pytest.fixture(scope="module")
def http() -> Iterator[TestClient[Litestar]]:
    with client() as opened:
        yield opened


@pytest.fixture(scope="module")
async def service(
    shared_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    """The real application of one worker, for all tests of a file."""
    folder = tmp_path_factory.mktemp("data")
    async with running_service(shared_database, folder, log_level="error") as running:
        yield running


@pytest.fixture
async def curator(service: Service) -> Curator:
    """Somebody new."""
    return await a_curator(service.database, service.application)


@pytest.fixture
async def stranger(service: Service) -> Curator:
    """Somebody else."""
    return await a_curator(service.database, service.application)
