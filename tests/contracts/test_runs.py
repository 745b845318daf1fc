"""What the database promises of runs: stopped, given up and retried, they lose and double nothing."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from domain.ingestion.chunks import PAUSE
from domain.ingestion.errors import (
    LostRace,
    NothingToRetry,
    RetryRunning,
    RunGivenUp,
    RunNotFound,
    RunNotRunning,
    RunStillRunning,
    RunStopped,
)
from domain.ingestion.ports import RecordQuery, RunQuery
from domain.ingestion.views import RecordResult, RunDetail
from domain.kernel import Actor, UserId
from tests.postgres import Database, as_superuser, superuser
from tests.records import film, record
from tests.seeding import NOW, PERSON, a_person
from tests.works import WorksHouse

EDITOR = Actor(UserId(uuid7()), "editor")


@pytest.fixture
async def house(engine: AsyncEngine, database: Database) -> WorksHouse:
    """With an editor who has an account."""
    async with superuser(database) as connection:
        await connection.execute(PERSON, EDITOR.user_id, "edith", "Edith", NOW)
    return WorksHouse(engine)


async def count(database: Database, table: str) -> int:
    return int(await as_superuser(database, f"SELECT count(*) FROM {table}"))


async def troubles(database: Database) -> list[str]:
    """Codes of what was noted, in order."""
    codes = await as_superuser(
        database, "SELECT string_agg(code, ' ' ORDER BY id) FROM ingestion.integration_errors"
    )
    return (codes or "").split()


class Sender:
    """Sends what it is told to, and says when it has been asked for more."""

    def __init__(self) -> None:
        self.records: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.waits = asyncio.Event()

    def send(self, *records: bytes | None) -> None:
        self.waits.clear()
        for each in records:
            self.records.put_nowait(each)

    async def stream(self) -> AsyncIterator[bytes]:
        while True:
            if self.records.empty():
                self.waits.set()
            record = await self.records.get()
            if record is None:
                return
            yield record


class Pushing:
    """A stream that is being taken, a chunk at each pause."""

    def __init__(self, house: WorksHouse, actor: Actor | None = None) -> None:
        self.house = house
        self.actor = actor
        self.sender = Sender()
        self.results: list[RecordResult] = []

    async def begin(self) -> UUID:
        run = await self.house.ingest.start("media-menu", self.actor)
        self.task = asyncio.create_task(self._take(run))
        return run.id

    async def send(self, *records: bytes) -> None:
        """Comes back when they have been taken."""
        self.sender.send(*records, PAUSE)
        await asyncio.wait_for(self.sender.waits.wait(), 10)

    async def _take(self, run: Any) -> None:
        async for result in self.house.ingest.stream(run, self.sender.stream(), self.actor):
            self.results.append(result)


async def shown(house: WorksHouse, run_id: UUID) -> RunDetail:
    return await house.runs.run(EDITOR, run_id)


async def test_a_stopped_run_keeps_what_is_in_and_takes_no_more(
    house: WorksHouse, database: Database
) -> None:
    pushing = Pushing(house)
    run_id = await pushing.begin()
    await pushing.send(record("a", film("A")), record("b", film("B")))
    await house.supervising.stop(EDITOR, run_id)
    pushing.sender.send(record("c", film("C")), PAUSE, record("d", film("D")), PAUSE)
    with pytest.raises(RunStopped):
        await pushing.task
    run = await shown(house, run_id)
    assert (run.status, run.reason, run.counts["created"]) == ("stopped", None, 3)
    assert await count(database, "catalog.media_items") == 3
    assert [result.outcome for result in pushing.results] == ["created"] * 3
    assert run.finished_at is not None
    assert await troubles(database) == []


async def test_a_run_that_has_ended_is_not_stopped(house: WorksHouse) -> None:
    report = await house.push(record("a", film("A")))
    with pytest.raises(RunNotRunning):
        await house.supervising.stop(EDITOR, report.run_id)
    assert (await shown(house, report.run_id)).status == "finished"


async def test_stopping_and_finishing_at_once_leaves_one_end_and_right_counts(
    house: WorksHouse, database: Database
) -> None:
    ends = []
    for number in range(12):
        records = [record(f"{number}-{each}", film(f"{number} {each}")) for each in range(5)]
        run = await house.ingest.start("media-menu", None)
        come, over = asyncio.Event(), asyncio.Event()
        if number:  # the first one does not end before somebody has stopped it
            over.set()

        async def stream(
            records: list[bytes] = records,
            at: int = number % 5,
            come: asyncio.Event = come,
            over: asyncio.Event = over,
        ) -> AsyncIterator[bytes]:
            for place, each in enumerate(records):
                if place == at:
                    come.set()
                yield each
                yield PAUSE
                await over.wait()

        async def push(run: Any = run, stream: Any = stream) -> str:
            try:
                async for _ in house.ingest.stream(run, stream(), None):
                    pass
            except RunStopped:
                return "stopped"
            return "finished"

        async def stop(run: Any = run, come: asyncio.Event = come, over: asyncio.Event = over) -> str:
            await come.wait()
            try:
                await asyncio.gather(*(house.supervising.stop(EDITOR, run.id) for _ in range(3)))
            except RunNotRunning:
                return "finished"
            finally:
                over.set()
            return "stopped"

        told, heard = await asyncio.gather(push(), stop())
        detail = await shown(house, run.id)
        in_catalogue = await count(database, f"catalog.media_sources WHERE external_id LIKE '{number}-%'")
        assert detail.counts["created"] == in_catalogue
        assert (told, heard) == (detail.status, detail.status)
        ends.append(told)
    assert "stopped" in ends


async def test_runs_of_others_are_not_there_to_be_stopped_or_retried(
    house: WorksHouse, database: Database
) -> None:
    owner, stranger = await a_person(database), await a_person(database)
    pushing = Pushing(house, owner)
    run_id = await pushing.begin()
    await pushing.send(b"{")
    for refused in (house.supervising.stop, house.supervising.retry):
        with pytest.raises(RunNotFound):
            await refused(stranger, run_id)
    with pytest.raises(RunStillRunning):
        await house.supervising.retry(owner, run_id)
    await house.supervising.stop(owner, run_id)
    pushing.sender.send(None)
    with pytest.raises(RunStopped):
        await pushing.task
    with pytest.raises(RunNotFound):
        await house.runs.records(stranger, run_id, RecordQuery(10))


async def test_a_run_whose_process_died_is_failed(house: WorksHouse, database: Database) -> None:
    dead = await house.ingest.start("media-menu", None)
    alive = await house.ingest.start("media-menu", None)
    now = datetime.now(UTC)
    await as_superuser(
        database,
        f"UPDATE ingestion.runs SET heard_at = heard_at - interval '6 minutes' WHERE id = '{dead.id}'",
    )
    assert [run.id for run in await house.housekeeping.give_up_silent_runs(now)] == [dead.id]
    assert await house.housekeeping.give_up_silent_runs(now) == []
    failed = await shown(house, dead.id)
    assert (failed.status, failed.reason, failed.finished_at) == ("failed", "no-sign-of-life", now)
    assert (await shown(house, alive.id)).status == "running"
    assert await troubles(database) == ["no-sign-of-life"]


async def test_a_sender_that_pauses_keeps_its_run_alive(house: WorksHouse, database: Database) -> None:
    pushing = Pushing(house)
    run_id = await pushing.begin()
    await pushing.send(record("a", film("A")))
    await as_superuser(database, "UPDATE ingestion.runs SET heard_at = heard_at - interval '1 hour'")
    await pushing.send()
    assert await house.housekeeping.give_up_silent_runs(datetime.now(UTC)) == []
    pushing.sender.send(None)
    await pushing.task
    assert (await shown(house, run_id)).status == "finished"


async def test_a_run_that_was_given_up_does_not_rise_again(house: WorksHouse, database: Database) -> None:
    pushing = Pushing(house)
    run_id = await pushing.begin()
    await pushing.send(record("a", film("A")))
    await house.housekeeping.give_up_silent_runs(datetime.now(UTC) + timedelta(minutes=6))
    pushing.sender.send(record("b", film("B")), PAUSE, record("c", film("C")), PAUSE)
    with pytest.raises(RunGivenUp):
        await pushing.task
    run = await shown(house, run_id)
    assert (run.status, run.reason, run.counts["created"]) == ("failed", "no-sign-of-life", 2)
    assert await troubles(database) == ["no-sign-of-life"]


async def test_a_sender_that_goes_away_fails_its_run(house: WorksHouse, database: Database) -> None:
    run = await house.ingest.start("media-menu", None)
    fates = house.ingest.stream(run, sent(record("a", film("A")), PAUSE), None)
    await anext(fates)
    await fates.aclose()
    failed = await shown(house, run.id)
    assert (failed.status, failed.reason, failed.counts["created"]) == ("failed", "broken-off", 1)
    assert await troubles(database) == ["broken-off"]


async def sent(*records: bytes) -> AsyncIterator[bytes]:
    for each in records:
        yield each


async def test_an_error_of_ours_is_noted_without_its_words(house: WorksHouse, database: Database) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield record("a", film("A"))
        raise ValueError("somebody's words")

    run = await house.ingest.start("media-menu", None)
    with pytest.raises(ValueError, match="somebody"):
        async for _ in house.ingest.stream(run, broken(), None):
            pass
    assert (await shown(house, run.id)).reason == "internal"
    message = await as_superuser(database, "SELECT message FROM ingestion.integration_errors")
    assert message == "An error of the service: ValueError."


async def test_a_race_that_is_lost_again_and_again_is_noted(house: WorksHouse, database: Database) -> None:
    await as_superuser(
        database, f"ALTER ROLE media_menu_app IN DATABASE {database.name} SET lock_timeout = '20ms'"
    )
    run = await house.ingest.start("media-menu", None)
    async with house.transactions.open(None) as holder:
        await holder.exec_driver_sql("SELECT pg_advisory_xact_lock(7316253, hashtext('media-menu'))")
        with pytest.raises(LostRace):
            async for _ in house.ingest.stream(run, sent(record("a", film("A"))), None):
                pass
    assert ((await shown(house, run.id)).reason, await troubles(database)) == ("lost-race", ["lost-race"])


async def a_conflict(house: WorksHouse, *more: bytes) -> UUID:
    """A run of which one record, at position 1, points at two works; gives the run's id."""
    await house.one(film("One", external_ids={"imdb": "tt0000001"}), "one")
    await house.one(film("Two", external_ids={"imdb": "tt0000002"}), "two")
    both = film("Both", external_ids={"imdb": ["tt0000001", "tt0000002"]})
    return (await house.push(record("fine", film("Fine")), record("both", both), *more)).run_id


