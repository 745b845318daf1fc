"""Runs of files that break off: killed, cut, damaged, repeated, begun anew."""

import asyncio
import gzip
import json
import lzma
import os
import signal
import subprocess
import sys
import tarfile
from pathlib import Path
from random import Random
from threading import Thread

import asyncpg
import pytest

from adapters.postgres.ingestion import file_statements
from adapters.postgres.ingestion.file_book import PgFileBook
from adapters.sources.files.ndjson import RecordLines
from domain.ingestion.errors import FileRunActive, FileUnreadable, MarksLost, RunStopped
from domain.ingestion.files.account import FileReport
from domain.ingestion.files.ports import Progress as State
from domain.ingestion.progress import Progress, Watch
from tests.ingestion.files_house import (
    author,
    counted,
    load_dump,
    load_musicbrainz,
    load_records,
    work,
    written,
)
from tests.ingestion.imdb_house import rows
from tests.postgres import Database, as_superuser, superuser
from tests.records import film, record

PLACES = "SELECT external_id, ctid::text, xmin::text FROM catalog.media_sources ORDER BY 1"
REACHED = "SELECT coalesce(max(line), 0) FROM ingestion.file_runs"


class Broken(Exception):
    """What ends a load from within, as a lost connection would."""


def breaking_at(rows_taken: int) -> Watch:
    def watch(progress: Progress) -> None:
        if progress.lines >= rows_taken:
            raise Broken

    return watch


def films(count: int) -> list[bytes]:
    return [record(f"film-{number}", film(f"Film {number}")) for number in range(count)]


def command(database: Database, *arguments: str) -> "subprocess.Popen[bytes]":
    urls = {
        "DATABASE_URL": database.url("media_menu_app"),
        "WORKER_DATABASE_URL": database.url("media_menu_worker"),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "app.cli", "ingest", *arguments],
        env={**os.environ, **urls},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


async def further_than(database: Database, line: int, process: "subprocess.Popen[bytes]") -> None:
    """Waits until the run has taken lines behind that one."""
    async with superuser(database) as connection:
        for _ in range(3_000):
            if await connection.fetchval(REACHED) > line:
                return
            assert process.poll() is None, "the load ended too soon to be killed"
            await asyncio.sleep(0.02)


