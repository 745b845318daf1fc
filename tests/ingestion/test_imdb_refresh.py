"""A refresh of IMDb's files only works out what is news, and ends as a load of every line would."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files.account import LoadReport
from tests.databases import Databases
from tests.ingestion.imdb_house import Files, counted, load, rating, rows, title
from tests.ingestion.imdb_upstream import EVERYTHING, TYPES, Upstream
from tests.postgres import Database

pytestmark = pytest.mark.anyio

WRITTEN = """
    SELECT external_key, work.xmin::text, source.xmin::text FROM catalog.external_links AS link
    JOIN catalog.media_items AS work ON work.id = link.media_item_id
    JOIN catalog.media_sources AS source ON source.external_id = link.external_key ORDER BY 1
"""


@pytest.fixture
def other_database(databases: Databases) -> Iterator[Database]:
    with databases.lent() as made:
        yield made


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


async def load_every_line(database: Database, files: Files, **options: object) -> LoadReport:
    """As if no load of the same mapping had been there before."""
    await rows(database, "UPDATE ingestion.runs SET mapping_version = 1 RETURNING 1")
    return await load(database, files, types=TYPES, **options)


@pytest.mark.parametrize("seed", range(3))
async def test_a_refresh_in_slices_ends_as_a_load_of_every_line_at_once_does(
    database: Database, other_database: Database, files: Files, seed: int
) -> None:
    upstream = Upstream(seed)
    for day in range(4):
        upstream.write(files)
        if day == 2:
            files.basics.write_bytes(files.basics.read_bytes() + b"tt0000199\tmovie\tCu")
        dry = await load(database, files, types=TYPES, dry_run=True)
        refreshed = await load(database, files, types=TYPES, at_once=17)
        whole = await load_every_line(other_database, files)
        assert refreshed.accounts == whole.accounts == dry.accounts
        assert refreshed.remarks == whole.remarks == dry.remarks
        assert refreshed.missing == whole.missing == dry.missing
        for question in EVERYTHING:
            assert await rows(database, question) == await rows(other_database, question)
        upstream.change()


class Counting:
    """Keys of titles, and how many titles they were asked for."""

    def __init__(self) -> None:
        self.titles = list[str]()

    def __call__(
        self, titles: Sequence[str], originals: Sequence[str | None]
    ) -> tuple[list[str], list[str], list[str]]:
        self.titles.extend(titles)
        return title_keys(titles, originals)


async def test_only_news_is_worked_out(database: Database, files: Files) -> None:
    files.write([title(1), title(2), title(3), title(4)], [rating(1), rating(2)])
    await load(database, files)
    before = await rows(database, WRITTEN)
    files.write(
        [title(5, "New"), title(1), title(2, "Rated"), title(3, "Changed"), title(4)],
        [rating(1), rating(2, votes="7")],
    )
    keys = Counting()
    report = await load(database, files, keys=keys)
    assert keys.titles == ["New", "Rated", "Changed"]
    assert [counted(each) for each in report.accounts] == [
        {"header": 1, "created": 1, "updated": 2, "unchanged": 2},
        {"header": 1, "updated": 1, "unchanged": 1},
    ]
    after = await rows(database, WRITTEN)
    assert (after[0], after[3]) == (before[0], before[3])


async def test_a_rating_that_comes_or_goes_is_news(database: Database, files: Files) -> None:
    await load(database, files.write([title(1), title(2)], [rating(1)]))
    report = await load(database, files.write([title(1), title(2)], [rating(2)]))
    assert [counted(each) for each in report.accounts] == [
        {"header": 1, "updated": 2},
        {"header": 1, "updated": 1},
    ]


async def test_lines_that_another_mapping_read_are_news_among_known_ones(
    database: Database, files: Files
) -> None:
    await load(database, files.write([title(1), title(2)]))
    older = "UPDATE catalog.media_sources SET mapping_version = 1 WHERE external_id = 'tt0000002' RETURNING 1"
    await rows(database, older)
    report = await load(database, files)
    assert counted(report.accounts[0]) == {"header": 1, "updated": 1, "unchanged": 1}


MERGED = """
    WITH survivor AS (
        SELECT media_item_id AS id FROM catalog.external_links WHERE external_key = 'tt0000001'
    ), sources AS (
        UPDATE catalog.media_sources SET media_item_id = survivor.id, leads = false
        FROM survivor WHERE external_id IN ('tt0000002', 'tt0000003')
    )
    UPDATE catalog.external_links SET media_item_id = survivor.id
    FROM survivor WHERE external_key IN ('tt0000002', 'tt0000003') RETURNING 1
"""
FACTS = """
    SELECT title, original_title, release_year, genres, popularity, runtime_minutes, num_votes, search_norm
    FROM catalog.media_items JOIN catalog.movie_items ON media_item_id = id
    WHERE id IN (SELECT media_item_id FROM catalog.external_links)
"""


async def test_titles_that_are_one_work_here_may_change_on_one_day(database: Database, files: Files) -> None:
    bare = {"year": r"\N", "minutes": r"\N", "genres": r"\N"}
    await load(database, files.write([title(number, f"Title {number}", **bare) for number in (1, 2, 3)]))
    await rows(database, MERGED)
    titles = [
        title(3, "Third", **(bare | {"minutes": "80", "year": "1950"})),
        title(2, "Second", **(bare | {"year": "1960", "genres": "War"})),
        title(1, "First", **(bare | {"genres": "Drama"})),
    ]
    report = await load(database, files.write(titles, [rating(2, votes="12")]))
    assert counted(report.accounts[0]) == {"header": 1, "updated": 3}
    assert await rows(database, FACTS) == [
        ("First", None, 1960, ["Drama"], 12, 80, 12, "title 1 first second third")
    ]
    before = await rows(database, WRITTEN)
    assert counted((await load(database, files)).accounts[0]) == {"header": 1, "unchanged": 3}
    assert await rows(database, WRITTEN) == before