async def settle(database: Database) -> None:
    """An editor's hand: only one work has both ids now."""
    await as_superuser(database, "DELETE FROM catalog.external_links WHERE external_key = 'tt0000002'")


async def test_a_retry_takes_what_can_be_taken_now_and_offers_it_no_more(
    house: WorksHouse, database: Database
) -> None:
    first = await a_conflict(house, b"{")
    assert (await shown(house, first)).retryable == 2
    again = await house.supervising.retry(EDITOR, first)
    assert (again.received, again.rejected) == (2, 2)
    await settle(database)
    report = await house.supervising.retry(EDITOR, first)
    assert [(each.index, each.outcome) for each in report.results] == [(1, "updated"), (2, "rejected")]
    run = await shown(house, first)
    assert [each.retry for each in run.records] == ["taken", "possible"]
    assert (run.retryable, run.retries) == (1, (again.run_id, report.run_id))
    assert await count(database, "ingestion.kept_records") == 1
    retry = await shown(house, report.run_id)
    assert (retry.retry_of, retry.kind, [each.retry for each in retry.records]) == (
        first,
        "push",
        ["original"],
    )
    last = await house.supervising.retry(EDITOR, report.run_id)
    assert [each.index for each in last.results] == [2]
    assert (await shown(house, last.run_id)).retry_of == first


