"""Ready means: the database answers, and its schema is not behind the code's."""

import asyncio
from pathlib import Path

import pytest

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.engine import make_engine
from adapters.postgres.migrations import known_revisions, upgrade
from adapters.postgres.readiness import PgReadiness
from adapters.postgres.roles import set_up
from tests.postgres import Database

pytestmark = pytest.mark.anyio


async def problem(url: str) -> str | None:
    engine = make_engine(url, pool_size=1)
    try:
        return await PgReadiness(engine).problem()
    finally:
        await engine.dispose()


async def test_migrated_database_is_ready(database: Database) -> None:
    assert await problem(database.url("media_menu_app")) is None


async def test_database_behind_the_code_is_not_ready_and_says_what_to_run(
    bare_cluster: EmbeddedPostgres,
) -> None:
    oldest = known_revisions()[-1]

    def prepare() -> None:
        set_up(bare_cluster.superuser_url, "behind", bare_cluster.passwords)
        upgrade(bare_cluster.url("media_menu_migrator", "behind"), oldest)

    await asyncio.to_thread(prepare)
    found = await problem(bare_cluster.url("media_menu_app", "behind"))
    assert found is not None
    assert oldest in found
    assert "db upgrade" in found


async def test_empty_database_is_not_ready(bare_cluster: EmbeddedPostgres) -> None:
    await asyncio.to_thread(set_up, bare_cluster.superuser_url, "empty", bare_cluster.passwords)
    assert await problem(bare_cluster.url("media_menu_app", "empty"))


async def test_database_ahead_of_the_code_is_ready(database: Database) -> None:
    engine = make_engine(database.superuser_url, pool_size=1)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999_later'")
    await engine.dispose()
    assert await problem(database.url("media_menu_app")) is None


async def test_unreachable_database_is_not_ready_and_keeps_its_address(tmp_path: Path) -> None:
    found = await problem(f"postgresql://media_menu_app:secret@/menus?host={tmp_path}")
    assert found == "The database cannot be reached."
