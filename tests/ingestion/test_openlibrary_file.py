"""Open Library's dumps in a real database: names of authors, editions of works, lines of any other kind."""

import gzip
from pathlib import Path
from typing import Any

import pytest

from domain.ingestion.errors import WrongFile
from tests.ingestion.files_house import author, counted, dumped, edition, load_dump, work, written
from tests.ingestion.imdb_house import rows
from tests.postgres import Database

WORKS = """
    SELECT title, creators, authors FROM catalog.media_items
    LEFT JOIN catalog.book_items ON media_item_id = id ORDER BY title
"""


async def test_a_work_gets_the_names_of_authors_that_were_loaded_before(
    database: Database, tmp_path: Path
) -> None:
    await load_dump(
        database, written(tmp_path / "authors.txt", [author(1), author(2, "Franz Rottensteiner")])
    )
    report = await load_dump(database, written(tmp_path / "works.txt", [work(1, authors=[2, 1])]))
    assert counted(report) == {"created": 1}
    names = ["Franz Rottensteiner", "Stanisław Lem"]
    assert await rows(database, WORKS) == [("Solaris", names, names)]
    found = "SELECT search_norm FROM catalog.media_items"
    assert await rows(database, found) == [("solaris franz rottensteiner stanislaw lem",)]


async def test_works_that_came_first_get_their_names_when_the_authors_are_loaded(
    database: Database, tmp_path: Path
) -> None:
    works = [work(number, f"Book {number:04}", authors=[number % 7]) for number in range(1, 1_301)]
    await load_dump(database, written(tmp_path / "works.txt", works))
    await rows(database, "UPDATE catalog.media_items SET title = 'Corrected' WHERE title = 'Book 0001'")
    authors = [author(number, f"Author {number}") for number in range(6)]
    report = await load_dump(database, written(tmp_path / "authors.txt", authors))
    assert (counted(report), report.works_named) == ({"created": 6}, 1_300 - 1_300 // 7)
    shown = {title: creators for title, creators, _ in await rows(database, WORKS)}
    assert shown["Book 0002"] == ["Author 2"]
    assert shown["Book 0006"] == []
    assert shown["Corrected"] == ["Author 1"], "only gaps are filled"
    again = await load_dump(database, tmp_path / "works.txt")
    assert counted(again) == {"unchanged": 1_300}


async def test_authors_again_write_nothing_and_a_new_name_is_kept(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "authors.txt"
    await load_dump(database, written(path, [author(1), author(2, "B")]))
    place = "SELECT key, name, xmin::text FROM ingestion.openlibrary_authors ORDER BY key"
    before = await rows(database, place)
    assert counted(await load_dump(database, path)) == {"unchanged": 2}
    assert await rows(database, place) == before
    report = await load_dump(database, written(path, [author(1, "S. Lem"), author(2, "B")]))
    assert counted(report) == {"updated": 1, "unchanged": 1}


async def test_editions_join_their_work_with_every_id_and_fill_what_it_lacks(
    database: Database, tmp_path: Path
) -> None:
    facts: dict[str, Any] = {
        "isbn_10": ["0-15-602760-7"],
        "publishers": ["Harcourt"],
        "number_of_pages": 204,
        "edition_name": "1st Harvest ed.",
        "publish_date": "c1987",
    }
    lines = [work(1), edition(10, of=1, **facts), edition(11, "Солярис", of=1, isbn_13=["9788308049051"])]
    assert counted(await load_dump(database, written(tmp_path / "all.txt", lines))) == {
        "created": 1,
        "updated": 2,
    }
    details = "SELECT isbn13, publisher, page_count, edition FROM catalog.book_items"
    assert await rows(database, details) == [("9780156027601", "Harcourt", 204, "1st Harvest ed.")]
    links = "SELECT source_name, external_key FROM catalog.external_links ORDER BY 1, 2"
    assert await rows(database, links) == [
        ("isbn", "9780156027601"),
        ("isbn", "9788308049051"),
        ("openlibrary", "OL10M"),
        ("openlibrary", "OL11M"),
        ("openlibrary", "OL1W"),
    ]
    leading = "SELECT external_id FROM catalog.media_sources WHERE leads"
    assert await rows(database, leading) == [("OL1W",)]


async def test_an_edition_without_a_work_is_a_work_of_its_own(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "editions.txt", [edition(5, "Dzienniki gwiazdowe", isbn_13=["9788308049051"])])
    assert counted(await load_dump(database, path)) == {"created": 1}
    assert (await rows(database, WORKS))[0][0] == "Dzienniki gwiazdowe"


async def test_authors_repeated_hundreds_of_times_are_credited_once(
    database: Database, tmp_path: Path
) -> None:
    await load_dump(database, written(tmp_path / "authors.txt", [author(1), author(2, "Other")]))
    credits = [{"key": f"/authors/OL{1 + number % 2}A"} for number in range(512)]
    await load_dump(database, written(tmp_path / "editions.txt", [edition(1, authors=credits)]))
    assert (await rows(database, WORKS))[0][1] == ["Stanisław Lem", "Other"]


@pytest.mark.parametrize(
    "authors",
    [["/authors/OL1A"], [{"author": "/authors/OL1A"}], [{"author": {"key": "/authors/OL1A"}}, None]],
)
async def test_old_ways_of_naming_an_author_are_understood(
    database: Database, tmp_path: Path, authors: list[Any]
) -> None:
    lines = [author(1), dumped("work", "OL1W", {"title": "Solaris", "authors": authors})]
    await load_dump(database, written(tmp_path / "all.txt", lines))
    assert await rows(database, WORKS) == [("Solaris", ["Stanisław Lem"], ["Stanisław Lem"])]


async def test_every_other_kind_of_line_is_counted_in_a_column_of_its_own(
    database: Database, tmp_path: Path
) -> None:
    lines: list[str | bytes] = [
        work(1, description={"type": "/type/text", "value": "A planet thinks."}),
        work(2, description="A text.", title="Eden"),
        work(3, title="Moved", location="/works/OL1W"),
        dumped("redirect", "OL4W", {"location": "/works/OL1W"}),
        dumped("delete", "OL5W", {}),
        dumped("page", "OL6W", {}),
        dumped("delete", "OL7W", {}),
        "",
        work(1, "Solaris again"),
        work(8).replace("Solaris", "Sol\\u0000aris"),
        "/type/work\t/works/OL9W\t1",
        dumped("work", "OL10W", {}),
        "/type/work\t/works/OL11W\t1\t2010-01-01\t{cut",
        work(12).encode().replace(b"Solaris", b"Sol\xffaris"),
        author(13, None),
        author(14, None, personal_name="Lem"),
    ]
    report = await load_dump(database, written(tmp_path / "all.txt", lines))
    [account] = report.accounts
    assert counted(report) == {"created": 5, "skipped_by_type": 5, "duplicate": 1, "rejected": 5}
    assert account.lines == len(lines)
    assert account.skipped_types == {"redirect": 1, "delete": 2, "page": 1, "blank": 1}
    said = {each.line: each.problems[0].code for each in report.remarks}
    assert said == {
        9: "duplicate",
        10: "payload-changed",
        11: "wrong-field-count",
        12: "title-missing",
        13: "malformed-json",
        14: "invalid-utf8",
        15: "name-missing",
    }
    kept = "SELECT position, outcome, reason FROM ingestion.run_records ORDER BY position"
    assert {line: reason for line, _, reason in await rows(database, kept)} == said


async def test_an_older_dump_changes_nothing(database: Database, tmp_path: Path) -> None:
    await load_dump(database, written(tmp_path / "new.txt", [work(1, "New", changed="2024-01-01T00:00:00")]))
    older = written(tmp_path / "old.txt", [work(1, "Old", changed="2020-01-01T00:00:00")])
    assert counted(await load_dump(database, older)) == {"unchanged": 1}
    assert (await rows(database, WORKS))[0][0] == "New"


async def test_a_changed_line_changes_its_work_and_a_new_one_makes_one(
    database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "works.txt"
    await load_dump(database, written(path, [work(1, "One"), work(2, "Two")]))
    changed = work(2, "Two, revised", changed="2024-01-01T00:00:00")
    report = await load_dump(database, written(path, [work(1, "One"), changed, work(3, "Three")]))
    assert counted(report) == {"created": 1, "updated": 1, "unchanged": 1}
    assert [title for title, _, _ in await rows(database, WORKS)] == ["One", "Three", "Two, revised"]


async def test_loading_again_writes_nothing(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "works.txt", [work(number, f"Book {number}") for number in range(50)])
    await load_dump(database, path)
    places = "SELECT external_id, xmin::text, ctid::text FROM catalog.media_sources ORDER BY 1"
    before = await rows(database, places)
    path.write_bytes(gzip.compress(path.read_bytes()))
    assert counted(await load_dump(database, path)) == {"unchanged": 50}
    assert await rows(database, places) == before
    assert await rows(database, "SELECT * FROM ingestion.seen_records") == []


async def test_some_other_file_is_refused_before_anything_is_kept(database: Database, tmp_path: Path) -> None:
    for content in ("", "tconst\ttitleType\n", '{"title": "x"}\n'):
        path = tmp_path / "some.txt"
        path.write_text(content)
        with pytest.raises(WrongFile):
            await load_dump(database, path)
    assert await rows(database, "SELECT * FROM ingestion.runs") == []