async def test_a_retry_of_many_takes_five_thousand_at_a_time(house: WorksHouse, database: Database) -> None:
    report = await house.push(*[b'{"external_id":"%d","payload":{}}' % n for n in range(5_050)])
    assert (await shown(house, report.run_id)).retryable == 5_050
    again = await house.supervising.retry(EDITOR, report.run_id)
    assert [each.index for each in again.results] == list(range(5_000))


async def test_what_is_left_of_a_retry_that_broke_off_is_still_offered(
    house: WorksHouse, database: Database
) -> None:
    first = await a_conflict(house)
    await settle(database)
    run = await house.ingest.start("media-menu", None, retry_of=await one_run(house, first))
    with pytest.raises(RetryRunning):
        await house.supervising.retry(EDITOR, first)
    await house.housekeeping.give_up_silent_runs(datetime.now(UTC) + timedelta(minutes=6))
    report = await house.supervising.retry(EDITOR, first)
    assert (report.updated, (await shown(house, run.id)).status) == (1, "failed")


async def one_run(house: WorksHouse, run_id: UUID) -> Any:
    async with house.begin_runs(None) as book:
        return await book.get(EDITOR, run_id)


async def test_retries_at_once_take_each_record_once(house: WorksHouse, database: Database) -> None:
    first = await a_conflict(house)
    await settle(database)
    outcomes = await asyncio.gather(
        *(house.supervising.retry(EDITOR, first) for _ in range(5)), return_exceptions=True
    )
    reports = [each for each in outcomes if not isinstance(each, BaseException)]
    refused = [each for each in outcomes if isinstance(each, BaseException)]
    assert sum(report.updated for report in reports) == 1
    assert all(isinstance(each, RetryRunning | NothingToRetry) for each in refused)
    assert (await shown(house, first)).retryable == 0
    with pytest.raises(NothingToRetry):
        await house.supervising.retry(EDITOR, first)


