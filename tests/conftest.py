"""A real, migrated PostgreSQL for every test that asks for one: a fresh copy of a template each time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg
import pytest
import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.engine import make_engine
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from tests.postgres import Database

TEMPLATE = "media_menu_template"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module", autouse=True)
def logs_of_each_file() -> Iterator[None]:
    """An application that is built sets up the log of the whole process; the next file starts anew."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def bare_cluster() -> Iterator[EmbeddedPostgres]:
    """A server of its own for each test process, without durability and without databases of ours.

    Not below pytest's own directory: every start of pytest closes that one to the server's system user.
    """
    with TemporaryDirectory(prefix="media-menu-test-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def cluster(bare_cluster: EmbeddedPostgres) -> EmbeddedPostgres:
    """The same server with a migrated template database."""
    set_up(bare_cluster.superuser_url, TEMPLATE, bare_cluster.passwords)
    upgrade(bare_cluster.url("media_menu_migrator", TEMPLATE))
    return bare_cluster


@pytest.fixture(scope="session")
def database_names() -> Iterator[str]:
    return (f"test_{number}" for number in count())


@pytest.fixture
def database(cluster: EmbeddedPostgres, database_names: Iterator[str]) -> Iterator[Database]:
    """A fresh, migrated, empty database, gone afterwards."""
    with fresh(cluster, next(database_names)) as made:
        yield made


@pytest.fixture(scope="module")
def shared_database(cluster: EmbeddedPostgres, database_names: Iterator[str]) -> Iterator[Database]:
    """One for all tests of a file, where each has people of its own."""
    with fresh(cluster, next(database_names)) as made:
        yield made


@contextmanager
def fresh(cluster: EmbeddedPostgres, name: str) -> Iterator[Database]:
    copy = f"CREATE DATABASE {name} OWNER media_menu_owner TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"
    asyncio.run(on_server(cluster, copy))
    yield Database(cluster, name)
    asyncio.run(on_server(cluster, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The service's pool: role media_menu_app."""
    engine = make_engine(database.url("media_menu_app"), pool_size=10)
    yield engine
    await engine.dispose()


async def on_server(cluster: EmbeddedPostgres, statement: str) -> None:
    connection = await asyncpg.connect(cluster.superuser_url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