STOPS_BEHIND = """
    CREATE TABLE ingestion.hurdle (line bigint NOT NULL);
    INSERT INTO ingestion.hurdle VALUES (0);
    CREATE FUNCTION ingestion.stop_behind() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        IF OLD.line > (SELECT line FROM ingestion.hurdle) THEN PERFORM pg_sleep(3600); END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER stop_behind BEFORE UPDATE ON ingestion.file_runs
    FOR EACH ROW EXECUTE FUNCTION ingestion.stop_behind();
"""
"""A load comes one chunk further than the hurdle, and stops in the middle of the next."""
CONNECTIONS_END = """
    SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def test_killed_again_and_again_every_record_is_taken_exactly_once(
    database: Database, tmp_path: Path
) -> None:
    async with superuser(database) as connection:
        await connection.execute(STOPS_BEHIND)
    chance, count = Random(3), 6_000
    lines: list[bytes | str] = [*films(count), *films(500), "{cut"]
    chance.shuffle(lines)
    path = written(tmp_path / "films.ndjson.gz", lines)
    path.write_bytes(gzip.compress(path.read_bytes()))
    arguments = ("file", "--source", "media-menu", "--json", str(path))
    reached = 0
    written_before: set[tuple[object, ...]] = set()
    for _ in range(3):
        with command(database, *arguments) as process:
            await further_than(database, reached, process)
            await asyncio.sleep(chance.random() / 10)
            process.send_signal(signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        await as_superuser(database, CONNECTIONS_END)
        reached = await as_superuser(database, REACHED)
        await as_superuser(database, f"UPDATE ingestion.hurdle SET line = {reached}")
        written_before |= set(await rows(database, PLACES))
    await as_superuser(database, "DROP TRIGGER stop_behind ON ingestion.file_runs")
    with command(database, *arguments) as process:
        output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert json.loads(output)["resumed_after"] >= reached > 2_000
    [account] = json.loads(output)["accounts"]
    assert (account["created"], account["duplicate"], account["rejected"]) == (count, 500, 1)
    assert account["lines"] == len(lines)
    after = set(await rows(database, PLACES))
    assert len(after) == count
    assert written_before <= after, "nothing that was written is written again"
    runs = await rows(database, "SELECT status, (counts ->> 'created')::int FROM ingestion.runs")
    assert runs == [("finished", count)]
    reasons = "SELECT reason, count(*) FROM ingestion.run_records GROUP BY 1 ORDER BY 1"
    assert await rows(database, reasons) == [("duplicate", 500), ("malformed-json", 1)]
    assert await rows(database, "SELECT * FROM ingestion.seen_records") == []


async def test_a_run_that_failed_goes_on_and_is_one_run(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "films.ndjson", films(3_500))
    with pytest.raises(Broken):
        await load_records(database, path, watch=breaking_at(2_000))
    assert await rows(database, "SELECT status FROM ingestion.runs") == [("failed",)]
    report = await load_records(database, path)
    assert (report.resumed_after, counted(report)) == (2_000, {"created": 3_500})
    assert await rows(database, "SELECT status FROM ingestion.runs") == [("finished",)]
    assert (await load_records(database, path)).resumed_after == 0


async def test_records_are_kept_together_with_the_place_behind_them_or_not_at_all(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "films.ndjson", films(3_500))
    advance = PgFileBook.advance

    async def breaking(book: PgFileBook, before: State, after: State) -> None:
        if after.position.line > 2_000:
            raise Broken
        await advance(book, before, after)

    monkeypatch.setattr(PgFileBook, "advance", breaking)
    with pytest.raises(Broken):
        await load_records(database, path)
    assert await rows(database, REACHED) == [(2_000,)]
    assert await rows(database, "SELECT count(*) FROM catalog.media_sources") == [(2_000,)]
    assert await rows(database, "SELECT count(*) FROM ingestion.seen_records") == [(2_000,)]
    assert await rows(database, "SELECT counts ->> 'created' FROM ingestion.runs") == [("2000",)]


async def ended_at_2000(database: Database, path: Path, ending: str) -> FileReport:
    """A load, and somebody who ends its run in the middle."""
    thread = Thread(target=asyncio.run, args=(rows(database, f"UPDATE ingestion.runs SET {ending}"),))

    def watch(progress: Progress) -> None:
        if progress.lines == 2_000:
            thread.start()
            thread.join()

    return await load_records(database, path, watch=watch)


async def test_a_run_that_was_stopped_ends_and_goes_on_when_the_file_is_loaded_again(
    database: Database, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.ndjson", films(5_500))
    with pytest.raises(RunStopped):
        await ended_at_2000(database, path, "status = 'stopped', finished_at = now()")
    assert await rows(database, "SELECT status FROM ingestion.runs") == [("stopped",)]
    report = await load_records(database, path)
    assert (report.resumed_after, counted(report)) == (3_000, {"created": 5_500})
    assert await rows(database, "SELECT status FROM ingestion.runs") == [("finished",)]


async def test_a_run_that_was_given_up_while_it_was_busy_goes_on(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "films.ndjson", films(3_500))
    silent = "status = 'failed', reason = 'no-sign-of-life', finished_at = now()"
    assert counted(await ended_at_2000(database, path, silent)) == {"created": 3_500}
    ended = "SELECT status, reason, finished_at IS NULL FROM ingestion.runs"
    assert await rows(database, ended) == [("finished", None, False)]


async def test_what_broke_a_run_is_noted_for_administrators(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "films.ndjson", films(1_500))
    with pytest.raises(Broken):
        await load_records(database, path, watch=breaking_at(1_000))
    assert await rows(database, "SELECT reason FROM ingestion.runs") == [("internal",)]
    noted = "SELECT code, source_name FROM ingestion.integration_errors"
    assert await rows(database, noted) == [("internal", "media-menu")]


async def test_a_conflict_is_kept_for_a_retry_as_it_would_be_pushed(
    database: Database, tmp_path: Path
) -> None:
    def linked(name: str, *ids: str) -> bytes:
        return record(name, film(name, external_ids={"imdb": list(ids)}))

    one, two = "tt0000001", "tt0000002"
    path = written(
        tmp_path / "films.ndjson", [linked("a", one), linked("b", two), linked("c", one, two), "{"]
    )
    assert counted(await load_records(database, path)) == {"created": 2, "rejected": 2}
    kept = "SELECT position, outcome, retry FROM ingestion.run_records ORDER BY position"
    assert await rows(database, kept) == [(3, "conflict", "possible"), (4, "rejected", None)]
    [(received,)] = await rows(database, "SELECT received FROM ingestion.kept_records")
    assert isinstance(received, bytes)
    assert json.loads(received) == json.loads(linked("c", one, two))


async def test_lines_of_one_part_that_only_the_catalogue_knows_to_be_one_work_are_all_taken(
    database: Database, tmp_path: Path
) -> None:
    ids = {"imdb": "tt0079944", "wikidata": "Q193570"}
    known = film("Stalker", release_year=1979, creators=["Andrei Tarkovsky"], external_ids=ids)
    await load_records(database, written(tmp_path / "known.ndjson", [record("known", known)]))
    lines = [record(source, film("Stalker", external_ids={source: key})) for source, key in ids.items()]
    alike = film("stalker", release_year=1979, creators=["Andrei Tarkovsky"])
    path = written(tmp_path / "films.ndjson", [*lines, record("alike", alike)])
    dry = await load_records(database, path, dry_run=True)
    real = await load_records(database, path)
    assert counted(real) == counted(dry) == {"updated": 3}
    assert await as_superuser(database, "SELECT count(*) FROM catalog.media_sources") == 4


async def test_restart_begins_anew_and_forgets_the_broken_run(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "films.ndjson", films(2_500))
    with pytest.raises(Broken):
        await load_records(database, path, watch=breaking_at(1_000))
    report = await load_records(database, path, restart=True)
    assert (report.resumed_after, counted(report)) == (0, {"created": 1_500, "unchanged": 1_000})
    assert await rows(database, "SELECT count(*) FROM ingestion.file_runs") == [(1,)]


async def test_a_file_that_was_changed_meanwhile_is_read_from_its_beginning(
    database: Database, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.ndjson", films(2_500))
    with pytest.raises(Broken):
        await load_records(database, path, watch=breaking_at(1_000))
    written(path, films(2_600))
    report = await load_records(database, path)
    assert (report.resumed_after, counted(report)) == (0, {"created": 1_600, "unchanged": 1_000})
    assert await rows(database, "SELECT * FROM ingestion.seen_records") == []


async def test_a_second_load_of_the_same_file_is_refused_while_the_first_runs(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "films.ndjson", films(10))
    monkeypatch.setattr("adapters.postgres.ingestion.file_session.PATIENCE", 1)
    connection = await asyncpg.connect(database.url("media_menu_worker"))
    key = "media-menu" + RecordLines(path).identity().digest.hex()
    hold = str(file_statements.HOLD).replace(":key", "$1")
    assert await connection.fetchval(hold, key)
    try:
        with pytest.raises(FileRunActive):
            await load_records(database, path)
    finally:
        await connection.close()
    assert counted(await load_records(database, path)) == {"created": 10}


async def test_a_crash_of_the_server_that_forgot_the_marks_is_noticed(
    database: Database, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.ndjson", films(1_500))
    with pytest.raises(Broken):
        await load_records(database, path, watch=breaking_at(1_000))
    await rows(database, "DELETE FROM ingestion.seen_records")
    with pytest.raises(MarksLost):
        await load_records(database, path)
    assert counted(await load_records(database, path, restart=True)) == {"created": 500, "unchanged": 1_000}


@pytest.mark.parametrize("packed", ["gz", "xz"])
async def test_of_a_damaged_file_the_good_part_is_taken_and_the_rest_can_follow(
    database: Database, tmp_path: Path, packed: str
) -> None:
    path = written(tmp_path / "films.ndjson", films(5_000))
    content = path.read_bytes()
    whole = gzip.compress(content) if packed == "gz" else lzma.compress(content)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(
        FileUnreadable, match=r"not downloaded whole.* What came before line [0-9,]+ was taken"
    ):
        await load_records(database, path)
    [(taken,)] = await rows(database, "SELECT count(*) FROM catalog.media_sources")
    assert isinstance(taken, int)
    assert 1_000 < taken < 4_000
    path.write_bytes(whole)
    assert counted(await load_records(database, path)) == {"created": 5_000 - taken, "unchanged": taken}
    kept = "SELECT status, (counts ->> 'created')::int FROM ingestion.runs ORDER BY id"
    assert await rows(database, kept) == [("failed", taken), ("finished", 5_000 - taken)]
    assert await rows(database, "SELECT * FROM ingestion.seen_records") == []


async def test_a_line_that_is_too_long_is_refused_and_its_neighbours_are_taken(
    database: Database, tmp_path: Path
) -> None:
    long = b'{"external_id": "long", "payload": {"title": "' + b"x" * (3 << 20) + b'"}}'
    path = written(tmp_path / "films.ndjson", [*films(1), long, *films(3)[1:], long])
    report = await load_records(database, path)
    assert counted(report) == {"created": 3, "rejected": 2}
    assert [(each.line, each.problems[0].code) for each in report.remarks] == [
        (2, "line-too-long"),
        (5, "line-too-long"),
    ]


async def test_a_last_line_without_an_end_is_taken_when_it_is_whole(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "films.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(films(3)))
    assert counted(await load_records(database, path)) == {"created": 3}
    path.write_bytes(b"\n".join(films(3)) + b'\n{"external_id": "film-')
    report = await load_records(database, path)
    assert counted(report) == {"unchanged": 3, "rejected": 1}
    assert [each.code for each in report.remarks[0].problems] == ["malformed-json", "file-cut"]


async def test_a_value_that_only_the_database_refuses_costs_its_line_alone(
    database: Database, tmp_path: Path
) -> None:
    tiny = b'{"external_id":"tiny","payload":{"media_type":"film","title":"T","metadata":{"n":1e-99999}}}'
    path = written(tmp_path / "films.ndjson", [*films(700), tiny, *films(1_400)[700:]])
    report = await load_records(database, path)
    assert counted(report) == {"created": 1_400, "rejected": 1}
    assert [(each.line, each.problems[0].code) for each in report.remarks] == [(701, "unstorable")]


async def test_a_refused_line_does_not_make_a_later_good_one_a_duplicate(
    database: Database, tmp_path: Path
) -> None:
    path = written(tmp_path / "films.ndjson", [record("film-0", {}), *films(1), *films(1)])
    assert counted(await load_records(database, path)) == {"created": 1, "duplicate": 1, "rejected": 1}


async def test_a_dry_run_tells_the_same_and_keeps_nothing(database: Database, tmp_path: Path) -> None:
    linked = [
        record(f"same-{number}", film("Same", external_ids={"imdb": "tt0000001"})) for number in range(3)
    ]
    path = written(tmp_path / "films.ndjson", [*films(1_500), *linked, "{cut", *films(2)])
    dry = await load_records(database, path, dry_run=True)
    for table in ("catalog.media_items", "catalog.media_sources", "ingestion.runs", "ingestion.seen_records"):
        assert await as_superuser(database, f"SELECT count(*) FROM {table}") == 0
    real = await load_records(database, path)
    assert counted(real) == counted(dry) == {"created": 1_501, "updated": 2, "duplicate": 2, "rejected": 1}
    assert dry.runs == {}
    names = written(tmp_path / "authors.txt", [author(1), author(2)])
    assert counted(await load_dump(database, names, dry_run=True)) == {"created": 2}
    assert await as_superuser(database, "SELECT count(*) FROM ingestion.openlibrary_authors") == 0


async def test_names_that_are_being_brought_to_works_go_on_after_a_break(
    database: Database, tmp_path: Path
) -> None:
    works = [work(number, f"Book {number}", [1]) for number in range(2_200)]
    await load_dump(database, written(tmp_path / "works.txt", works))

    def watch(progress: Progress) -> None:
        if progress.step == "naming" and progress.lines:
            raise Broken

    names = written(tmp_path / "authors.txt", [author(1)])
    with pytest.raises(Broken):
        await load_dump(database, names, watch=watch)
    nameless = "SELECT count(*) FROM catalog.media_items WHERE creators = '{}'"
    assert await as_superuser(database, nameless) == 1_200
    report = await load_dump(database, names)
    assert (report.works_named, await as_superuser(database, nameless)) == (2_200, 0)


async def test_lines_are_found_in_the_archive_that_musicbrainz_packs(
    database: Database, tmp_path: Path
) -> None:
    group = {
        "id": "b1392450-e666-3926-a536-22c65f834433",
        "title": "OK Computer",
        "primary-type": "Album",
        "secondary-types": [],
        "first-release-date": "1997-05-21",
        "artist-credit": [{"name": "Radiohead", "joinphrase": "", "artist": {"id": "a74b1b7f"}}],
    }
    release = {
        "id": "0b6b4ba0-d36f-47bd-b4ea-6a5b91842d29",
        "title": "OK Computer",
        "release-group": group,
        "label-info": [{"catalog-number": "X", "label": {"id": "y", "name": "Parlophone"}}],
        "media": [{"track-count": 12}],
        "barcode": None,
    }
    artist = {"id": "a74b1b7f-71a5-4011-9441-d0b5e4122711", "name": "Radiohead", "sort-name": "Radiohead"}
    lines = written(tmp_path / "release", [json.dumps(each) for each in (group, release, artist)])
    notes = written(tmp_path / "README", ["not a line"])
    with tarfile.open(tmp_path / "release.tar.xz", "w:xz") as archive:
        archive.add(notes, "README")
        archive.add(lines, "mbdump/release")
    report = await load_musicbrainz(database, tmp_path / "release.tar.xz")
    assert counted(report) == {"created": 1, "updated": 1, "skipped_by_type": 1}
    details = "SELECT artists, label, track_count, release_type FROM catalog.music_items"
    assert await rows(database, details) == [(["Radiohead"], "Parlophone", 12, "album")]
    assert counted(await load_musicbrainz(database, lines)) == {"unchanged": 2, "skipped_by_type": 1}
