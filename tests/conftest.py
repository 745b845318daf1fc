"""A real, migrated PostgreSQL for every test that asks for one; what it takes is imported when one does."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest

import tests.examples  # noqa: F401 - says how tests look for examples

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from adapters.embedded import EmbeddedPostgres
    from tests.databases import Databases
    from tests.postgres import Database

QUICK = (
    "ALTER SYSTEM SET scram_iterations = 1",
    "ALTER SYSTEM SET autovacuum = off",  # nor does it choose other plans in the middle of a test
    "SELECT pg_reload_conf()",
)

gc.set_threshold(50_000)


def pytest_collection_finish() -> None:
    """What is there now stays to the end: nobody has to look through it for garbage again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module", autouse=True)
def logs_of_each_file() -> Iterator[None]:
    """An application that is built sets up the log of the whole process; the next file starts anew."""
    yield
    if structlog := sys.modules.get("structlog"):
        structlog.reset_defaults()


@pytest.fixture(scope="session")
def bare_cluster() -> Iterator[EmbeddedPostgres]:
    """A server of its own for each test process, without durability and without databases of ours.

    Not below pytest's own directory: every start of pytest closes that one to the server's system user.
    """
    from adapters.embedded import EmbeddedPostgres
    from tests.databases import execute

    with TemporaryDirectory(prefix="media-menu-test-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        execute(server.superuser_url, *QUICK)
        yield server
        server.stop()


@pytest.fixture(scope="session")
def cluster(bare_cluster: EmbeddedPostgres) -> EmbeddedPostgres:
    """The same server with a migrated template database."""
    from adapters.postgres.migrations import upgrade
    from adapters.postgres.roles import set_up
    from tests.databases import TEMPLATE

    set_up(bare_cluster.superuser_url, TEMPLATE, bare_cluster.passwords)
    upgrade(bare_cluster.url("media_menu_migrator", TEMPLATE))
    return bare_cluster


@pytest.fixture(scope="session")
async def staying_loop(anyio_backend: str) -> AsyncIterator[None]:
    """One for all tests that need a database, waiting or not: what is open in it may stay open."""
    from tests.postgres import STAYING

    STAYING.append(asyncio.get_running_loop())
    yield
    STAYING.clear()


@pytest.fixture(scope="session")
def databases(cluster: EmbeddedPostgres, staying_loop: None) -> Iterator[Databases]:
    from tests.databases import Databases

    databases = Databases(cluster)
    yield databases
    databases.forget()


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """Migrated, empty, and for one test alone."""
    with databases.lent() as lent:
        yield lent


@pytest.fixture(scope="module")
def shared_database(databases: Databases) -> Iterator[Database]:
    """One for all tests of a file, where each has people of its own."""
    with databases.lent() as lent:
        yield lent


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[AsyncEngine]:
    """The service's pool: role media_menu_app."""
    from adapters.postgres.engine import make_engine

    engine = make_engine(database.url("media_menu_app"), pool_size=10)
    yield engine
    await engine.dispose()
