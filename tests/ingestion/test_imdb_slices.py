"""Loads of IMDb's files that are killed, stopped or overtaken among the slices of their merge."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from rich.progress import Progress as Bars

from adapters.postgres.ingestion import imdb_places
from app.cli.ingest_progress import BarForEachStep, PlainLines
from domain.ingestion.errors import FileRunActive
from domain.ingestion.imdb_files.errors import LoadOvertaken, LoadStopped
from domain.ingestion.progress import Progress
from tests.databases import Databases
from tests.ingestion.imdb_house import (
    Files,
    counted,
    crew,
    load,
    person,
    rating,
    rows,
    run_in_thread,
    title,
)
from tests.ingestion.imdb_upstream import EVERYTHING, TYPES, Upstream
from tests.postgres import Database, as_superuser, superuser

pytestmark = pytest.mark.anyio

PLACES = """
    SELECT 'source', external_id, ctid::text, xmin::text FROM catalog.media_sources
    UNION ALL SELECT 'work', id::text, ctid::text, xmin::text FROM catalog.media_items
    UNION ALL SELECT 'credit', media_item_id || role || position, ctid::text, xmin::text FROM catalog.credits
    UNION ALL SELECT 'title', external_id || position, ctid::text, xmin::text FROM catalog.titles
"""
RUNS = "SELECT id, started_at, status, reason FROM ingestion.runs ORDER BY id"
REACHED = """
    SELECT coalesce(max(line), 0) FROM ingestion.file_runs JOIN ingestion.runs ON id = run_id
    WHERE status <> 'finished'
"""
STOPS_BEHIND = """
    CREATE TABLE ingestion.hurdle AS SELECT 30::bigint AS line;
    CREATE FUNCTION ingestion.stop_behind() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        IF OLD.line > (SELECT line FROM ingestion.hurdle) THEN PERFORM pg_sleep(3600); END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stop_behind BEFORE UPDATE ON ingestion.file_runs
    FOR EACH ROW EXECUTE FUNCTION ingestion.stop_behind()
"""
"""A load is halted in the slice behind the one that leaps the hurdle."""
CONNECTIONS_END = """
    SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
APART = """
    SELECT jsonb_array_length(tally -> 'apart') FROM ingestion.file_runs JOIN ingestion.runs ON id = run_id
    WHERE status <> 'finished' AND file_name = 'title.basics'
"""
REMARKS = "SELECT count(*) FROM ingestion.run_records"
WORKS = "SELECT count(*) FROM catalog.media_items"
MAKERS = """
    SELECT source.external_id, name FROM catalog.credits
    JOIN catalog.media_sources AS source USING (media_item_id) WHERE source.leads ORDER BY 1
"""
SOMEBODY_ELSES = """
    WITH work AS (
        INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key, origin)
        VALUES ('0199aaaa-0000-7000-8000-000000000001', 'film', 'a', 'a', 'a', 'a', 'ingested') RETURNING id
    )
    INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
    SELECT 'imdb', 'tt0000003', id FROM work
"""
A_LOAD = """
import asyncio, sys
from pathlib import Path
from types import SimpleNamespace
from tests.ingestion.imdb_house import Files, load
from tests.ingestion.imdb_upstream import TYPES
database = SimpleNamespace(url=lambda role: sys.argv[1])
asyncio.run(load(database, Files(Path(sys.argv[2])), types=TYPES, at_once=25))
"""


@pytest.fixture
def other_database(databases: Databases) -> Iterator[Database]:
    with databases.lent() as made:
        yield made


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


class Broken(Exception):
    """What ends a load from within, as a lost connection would."""


class At:
    """Does something, beside the load, when its merge comes to a step of a part; or breaks it off there."""

    def __init__(self, part: int, step: str, database: Database | None = None, *statements: str) -> None:
        self._at = part, step
        self._database = database
        self._statements = list(statements)

    def __call__(self, progress: Progress) -> None:
        if (progress.part, progress.step) == self._at:
            if self._database is None:
                raise Broken
            while self._statements:
                run_in_thread(self._do(self._database, self._statements.pop(0)))

    async def _do(self, database: Database, statement: str) -> None:
        await as_superuser(database, statement)


