"""Troubles are kept by month: there is always room, old months go, and only administrators read them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.troubles import PgErrorLog, PgErrorMonths, PgTroubleReader
from domain.ingestion.errors import AdminRoleMissing
from domain.ingestion.ports import TroubleQuery
from domain.ingestion.troubles import Trouble
from tests.postgres import Database, as_superuser, somebody_waits, superuser
from tests.service import until

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
TIMEOUT = Trouble("upstream", "tmdb", "timeout", "No answer within 30 s.", host="api.themoviedb.org")


@pytest.fixture
async def worker(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database.url("media_menu_worker"), pool_size=4)
    yield engine
    await engine.dispose()


@pytest.fixture
async def admin(database: Database) -> AsyncIterator[AsyncEngine]:
    engine = make_engine(database.url("media_menu_admin"), pool_size=1)
    yield engine
    await engine.dispose()


class At:
    """A clock that stands still."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def note(engine: AsyncEngine, at: datetime, trouble: Trouble = TIMEOUT) -> None:
    await PgErrorLog(engine, uuid7, At(at)).note(trouble)


async def months(database: Database) -> dict[str, int]:
    """Partitions with the number of their rows."""
    async with superuser(database) as connection:
        names = await connection.fetch(
            "SELECT inhrelid::regclass::text AS name FROM pg_inherits "
            "WHERE inhparent = 'ingestion.integration_errors'::regclass"
        )
        return {
            row["name"].rpartition("errors_")[2]: await connection.fetchval(
                f"SELECT count(*) FROM {row['name']}"
            )
            for row in names
        }


async def test_what_happens_now_goes_into_its_month(engine: AsyncEngine, database: Database) -> None:
    now = datetime.now(UTC)
    await note(engine, now)
    found = await months(database)
    assert found[f"{now:%Y_%m}"] == 1
    assert (len(found), found["default"]) == (4, 0)


async def test_there_is_room_in_months_that_nobody_made(
    engine: AsyncEngine, worker: AsyncEngine, database: Database
) -> None:
    at = datetime(2031, 3, 31, 23, 59, tzinfo=UTC)
    await note(engine, at)
    await note(worker, at + timedelta(minutes=2))
    assert (await months(database))["default"] == 2
    await PgErrorMonths(worker).keep_in_shape(at)
    found = await months(database)
    assert (found["2031_03"], found["2031_04"], found["2031_05"], found["default"]) == (1, 1, 0, 0)
    await note(engine, at)
    assert (await months(database))["2031_03"] == 2


async def test_months_go_when_their_last_day_is_ninety_days_ago(
    worker: AsyncEngine, database: Database
) -> None:
    keep_in_shape = PgErrorMonths(worker).keep_in_shape
    await keep_in_shape(datetime(2031, 1, 15, tzinfo=UTC))
    await note(worker, datetime(2031, 1, 31, tzinfo=UTC))
    last_day = datetime(2031, 2, 1, tzinfo=UTC) + timedelta(days=90)
    await keep_in_shape(last_day - timedelta(seconds=1))
    assert (await months(database))["2031_01"] == 1
    await keep_in_shape(last_day)
    found = await months(database)
    assert "2031_01" not in found
    assert "2031_02" in found


async def test_rows_without_a_month_go_after_ninety_days_too(worker: AsyncEngine, database: Database) -> None:
    await note(worker, datetime(2031, 1, 31, tzinfo=UTC))
    await PgErrorMonths(worker).keep_in_shape(datetime(2031, 6, 1, tzinfo=UTC))
    assert (await months(database))["default"] == 0


async def test_shaping_at_once_and_while_errors_come_in_loses_nothing(
    engine: AsyncEngine, worker: AsyncEngine, database: Database
) -> None:
    at = datetime(2031, 3, 1, tzinfo=UTC)
    months_of = PgErrorMonths(worker)
    await asyncio.gather(
        *(note(engine, at + timedelta(hours=n)) for n in range(60)),
        *(months_of.keep_in_shape(at) for _ in range(4)),
    )
    found = await months(database)
    assert found["2031_03"] + found["default"] == 60
    await months_of.keep_in_shape(at)
    assert sum((await months(database)).values()) == 60


