"""Tests of pages share a service, and each finds it as if nobody had been there."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.databases import Databases
from tests.postgres import Database
from tests.service import Service, running_service


@pytest.fixture(scope="package")
def database_of_pages(databases: Databases) -> Iterator[Database]:
    with databases.lent() as lent:
        yield lent


@pytest.fixture(scope="package")
async def running(
    database_of_pages: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Service]:
    async with running_service(database_of_pages, tmp_path_factory.mktemp("data"), held_bytes=0) as service:
        yield service


@pytest.fixture
async def service(running: Service, databases: Databases) -> AsyncIterator[Service]:
    yield running
    await databases.clear(running.database)