ONE_WORK = """
    WITH first AS (SELECT media_item_id FROM catalog.external_links WHERE external_key = '{first}'),
    source AS (
        UPDATE catalog.media_sources SET media_item_id = first.media_item_id, leads = false
        FROM first WHERE external_id = '{second}'
    ), title AS (
        UPDATE catalog.titles SET media_item_id = first.media_item_id
        FROM first WHERE external_id = '{second}'
    )
    UPDATE catalog.external_links SET media_item_id = first.media_item_id
    FROM first WHERE external_key = '{second}' RETURNING 1
"""


async def one_work(database: Database, first: int, second: int) -> None:
    """Somebody found that two titles are one work; the first leads it."""
    done = await rows(database, ONE_WORK.format(first=f"tt{first:07d}", second=f"tt{second:07d}"))
    assert len(done) == 1


def begun(database: Database, directory: Path) -> "subprocess.Popen[bytes]":
    python = [sys.executable, "-c", A_LOAD, database.url("media_menu_worker"), str(directory)]
    return subprocess.Popen(python, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})


async def killed_in_a_slice(database: Database, directory: Path) -> None:
    async with superuser(database) as connection:
        await connection.execute(STOPS_BEHIND)
    with begun(database, directory) as process:
        while await as_superuser(database, REACHED) <= 30:
            assert process.poll() is None, "the load ended too soon to be killed"
            await asyncio.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    await as_superuser(database, CONNECTIONS_END)
    await as_superuser(database, "DROP TRIGGER stop_behind ON ingestion.file_runs")


async def test_a_load_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    database: Database, other_database: Database, files: Files, tmp_path: Path
) -> None:
    upstream = Upstream(5)
    upstream.write(files)
    for each in (database, other_database):
        await load(each, files, types=TYPES)
    for _ in range(6):
        upstream.change()
    upstream.write(files)
    for each in (database, other_database):
        await one_work(each, 10, 112)
    whole = await load(other_database, files, types=TYPES)
    before = set(await rows(database, PLACES))
    await killed_in_a_slice(database, tmp_path)
    assert await as_superuser(database, APART) == 2
    assert await as_superuser(database, "SELECT count(missing_since) FROM catalog.media_sources") == 0
    merged, runs = set(await rows(database, PLACES)) - before, await rows(database, RUNS)
    assert merged
    remarks = await as_superuser(database, REMARKS)
    reached = await as_superuser(database, REACHED)
    report = await load(database, files, types=TYPES, at_once=25)
    assert report.resumed_after == reached > 30
    assert report.accounts == whole.accounts
    assert (report.missing, report.remarks) == (whole.missing, whole.remarks)
    for question in EVERYTHING:
        assert await rows(database, question) == await rows(other_database, question)
    assert [row[:2] for row in await rows(database, RUNS)] == [row[:2] for row in runs]
    assert 0 < remarks < await as_superuser(database, REMARKS)
    assert merged <= set(await rows(database, PLACES)), "nothing that was merged is written again"


@pytest.fixture
def eight(files: Files) -> Files:
    return files.write([title(number) for number in range(1, 9)], [rating(1), rating(8)])


async def test_a_load_that_was_stopped_keeps_its_slices_and_goes_on_when_the_files_are_loaded_again(
    database: Database, eight: Files
) -> None:
    stopping = At(3, "sources", database, "UPDATE ingestion.runs SET status = 'stopped', finished_at = now()")
    with pytest.raises(LoadStopped):
        await load(database, eight, watch=stopping, at_once=2)
    runs = await rows(database, RUNS)
    assert [row[2:] for row in runs] == [("stopped", None)] * 2
    assert await as_superuser(database, WORKS) == 4
    report = await load(database, eight, at_once=2)
    assert report.resumed_after == 5
    assert [counted(each) for each in report.accounts] == [
        {"header": 1, "created": 8},
        {"header": 1, "created": 2},
    ]
    assert await rows(database, RUNS) == [(*row[:2], "finished", None) for row in runs]
    assert (await load(database, eight, at_once=2)).resumed_after == 0


