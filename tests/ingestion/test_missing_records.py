"""What a full file lacks is marked as missing, whatever happened on the way, until it comes back."""

from pathlib import Path
from typing import Any

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.ingestion.missing import mark_back, mark_missing
from domain.ingestion.progress import Progress
from tests.ingestion.files_house import counted, edition, load_dump, load_records, work, written
from tests.ingestion.imdb_house import rows
from tests.postgres import Database
from tests.records import film, record
from tests.works import WorksHouse

MISSING = "SELECT external_id FROM catalog.media_sources WHERE missing_since IS NOT NULL ORDER BY 1"
MISSING_WORKS = "SELECT title FROM catalog.media_items WHERE missing_since IS NOT NULL ORDER BY 1"
PLACES = "SELECT external_id, ctid::text FROM catalog.media_sources ORDER BY 1"


def films(*numbers: int) -> list[bytes]:
    return [record(f"film-{number:04}", film(f"Film {number}")) for number in numbers]


async def test_what_a_full_file_lacks_is_marked_and_nothing_else_is_written(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2, 3)))
    before = dict(await rows(database, PLACES))
    report = await load_records(database, written(path, films(1, 3)), full=True)
    assert report.missing == 1
    assert await rows(database, MISSING) == [("film-0002",)]
    assert await rows(database, MISSING_WORKS) == [("Film 2",)]
    after = dict(await rows(database, PLACES))
    assert {name for name in before if before[name] != after[name]} == {"film-0002"}
    since = await rows(database, "SELECT max(missing_since) FROM catalog.media_items")
    assert (await load_records(database, path, full=True)).missing == 1
    assert await rows(database, "SELECT max(missing_since) FROM catalog.media_items") == since


async def test_without_full_nothing_is_missing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2)))
    assert (await load_records(database, written(path, films(1)))).missing is None
    assert await rows(database, MISSING) == []


async def test_what_comes_back_is_missing_no_longer(
    database: Database, engine: AsyncEngine, tmp_path: Path
) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2, 3)))
    await load_records(database, written(path, films(1)), full=True)
    assert await rows(database, MISSING) == [("film-0002",), ("film-0003",)]
    assert counted(await load_records(database, written(path, films(2)))) == {"unchanged": 1}
    assert await rows(database, MISSING_WORKS) == [("Film 3",)]
    house = WorksHouse(engine)
    gone = await house.reader.by_link(None, "media-menu", "film-0003")
    assert gone.missing_since is not None
    await house.push(*films(3))
    assert await rows(database, MISSING) == []
    assert (await house.reader.by_link(None, "media-menu", "film-0003")).missing_since is None


async def test_a_work_that_another_record_leads_is_not_missing(database: Database, tmp_path: Path) -> None:
    def joined(name: str) -> bytes:
        return record(name, film("Stalker", external_ids={"imdb": "tt0079944"}))

    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, [joined("leading"), joined("joining")]))
    await load_records(database, written(path, [joined("leading")]), full=True)
    assert await rows(database, MISSING) == [("joining",)]
    assert await rows(database, MISSING_WORKS) == []


async def test_a_full_file_of_works_says_nothing_of_editions(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "dump.txt"
    await load_dump(database, written(path, [work(1), work(2), edition(1), edition(2)]))
    assert (await load_dump(database, written(path, [work(1)]), full=True)).missing == 1
    assert await rows(database, MISSING) == [("OL2W",)]


async def test_a_record_that_is_there_and_refused_is_not_missing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2)))
    broken = record("film-0002", {"media_type": "film"})
    report = await load_records(database, written(path, [*films(1), broken]), full=True)
    assert (counted(report), report.missing) == ({"unchanged": 1, "rejected": 1}, 0)


async def test_a_file_cut_in_the_middle_of_a_line_marks_nothing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2, 3)))
    path.write_bytes(path.read_bytes()[:-20])
    report = await load_records(database, path, full=True)
    assert (report.missing, await rows(database, MISSING)) == (None, [])


async def test_marks_are_right_after_a_run_that_broke_off(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(*range(3_000))))
    written(path, films(*(number for number in range(3_000) if number % 1_000)))

    def watch(progress: Progress) -> None:
        if progress.lines >= 2_000:
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - whatever breaks it
        await load_records(database, path, full=True, watch=watch)
    assert await rows(database, MISSING) == []
    report = await load_records(database, path, full=True)
    assert (report.resumed_after, report.missing) == (2_000, 3)
    assert await rows(database, MISSING) == [("film-0000",), ("film-1000",), ("film-2000",)]


async def test_a_dry_run_says_how_many_would_be_missing(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "films.ndjson"
    await load_records(database, written(path, films(1, 2, 3)))
    assert (await load_records(database, written(path, films(1)), full=True, dry_run=True)).missing == 2
    assert await rows(database, MISSING) == []


async def test_the_statements_serve_any_relation_of_ids(database: Database, tmp_path: Path) -> None:
    """As the load of another source would use them, with a table of its own."""
    await load_records(database, written(tmp_path / "films.ndjson", films(1, 2)))
    connection = await asyncpg.connect(database.url("media_menu_worker"))
    seen: Any = "(SELECT 'film-' || number AS external_id FROM unnest($1::text[]) AS number)"
    try:
        await connection.execute(mark_missing("'media-menu'", seen, "now()"), ["0001"])
        assert await rows(database, MISSING_WORKS) == [("Film 2",)]
        await connection.execute(mark_back("'media-menu'", seen), ["0002"])
        assert await rows(database, MISSING) == await rows(database, MISSING_WORKS) == []
    finally:
        await connection.close()
