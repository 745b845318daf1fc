"""Databases for tests: each is as if just migrated, though most have been used and cleared before.

A copy of the template costs many times what a test needs. So a database that is given back is cleared of its
rows and lent again, unless more than rows has changed in it: then it is dropped.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import asyncpg

from adapters.embedded import EmbeddedPostgres
from tests.postgres import Database, in_staying_loop, superuser

TEMPLATE = "media_menu_template"
MOST_PAGES = 1_000
"""Of 8 KB. A table that has been large lets the planner choose other ways, even when it is empty again."""

CATALOGS = (
    *(
        "pg_attrdef",
        "pg_attribute",
        "pg_class",
        "pg_collation",
        "pg_constraint",
        "pg_default_acl",
        "pg_depend",
    ),
    *(
        "pg_event_trigger",
        "pg_extension",
        "pg_index",
        "pg_inherits",
        "pg_largeobject_metadata",
        "pg_namespace",
    ),
    *(
        "pg_policy",
        "pg_proc",
        "pg_publication",
        "pg_rewrite",
        "pg_sequence",
        "pg_statistic",
        "pg_statistic_ext",
    ),
    *("pg_trigger", "pg_ts_config", "pg_ts_dict", "pg_type"),
)
TABLES = """
    SELECT format('%I.%I', nspname, relname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname !~ '^pg_' ORDER BY 1
"""
LEAVE = """
    SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
REWIND = """
    SELECT setval(seqrelid, seqstart, false) FROM pg_sequence
    WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""
SIZE = f"""
    SELECT coalesce(sum(pg_relation_size(oid)) / 8192, 0) < {MOST_PAGES}
        AND NOT EXISTS (
            SELECT FROM pg_db_role_setting JOIN pg_database ON setdatabase = pg_database.oid
            WHERE datname = current_database())
    FROM pg_class WHERE oid >= 16384 AND relkind IN ('r', 'i', 't')
"""


class Databases:
    """Lends databases of one server, whose template has been migrated."""

    def __init__(self, cluster: EmbeddedPostgres) -> None:
        self._cluster = cluster
        self._names = (f"test_{number}" for number in count())
        self._cleared: list[Database] = []
        self._clear, self._look, self._seen = asyncio.run(_learn(Database(cluster, TEMPLATE)))

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """Migrated and without rows; nobody else has it meanwhile, nor its connections afterwards."""
        database = self._cleared.pop() if self._cleared else self._copy()
        try:
            yield database
        finally:
            if in_staying_loop(self._is_cleared(database)):
                self._cleared.append(database)
            else:
                database.forget()
                execute(self._cluster.superuser_url, f"DROP DATABASE {database.name} WITH (FORCE)")

    def forget(self) -> None:
        """Nothing is lent any more, and nobody is idle."""
        for database in self._cleared:
            database.forget()

    async def clear(self, database: Database) -> None:
        """Takes the rows of a database that stays in use; more than rows must not have changed in it."""
        async with superuser(database) as connection:
            assert await connection.fetchval(self._look) == self._seen, "lend this test a database of its own"
            await connection.execute(f"{REWIND}; {self._clear}")

    def _copy(self) -> Database:
        database = Database(self._cluster, next(self._names))
        copy = f"CREATE DATABASE {database.name} OWNER media_menu_owner TEMPLATE {TEMPLATE}"
        execute(self._cluster.superuser_url, f"{copy} STRATEGY FILE_COPY")
        return database

    async def _is_cleared(self, database: Database) -> bool:
        """Whether the database is now what its template is."""
        async with superuser(database) as connection:
            database.forget()
            await connection.execute(f"{LEAVE}; {REWIND}")
            if await connection.fetchval(SIZE) and await connection.fetchval(self._look) == self._seen:
                await connection.execute(self._clear)
                return True
            return False


def execute(url: str, *statements: str) -> None:
    """One after the other, each in a transaction of its own."""

    async def all_of_them() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(all_of_them())


async def _learn(template: Database) -> tuple[str, str, str]:
    """How a copy is cleared, how it is looked at, and what is seen in one that only needs to be cleared.

    Every change of a row has a transaction that is younger than the template. Tables that have rows from the
    start belong to what must not have changed.
    """
    connection = await asyncpg.connect(template.superuser_url)
    try:
        tables = [row[0] for row in await connection.fetch(TABLES)]
        kept = [name for name in tables if await connection.fetchval(f"SELECT EXISTS (SELECT FROM {name})")]
        looks = (
            f"(SELECT count(*) || ' ' || max(xmin::text::bigint) FROM {name})" for name in (*CATALOGS, *kept)
        )
        look = f"SELECT concat_ws(', ', {', '.join(looks)})"
        deletes = (f"DELETE FROM {name}" for name in tables if name not in kept)
        clear = f"BEGIN; SET LOCAL session_replication_role = replica; {'; '.join(deletes)}; COMMIT"
        return clear, look, await connection.fetchval(look)
    finally:
        await connection.close()
