"""The chain of revisions: one head, there and back again on data, and the tables that statements rely on."""

import asyncio
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

import adapters.postgres
from adapters.postgres.engine import make_engine
from adapters.postgres.migrations import alembic_config, upgrade
from adapters.postgres.tables import metadata
from domain.kernel import UserId
from tests.migrations import everyones_rows
from tests.postgres import Database, superuser
from tests.seeding import a_work

PARTITION = re.compile(r"integration_errors_.+|user_item_states_p\d\d")
LEFT_TO_SQL = frozenset({"index", "unique_constraint", "foreign_key_constraint"})
LEFT_TO_SQL_TOO = frozenset({"modify_comment", "add_table_comment", "remove_table_comment"})

for module in pkgutil.walk_packages(adapters.postgres.__path__, "adapters.postgres."):
    if module.name.endswith("tables"):
        importlib.import_module(module.name)

SCHEMAS = {table.schema for table in metadata.tables.values()}
"""A context that states its tables in code states all of them."""


def test_there_is_one_head_and_one_beginning() -> None:
    chain = ScriptDirectory.from_config(alembic_config())
    assert len(chain.get_heads()) == 1
    assert len(chain.get_bases()) == 1


def test_the_chain_goes_down_and_up_again_on_a_database_with_data(database: Database) -> None:
    fresh = asyncio.run(everything_of(database))
    asyncio.run(fill(database))
    downgrade(database, "base")
    assert asyncio.run(everything_of(database)) == []
    upgrade(database.url("media_menu_migrator"))
    assert asyncio.run(everything_of(database)) == fresh
    asyncio.run(fill(database))


@pytest.mark.parametrize(("schema", "revision"), [("menus", "0004_ingestion"), ("ingestion", "0003_catalog")])
def test_taking_one_context_back_leaves_the_others_their_rows(
    database: Database, schema: str, revision: str
) -> None:
    asyncio.run(fill(database))
    downgrade(database, revision)
    assert not [name for name in asyncio.run(everything_of(database)) if name.startswith(f"table {schema}.")]
    upgrade(database.url("media_menu_migrator"))
    assert asyncio.run(count(database, "accounts.users")) == 1
    assert asyncio.run(count(database, "catalog.user_media_item_tags")) == 1
    assert asyncio.run(count(database, f"{schema}.{'menus' if schema == 'menus' else 'runs'}")) == 0


def test_upgrading_what_is_up_to_date_changes_nothing(database: Database) -> None:
    before = asyncio.run(everything_of(database))
    upgrade(database.url("media_menu_migrator"))
    assert asyncio.run(everything_of(database)) == before


@pytest.fixture
def superuser_engine(migrated: Database) -> AsyncEngine:
    return make_engine(migrated.superuser_url, pool_size=1)


async def test_tables_of_the_code_are_the_tables_of_the_database(superuser_engine: AsyncEngine) -> None:
    async with superuser_engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await superuser_engine.dispose()


async def test_primary_keys_of_the_code_are_those_of_the_database(superuser_engine: AsyncEngine) -> None:
    async with superuser_engine.connect() as connection:
        stored = await connection.run_sync(primary_keys)
    await superuser_engine.dispose()
    assert stored == {
        table.fullname: [column.name for column in table.primary_key] for table in metadata.tables.values()
    }


def downgrade(database: Database, revision: str) -> None:
    config = alembic_config()
    config.attributes["url"] = database.url("media_menu_migrator")
    command.downgrade(config, revision)


def differences(connection: Connection) -> list[object]:
    """Columns, types and nullability; a table that is only here or only there."""

    def schema_is_ours(name: str | None, kind: str, _parents: object) -> bool:
        is_partition = kind == "table" and PARTITION.fullmatch(name or "") is not None
        return not is_partition and (kind != "schema" or name in SCHEMAS)

    def is_compared(_thing: object, _name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return kind not in LEFT_TO_SQL

    options = {
        "include_schemas": True,
        "include_name": schema_is_ours,
        "include_object": is_compared,
        "compare_type": True,
    }
    found = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    return [each for each in flat(found) if each[0] not in LEFT_TO_SQL_TOO]


def flat(found: list[object]) -> Iterator[tuple[object, ...]]:
    """Alembic groups what it finds in one table as a list in the list."""
    for each in found:
        if isinstance(each, list):
            yield from flat(each)
        else:
            assert isinstance(each, tuple)
            yield each


def primary_keys(connection: Connection) -> dict[str, list[str]]:
    found = inspect(connection)
    return {
        table.fullname: found.get_pk_constraint(table.name, table.schema)["constrained_columns"]
        for table in metadata.tables.values()
    }


async def fill(database: Database) -> None:
    """A row in every personal table."""
    work = await a_work(database)
    person = UserId(work)
    async with superuser(database) as connection, connection.transaction():
        for table in everyones_rows.ROWS:
            if table == "menus.menus":
                await connection.execute(everyones_rows.slug(person))
            await connection.execute(everyones_rows.insert(table, person, work))


async def count(database: Database, table: str) -> int:
    async with superuser(database) as connection:
        return int(await connection.fetchval(f"SELECT count(*) FROM {table}"))


async def everything_of(database: Database) -> list[str]:
    """Schemas, tables, columns, constraints, indexes, policies, functions and grants that are ours."""
    async with superuser(database) as connection:
        found = await connection.fetch(
            """
            WITH ours AS (
                SELECT oid, nspname FROM pg_namespace
                WHERE nspowner = 'media_menu_owner'::regrole AND nspname <> 'public'
            )
            SELECT 'schema ' || nspname || ' ' || n.nspacl::text AS name
            FROM ours JOIN pg_namespace n USING (oid, nspname)
            UNION ALL
            SELECT 'table ' || nspname || '.' || relname || ' ' || coalesce(relacl::text, '')
                || relrowsecurity || relforcerowsecurity
            FROM pg_class JOIN ours ON ours.oid = relnamespace
            UNION ALL
            SELECT 'column ' || nspname || '.' || relname || '.' || attname || ' '
                || format_type(atttypid, atttypmod) || attnotnull || coalesce(attacl::text, '')
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN ours ON ours.oid = relnamespace
            WHERE attnum > 0 AND NOT attisdropped
            UNION ALL
            SELECT 'constraint ' || nspname || '.' || conname || ' ' || pg_get_constraintdef(con.oid)
            FROM pg_constraint con JOIN ours ON ours.oid = connamespace
            UNION ALL
            SELECT 'policy ' || nspname || '.' || relname || '.' || polname
            FROM pg_policy JOIN pg_class c ON c.oid = polrelid JOIN ours ON ours.oid = relnamespace
            UNION ALL
            SELECT 'function ' || p.oid::regprocedure || ' ' || proowner::regrole
                || coalesce(proacl::text, '')
            FROM pg_proc p JOIN ours ON ours.oid = pronamespace
            ORDER BY name"""
        )
    return [row["name"] for row in found]