async def test_a_load_that_broke_is_noted_and_other_files_begin_anew(
    database: Database, eight: Files
) -> None:
    with pytest.raises(Broken):
        await load(database, eight, watch=At(3, "sources"), at_once=2)
    assert [row[2:] for row in await rows(database, RUNS)] == [("failed", "internal")] * 2
    noted = "SELECT code, source_name, run_id = (SELECT min(id::text)::uuid FROM ingestion.runs) FROM {0}"
    assert await rows(database, noted.format("ingestion.integration_errors")) == [("internal", "imdb", True)]
    killed = "status = 'running', reason = NULL, finished_at = NULL"
    await as_superuser(database, f"UPDATE ingestion.runs SET {killed}")
    report = await load(database, eight, is_full=False, at_once=2)
    assert report.resumed_after == 0
    assert counted(report.accounts[0]) == {"header": 1, "created": 4, "unchanged": 4}
    states = [row[2:] for row in await rows(database, RUNS)]
    assert states == [("failed", "begun-anew")] * 2 + [("finished", None)] * 2


async def test_a_load_that_is_under_way_is_refused_once_more_and_left_alone_by_others(
    database: Database, eight: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.postgres.ingestion.imdb_under_way.PATIENCE", 1)
    with pytest.raises(Broken):
        await load(database, eight, watch=At(3, "sources"), at_once=2)
    digest = await as_superuser(database, "SELECT min(file_digest) FROM ingestion.file_runs")
    holder = await asyncpg.connect(database.url("media_menu_worker"))
    assert await holder.fetchval(imdb_places.HOLD, digest)
    with pytest.raises(FileRunActive):
        await load(database, eight, at_once=2)
    with pytest.raises(Broken):
        await load(database, eight, is_full=False, watch=At(0, "title.ratings"), at_once=2)
    await holder.execute("SELECT pg_advisory_unlock_all()")
    await holder.close()
    assert (await load(database, eight, at_once=2)).resumed_after == 5


async def test_a_load_that_was_overtaken_by_other_files_says_so_and_then_begins_anew(
    database: Database, eight: Files
) -> None:
    with pytest.raises(Broken):
        await load(database, eight, watch=At(3, "sources"), at_once=2)

    def overtaken(progress: Progress) -> None:
        if progress.step == "comparing" and not progress.part:
            run_in_thread(overtaking())

    async def overtaking() -> None:
        await load(database, eight, is_full=False)

    with pytest.raises(LoadOvertaken):
        await load(database, eight, watch=overtaken, at_once=2)
    report = await load(database, eight, at_once=2)
    assert (report.resumed_after, counted(report.accounts[0])) == (0, {"header": 1, "unchanged": 8})


async def test_a_slice_that_loses_a_race_is_merged_once_more_and_no_other(
    database: Database, eight: Files
) -> None:
    parts = list[int]()
    linking = At(2, "links", database, SOMEBODY_ELSES)

    def watch(progress: Progress) -> None:
        if progress.step == "comparing":
            parts.append(progress.part)
        linking(progress)

    report = await load(database, eight, watch=watch, at_once=2)
    assert parts == [0, 1, 2, 2, 3, 4]
    assert counted(report.accounts[0]) == {"header": 1, "created": 7, "updated": 1}


async def test_titles_that_are_one_work_are_merged_together_wherever_they_stand(
    database: Database, eight: Files
) -> None:
    await load(database, eight)
    await one_work(database, 1, 8)
    eight.beside(
        crew=[crew(1, "nm0000001"), crew(8, "nm0000002"), crew(3, "nm0000002")],
        names=[person(1, "Jerzy Kawalerowicz"), person(2, "Andrzej Wajda")],
    )
    report = await load(database, eight, at_once=2)
    assert await rows(database, MAKERS) == [
        ("tt0000001", "Jerzy Kawalerowicz"),
        ("tt0000003", "Andrzej Wajda"),
    ]
    assert counted(report.accounts[2]) == {"header": 1, "created": 2, "unchanged": 1}


IN_PARTS = (
    Progress("comparing"),
    Progress("works", 0, 0, 30, part=1, parts=3),
    Progress("links", 0, 0, 30, part=1, parts=3),
    Progress("works", 10, 10, 30, part=2, parts=3),
)


def test_a_merge_in_parts_says_which_part_it_is_and_how_many_rows_are_left(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = PlainLines()
    for progress in IN_PARTS:
        lines.show(progress)
    said = capsys.readouterr().err
    assert "Writing works, part 1 of 3 ..." in said
    assert "Merging: 10 rows, ~20 left" in said
    bars = Bars(disable=True)
    bar = BarForEachStep(bars)
    for progress in IN_PARTS:
        bar.show(progress)
    assert [(each.description, each.completed, each.total) for each in bars.tasks] == [
        ("Comparing with the catalogue", 1, 1),
        ("Writing works, part 2 of 3", 10, 30),
    ]
