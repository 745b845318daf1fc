"""What the tests of HTTP share: an application of specimens, accounts behind HTTP, and the real thing."""

import logging
from collections.abc import AsyncIterator, Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy.ext.asyncio import AsyncEngine

from app.http.logs import configure_logging
from tests.accounts_house import AccountsHouse
from tests.databases import Databases
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


@pytest.fixture(scope="package")
def database_of_http(databases: Databases) -> Iterator[Database]:
    with databases.lent() as lent:
        yield lent


@pytest.fixture(scope="package")
async def running(
    database_of_http: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    folder = tmp_path_factory.mktemp("data")
    async with running_service(database_of_http, folder, held_bytes=0, log_level="error") as running:
        yield running


@pytest.fixture(scope="module")
async def service(running: Service, databases: Databases) -> AsyncIterator[Service]:
    """The real application of one worker, for all tests of a file: it finds the database empty."""
    configure_logging(as_json=True, level=logging.ERROR)
    yield running
    await databases.clear(running.database)


@pytest.fixture
async def curator(service: Service) -> Curator:
    """Somebody new."""
    return await a_curator(service.database, service.application)


@pytest.fixture
async def stranger(service: Service) -> Curator:
    """Somebody else."""
    return await a_curator(service.database, service.application)
