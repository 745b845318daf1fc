"""Asking for jobs in a unit of work, and what is due being asked for once."""

import asyncio
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from adapters.postgres.jobs.pgqueuer import SETTINGS
from adapters.postgres.jobs.queue import PgJobQueue
from adapters.postgres.jobs.timetable import PgTimetable
from adapters.postgres.jobs.upkeep import clear_away, refresh_statistics
from domain.schedules import Occurrence, Schedule, due
from tests.jobs import Pour, ask_for, transactions_of
from tests.postgres import Database, superuser
from tests.seeding import a_person

QUEUED = "SELECT entrypoint, convert_from(payload, 'UTF8') AS payload FROM jobs.pgqueuer ORDER BY id"
BELL = Schedule("bell", (time(3, 30), time(15)), Pour(1))
NOON = datetime(2026, 5, 3, 12, tzinfo=UTC)


async def rows(database: Database, statement: str, *values: object) -> list[dict[str, Any]]:
    async with superuser(database) as connection:
        return [dict(row) for row in await connection.fetch(statement, *values)]


async def run(database: Database, statement: str) -> None:
    async with superuser(database) as connection:
        await connection.execute(statement)


async def test_a_use_case_that_is_rolled_back_leaves_no_job(database: Database) -> None:
    async with transactions_of(database) as transactions:

        async def use_case() -> None:
            async with transactions.open(None) as connection:
                # The first statement of its transaction: nothing else has begun one.
                assert await PgJobQueue(connection).enqueue(Pour(1))
                raise LookupError

        with pytest.raises(LookupError):
            await use_case()
    assert await rows(database, QUEUED) == []
    assert await rows(database, "SELECT FROM jobs.pgqueuer_log") == []


async def test_a_job_is_there_as_it_was_asked_for_once_its_unit_of_work_is_done(database: Database) -> None:
    (job_id,) = await ask_for(database, [Pour(7, 0.5)])
    assert await rows(database, QUEUED) == [{"entrypoint": "pour", "payload": '{"number":7,"seconds":0.5}'}]
    logged = await rows(database, "SELECT job_id, status FROM jobs.pgqueuer_log")
    assert logged == [{"job_id": job_id, "status": "queued"}]


async def test_waiting_workers_are_told_at_commit(database: Database) -> None:
    told: asyncio.Queue[object] = asyncio.Queue()
    async with superuser(database) as ear:
        await ear.add_listener(SETTINGS.channel, lambda *heard: told.put_nowait(heard[-1]))
        await ask_for(database, [Pour(1)])
        assert "table_changed_event" in str(await asyncio.wait_for(told.get(), 5))


@pytest.mark.parametrize("state", ["queued", "picked"])
async def test_a_second_job_with_the_same_key_is_not_taken_while_the_first_is_not_over(
    database: Database, state: str
) -> None:
    (first,) = await ask_for(database, [Pour(1)], key="cup")
    await run(database, f"UPDATE jobs.pgqueuer SET status = '{state}'")
    assert first is not None
    assert await ask_for(database, [Pour(2)], key="cup") == [None]
    assert (await ask_for(database, [Pour(3)], key="mug"))[0]
    assert (await ask_for(database, [Pour(4)]))[0]
    await run(database, f"DELETE FROM jobs.pgqueuer WHERE id = {first}")
    assert (await ask_for(database, [Pour(5)], key="cup"))[0]


async def test_of_many_that_ask_at_once_with_one_key_one_gets_a_job(database: Database) -> None:
    asked = await asyncio.gather(*(ask_for(database, [Pour(each)], key="cup") for each in range(8)))
    assert sum(each != [None] for each in asked) == 1


async def test_a_job_for_later_waits_until_then(database: Database) -> None:
    await ask_for(database, [Pour(1)], after=timedelta(hours=2))
    (row,) = await rows(database, "SELECT execute_after - now() AS left FROM jobs.pgqueuer")
    assert timedelta(minutes=119) < row["left"] <= timedelta(hours=2)


async def test_the_service_cannot_read_or_end_what_it_asked_for(database: Database) -> None:
    await ask_for(database, [Pour(1)])
    for statement in ("SELECT payload FROM jobs.pgqueuer", "DELETE FROM jobs.pgqueuer"):
        async with transactions_of(database) as transactions:
            with pytest.raises(Exception, match="permission denied"):
                async with transactions.open(None) as connection:
                    await connection.execute(text(statement))