async def test_whoever_writes_while_a_month_is_dropped_and_others_made_is_never_in_a_circle(
    worker: AsyncEngine, database: Database
) -> None:
    write = """
        INSERT INTO ingestion.integration_errors (id, at, source_name, kind, code, message)
        VALUES (gen_random_uuid(), $1, 'tmdb', 'run', 'late', 'Late.')"""
    async with superuser(database) as writer:
        begun = writer.transaction()
        await begun.start()
        await writer.execute(write, datetime.now(UTC))
        shaping = asyncio.create_task(PgErrorMonths(worker).keep_in_shape(datetime(2031, 3, 1, tzinfo=UTC)))
        await until(lambda: somebody_waits(database))
        await writer.execute(write, datetime(2040, 1, 1, tzinfo=UTC))
        await begun.commit()
        await shaping
    assert (await months(database))["default"] == 1


async def test_only_administrators_read_troubles_and_only_workers_shape_them(
    engine: AsyncEngine, worker: AsyncEngine, admin: AsyncEngine, database: Database
) -> None:
    await note(engine, datetime.now(UTC))
    query = TroubleQuery(10, LONG_AGO)
    for stranger in (engine, worker):
        with pytest.raises(AdminRoleMissing):
            await PgTroubleReader(stranger).troubles(query)
    for stranger in (engine, admin):
        with pytest.raises(DBAPIError, match="permission denied"):
            await PgErrorMonths(stranger).keep_in_shape(datetime.now(UTC))
    (trouble,) = await PgTroubleReader(admin).troubles(query)
    assert (trouble.host, trouble.code, trouble.run_id) == ("api.themoviedb.org", "timeout", None)


async def test_troubles_are_read_by_source_code_and_day_page_after_page(
    engine: AsyncEngine, admin: AsyncEngine
) -> None:
    first = datetime(2031, 3, 1, 23, 30, tzinfo=UTC)
    for minutes in range(0, 60, 10):
        await note(engine, first + timedelta(minutes=minutes))
    await note(engine, first, Trouble("run", "imdb", "broken-off", "The sender was gone."))
    reader = PgTroubleReader(admin)
    page = await reader.troubles(TroubleQuery(4, LONG_AGO))
    rest = await reader.troubles(TroubleQuery(4, LONG_AGO, (page[-1].at, page[-1].id)))
    assert (len(page), len(rest)) == (4, 3)
    assert [each.at for each in [*page, *rest]] == sorted((each.at for each in [*page, *rest]), reverse=True)
    of_day = TroubleQuery(9, LONG_AGO, source_name="tmdb", day=date(2031, 3, 1))
    assert len(await reader.troubles(of_day)) == 3
    assert len(await reader.troubles(TroubleQuery(9, LONG_AGO, code="broken-off"))) == 1
    assert await reader.troubles(TroubleQuery(9, first + timedelta(days=1))) == []
    counts = [(each.day.day, each.source_name, each.count) for each in await reader.by_day(LONG_AGO)]
    assert counts == [(1, "imdb", 1), (1, "tmdb", 3), (2, "tmdb", 3)]
    assert await reader.choices(LONG_AGO) == (["imdb", "tmdb"], ["broken-off", "timeout"])
    assert await reader.choices(first + timedelta(days=9)) == ((), ())


async def test_what_is_noted_holds_no_secrets_and_noting_never_fails(
    engine: AsyncEngine, database: Database
) -> None:
    leaky = Trouble("upstream", "rawg", "status-500", "GET https://api.rawg.io/games?key=s3cret " + "x" * 900)
    await note(engine, datetime.now(UTC), leaky)
    message = await as_superuser(database, "SELECT message FROM ingestion.integration_errors")
    assert "key=REMOVED" in message
    await note(engine, datetime.now(UTC), Trouble("upstream", "rawg", "No Code", "refused by a constraint"))
    nowhere = make_engine("postgresql://nobody@127.0.0.1:1/none", pool_size=1)
    await note(nowhere, datetime.now(UTC))
    assert await as_superuser(database, "SELECT count(*) FROM ingestion.integration_errors") == 1
