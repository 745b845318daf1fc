"""The worlds that contract tests run in."""

from collections.abc import AsyncIterator, Iterator

import pytest

from adapters.postgres.engine import make_engine
from domain.kernel import Actor
from domain.menus.model import Menu
from tests.contracts.menus_house import MemoryWorld, MenusHouse, PgWorld
from tests.databases import Databases
from tests.postgres import Database


@pytest.fixture(scope="session")
def shared_database(databases: Databases) -> Iterator[Database]:
    """One for all contract tests: each has people and works of its own."""
    with databases.lent() as lent:
        yield lent


@pytest.fixture(params=["memory", "postgres"])
def kept_in(request: pytest.FixtureRequest) -> Database | None:
    database: Database | None = None
    if request.param == "postgres":
        database = request.getfixturevalue("shared_database")
    return database


@pytest.fixture
async def house(kept_in: Database | None) -> AsyncIterator[MenusHouse]:
    """Menus, once in memory and once on PostgreSQL: what holds for one has to hold for the other."""
    if kept_in is None:
        yield MenusHouse(MemoryWorld())
        return
    engine = make_engine(kept_in.url("media_menu_app"), pool_size=4)
    yield MenusHouse(PgWorld(kept_in, engine))
    await engine.dispose()


@pytest.fixture
async def curator(house: MenusHouse) -> Actor:
    return await house.world.person()


@pytest.fixture
async def menu(house: MenusHouse, curator: Actor) -> Menu:
    """A saved draft of the curator's, fit to be published."""
    return await house.menu(curator)


@pytest.fixture
async def pg_house(shared_database: Database) -> AsyncIterator[MenusHouse]:
    """Menus on PostgreSQL, for what only a database can promise."""
    engine = make_engine(shared_database.url("media_menu_app"), pool_size=10)
    yield MenusHouse(PgWorld(shared_database, engine))
    await engine.dispose()


@pytest.fixture
async def pg_curator(pg_house: MenusHouse) -> Actor:
    return await pg_house.world.person()


@pytest.fixture
async def pg_menu(pg_house: MenusHouse, pg_curator: Actor) -> Menu:
    return await pg_house.menu(pg_curator)