def times(hours: int) -> list[tuple[Schedule, Occurrence]]:
    return [(BELL, each) for each in due(BELL, UTC, NOON, NOON + timedelta(hours=hours))]  # type: ignore[arg-type]


async def test_a_time_is_seen_to_once_by_however_many_workers(database: Database) -> None:
    async with transactions_of(database, "media_menu_worker") as transactions:
        timetable = PgTimetable(transactions)
        told = await asyncio.gather(*(timetable.see_to(times(6)) for _ in range(8)))
        assert sorted(told) == [[]] * 7 + [["pour"]]
        assert await timetable.see_to([]) == []
        await run(database, "DELETE FROM jobs.pgqueuer")
        assert await timetable.see_to(times(6)) == []
        assert await timetable.see_to(times(20)) == ["pour"]
    assert len(await rows(database, "SELECT FROM jobs.occurrences")) == 2


async def test_a_waiting_job_stands_for_the_times_that_come_meanwhile(database: Database) -> None:
    async with transactions_of(database, "media_menu_worker") as transactions:
        timetable = PgTimetable(transactions)
        assert await timetable.see_to(times(6)) == ["pour"]
        assert await timetable.see_to(times(20)) == []
        assert await timetable.see_to(times(200)) == []
    assert len(await rows(database, QUEUED)) == 1


PAST = """
    INSERT INTO jobs.occurrences VALUES
        ('old', '2026-01-01', now() - interval '91 days'), ('new', '2026-01-01', now());
    INSERT INTO jobs.pgqueuer_log (created, job_id, status, priority, entrypoint) VALUES
        (now() - interval '15 days', -1, 'successful', 0, 'pour'), (now(), -2, 'successful', 0, 'pour'),
        (now() - interval '15 days', 1, 'queued', 0, 'pour');
    INSERT INTO jobs.pgqueuer (priority, status, entrypoint, updated) VALUES
        (0, 'queued', 'waits', now() - interval '100 days'),
        (0, 'failed', 'failed', now() - interval '80 days'),
        (0, 'failed', 'over', now() - interval '91 days');"""
OF_PEOPLE = """
    INSERT INTO accounts.sessions (id, user_id, token_hash, user_agent, address_prefix, created_at,
        last_seen_at, idle_expires_at, absolute_expires_at, revoked_at)
    SELECT gen_random_uuid(), '{person}', convert_to(name, 'UTF8'), name, '', now(), now(), now() + idle,
        now() + most, gone
    FROM (VALUES ('live', interval '1 day', interval '2 days', NULL), ('idle', '-1 s', '2 days', NULL),
        ('over', '1 day', '-1 s', NULL), ('ended', '1 day', '2 days', now())) AS s (name, idle, most, gone);
    INSERT INTO accounts.idempotency_keys (user_id, key_hash, route, body_hash, state, claim, created_at)
    SELECT '{person}', convert_to(name, 'UTF8'), name, '', 'running', gen_random_uuid(), now() - age
    FROM (VALUES ('fresh', interval '23 hours'), ('stale', interval '25 hours')) AS k (name, age);"""


async def test_what_is_over_is_cleared_away_and_nothing_else(database: Database) -> None:
    person = await a_person(database)
    await run(database, PAST)
    await run(database, OF_PEOPLE.format(person=person.user_id))
    async with transactions_of(database, "media_menu_worker") as transactions:
        cleared = await clear_away(transactions, datetime.now(UTC))
        again = await clear_away(transactions, datetime.now(UTC))
    assert cleared == {
        "sessions and kept answers": 4,
        "visits by share links": 0,
        "revisions of menus": 0,
        "jobs that failed long ago": 1,
        "steps of jobs that are over": 1,
        "times of schedules": 1,
    }
    assert set(again.values()) == {0}
    left = (
        "SELECT user_agent AS left FROM accounts.sessions UNION SELECT route FROM accounts.idempotency_keys"
    )
    assert {row["left"] for row in await rows(database, left)} == {"live", "fresh"}
    assert [row["entrypoint"] for row in await rows(database, QUEUED)] == ["waits", "failed"]


async def test_statistics_of_the_catalogue_are_made_anew(database: Database) -> None:
    async with transactions_of(database, "media_menu_worker") as transactions:
        tables = await refresh_statistics(transactions)
    assert {"catalog.media_items", "catalog.title_words"} <= set(tables)
    analysed = "SELECT relname FROM pg_stat_user_tables WHERE analyze_count > 0"
    assert "media_items" in {row["relname"] for row in await rows(database, analysed)}