async def test_what_could_not_be_kept_says_so(house: WorksHouse) -> None:
    secret = b'{"external_id":"s","payload":{"u":"https://x.org/?api_key=s3cret"'
    report = await house.push(b"x" * (2 << 20), secret, b"{", record("odd", film("A\0B")))
    run = await shown(house, report.run_id)
    assert [each.retry for each in run.records] == ["too-large", "unreadable", "possible", None]
    assert run.retryable == 1


async def test_what_was_kept_is_forgotten_after_thirty_days(house: WorksHouse, database: Database) -> None:
    report = await house.push(b"{")
    now = datetime.now(UTC)
    assert await house.housekeeping.forget_refused(now + timedelta(days=29)) == 0
    assert await house.housekeeping.forget_refused(now + timedelta(days=31)) == 1
    run = await shown(house, report.run_id)
    assert (run.retryable, run.records[0].retry) == (0, "expired")
    assert await count(database, "ingestion.kept_records") == 0
    with pytest.raises(NothingToRetry):
        await house.supervising.retry(EDITOR, report.run_id)


async def test_reasons_are_counted_over_all_records_and_records_are_paged(house: WorksHouse) -> None:
    nameless = [record(f"r{n}", {"media_type": "film"}) for n in range(1_200)]
    report = await house.push(*nameless[:600], b"{", *nameless[600:], record("n", film("A\0B")))
    run = await shown(house, report.run_id)
    assert [(each.outcome, each.reason, each.count) for each in run.reasons] == [
        ("rejected", "title-missing", 1_200),
        ("noted", "payload-changed", 1),
        ("rejected", "malformed-json", 1),
    ]
    assert len(run.records) == 100
    positions, after = [], None
    while True:
        page = await house.runs.records(EDITOR, report.run_id, RecordQuery(500, after))
        positions += [each.position for each in page.items]
        if page.next_cursor is None:
            break
        after = int(page.next_cursor)
    assert positions == list(range(1_202))
    (odd,) = (
        await house.runs.records(EDITOR, report.run_id, RecordQuery(5, None, None, "malformed-json"))
    ).items
    assert odd.position == 600
    (noted,) = (await house.runs.records(EDITOR, report.run_id, RecordQuery(5, None, "noted"))).items
    assert (noted.position, noted.external_id) == (1_201, "n")


async def test_runs_are_found_by_source_kind_status_and_who_wanted_them(
    house: WorksHouse, database: Database
) -> None:
    ada = await a_person(database, "ada")
    await house.push(record("a", film("A")))
    await house.ingest.push("imdb", [b"{"], ada)
    await house.ingest.start("imdb", None)

    async def found(**wanted: Any) -> int:
        return len((await house.runs.runs(EDITOR, RunQuery(10, **wanted))).items)

    assert [
        await found(),
        await found(source_name="imdb"),
        await found(requester="ada"),
        await found(requester="bob"),
        await found(status="running"),
        await found(kind="file"),
        await found(source_name="imdb", status="finished"),
    ] == [3, 2, 1, 0, 1, 0, 1]
    assert await house.runs.choices() == (["imdb", "media-menu"], ["ada"])
    (run,) = (await house.runs.runs(ada, RunQuery(10))).items
    assert run.requested_by == "ada"
