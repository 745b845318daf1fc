"""IMDb's files in a real database: what becomes of lines, again and again, and when something goes wrong."""

import asyncio
import json
from hashlib import sha256
from pathlib import Path
from random import Random

import asyncpg
import pytest

from adapters.postgres.ingestion.imdb_staged import TAKE_ALL_TURNS
from domain.ingestion.errors import FileUnreadable
from domain.ingestion.imdb_files.errors import LicenceNotAccepted
from domain.ingestion.progress import Progress
from tests.ingestion.imdb_house import Files, counted, load, rating, rows, run_in_thread, title
from tests.postgres import Database

pytestmark = pytest.mark.anyio

EVERYTHING = """
    SELECT 'works', id::text, xmin::text, ctid::text FROM catalog.media_items
    UNION ALL SELECT 'films', media_item_id::text, xmin::text, ctid::text FROM catalog.movie_items
    UNION ALL SELECT 'links', external_key, xmin::text, ctid::text FROM catalog.external_links
    UNION ALL SELECT 'sources', external_id, xmin::text, ctid::text FROM catalog.media_sources
    ORDER BY 1, 2
"""
"""Every row with its place on disk: whoever writes a row moves it."""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


async def test_a_line_becomes_a_work_with_its_link_and_its_source(database: Database, files: Files) -> None:
    files.write([title(53168, "Pociąg", "Pociag", genres="Drama,Sci-Fi")], [rating(53168)])
    await load(database, files)
    work = await rows(
        database,
        """
        SELECT media_type, title, original_title, title_norm, search_norm, sort_key, release_date::text,
            release_precision, release_year, genres, popularity, is_adult, origin, metadata ->> 'title_type'
        FROM catalog.media_items
        """,
    )
    assert work == [
        (
            *("film", "Pociąg", "Pociag", "pociag", "pociag", "pocia{g", "1959-01-01", "year", 1959),
            *(["Drama", "Sci-Fi"], 4021, False, "ingested", "movie"),
        )
    ]
    details = "SELECT runtime_minutes, avg_rating::text, num_votes FROM catalog.movie_items"
    assert await rows(database, details) == [(99, "7.6", 4021)]
    link = "SELECT source_name, external_key, url FROM catalog.external_links"
    assert await rows(database, link) == [("imdb", "tt0053168", "https://www.imdb.com/title/tt0053168/")]


async def test_the_source_keeps_the_lines_as_an_array_and_the_hash_of_their_bytes(
    database: Database, files: Files
) -> None:
    files.write([title(1, '"Giliap')], [rating(1, "10.0", "7")])
    await load(database, files)
    source = """
        SELECT raw_payload::text, leads,
            encode(payload_hash, 'hex')
        FROM catalog.media_sources
    """
    [(payload, leads, digest)] = await rows(database, source)
    assert json.loads(str(payload)) == [
        *("tt0000001", "movie", '"Giliap', '"Giliap', "0", "1959", None, "99", "Drama,Mystery"),
        *("tt0000001", "10.0", "7"),
    ]
    received = "\n".join((title(1, '"Giliap'), rating(1, "10.0", "7")))
    assert (leads, digest) == (True, sha256(received.encode()).hexdigest())


async def test_no_sign_in_a_field_can_be_misread_on_its_way(database: Database, files: Files) -> None:
    chance = Random(7)
    names = ["".join(chance.choices("\\N\"'{},;\r|\x02aż 1", k=chance.randint(1, 9))) for _ in range(400)]
    lines = [title(number, f"x{name}x", genres=f"{name}x") for number, name in enumerate(names, 1)]
    basics, _ = (await load(database, files.write(lines))).accounts
    assert counted(basics) == {"header": 1, "created": len(names)}
    stored = """
        SELECT title, raw_payload ->> 2, raw_payload ->> 8, array_to_string(genres, ',')
        FROM catalog.media_items JOIN catalog.media_sources ON media_item_id = id ORDER BY id
    """
    assert await rows(database, stored) == [
        (f"x{name}x", f"x{name}x", f"{name}x", ",".join(filter(None, map(str.strip, f"{name}x".split(",")))))
        for name in names
    ]
    again, _ = (await load(database, files)).accounts
    assert again.unchanged == len(names)


async def test_ids_of_new_works_are_uuids_of_version_7_in_the_order_of_the_file(
    database: Database, files: Files
) -> None:
    files.write([title(number) for number in range(1, 50)])
    await load(database, files)
    versions = "SELECT DISTINCT uuid_extract_version(id) FROM catalog.media_items"
    assert await rows(database, versions) == [(7,)]
    in_order = "SELECT array_agg(external_key ORDER BY media_item_id) FROM catalog.external_links"
    assert await rows(database, in_order) == [([f"tt{number:07d}" for number in range(1, 50)],)]


async def test_loading_again_changes_and_writes_nothing(database: Database, files: Files) -> None:
    files.write([title(1), title(2, r"back\slash"), title(3, "Zażółć", "a\0b")], [rating(1), rating(3)])
    await load(database, files)
    before = await rows(database, EVERYTHING)
    basics, ratings = (await load(database, files)).accounts
    assert counted(basics) == {"header": 1, "unchanged": 3}
    assert counted(ratings) == {"header": 1, "unchanged": 2}
    assert await rows(database, EVERYTHING) == before


async def test_a_changed_line_changes_its_work_and_no_other(database: Database, files: Files) -> None:
    files.write([title(1), title(2), title(3)], [rating(2)])
    await load(database, files)
    before = {row[:2]: row[2:] for row in await rows(database, EVERYTHING)}
    files.write([title(1), title(2), title(3, "Knife in the water", year="1962")], [rating(2, votes="4022")])
    basics, ratings = (await load(database, files)).accounts
    assert counted(basics) == {"header": 1, "unchanged": 1, "updated": 2}
    assert counted(ratings) == {"header": 1, "updated": 1}
    titles = "SELECT title, release_year, popularity FROM catalog.media_items ORDER BY id"
    assert await rows(database, titles) == [
        ("Night train", 1959, 0),
        ("Night train", 1959, 4022),
        ("Knife in the water", 1962, 0),
    ]
    after = {row[:2]: row[2:] for row in await rows(database, EVERYTHING)}
    assert after.keys() == before.keys()
    assert after["sources", "tt0000001"] == before["sources", "tt0000001"]
    assert after["links", "tt0000003"] == before["links", "tt0000003"]


async def test_what_an_editor_corrected_stays_until_imdb_says_something_new(
    database: Database, files: Files
) -> None:
    files.write([title(1, "Nigth train")])
    await load(database, files)
    await rows(database, "UPDATE catalog.media_items SET title = 'Night train' RETURNING 1")
    await load(database, files)
    assert await rows(database, "SELECT title FROM catalog.media_items") == [("Night train",)]
    files.write([title(1, "Night Train")])
    await load(database, files)
    assert await rows(database, "SELECT title FROM catalog.media_items") == [("Night Train",)]


async def test_a_work_of_another_source_only_gets_what_it_lacks(database: Database, files: Files) -> None:
    await rows(
        database,
        """
        WITH work AS (
            INSERT INTO catalog.media_items (
                id, media_type, title, title_norm, search_norm, sort_key, creators, popularity, origin
            ) VALUES (
                '0199aaaa-0000-7000-8000-000000000001', 'film', 'Pociąg', 'pociag', 'pociag kawalerowicz',
                'pocia{g', '{Kawalerowicz}', 12, 'ingested'
            ) RETURNING id
        )
        INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
        SELECT 'imdb', 'tt0000001', id FROM work RETURNING 1
        """,
    )
    files.write([title(1, "Night Train", "Pociag")], [rating(1)])
    basics, _ = (await load(database, files)).accounts
    assert counted(basics) == {"header": 1, "updated": 1}
    facts = (
        "SELECT title, original_title, release_year, genres, popularity, search_norm, media_class::text"
        " FROM catalog.media_items"
    )
    assert await rows(database, facts) == [
        (
            "Pociąg",
            "Pociag",
            1959,
            ["Drama", "Mystery"],
            12,
            "pociag kawalerowicz night train",
            "film.feature",
        )
    ]
    assert await rows(database, "SELECT leads FROM catalog.media_sources") == [(False,)]


async def test_the_runs_keep_the_counts_and_the_lines_that_need_a_look(
    database: Database, files: Files
) -> None:
    files.write([title(1, year="2999"), "tt0000002\tmovie", title(1)], [rating(1), rating(9)])
    await load(database, files)
    runs = "SELECT kind, status, counts::text FROM ingestion.runs ORDER BY id"
    [(kind, status, counts), (_, _, rating_counts)] = await rows(database, runs)
    assert (kind, status) == ("file", "finished")
    assert json.loads(str(counts)) | {"created": 1, "rejected": 1, "duplicate": 1} == json.loads(str(counts))
    assert json.loads(str(rating_counts))["without_title"] == 1
    records = """
        SELECT position, external_id, outcome, reason, media_item_id IS NOT NULL
        FROM ingestion.run_records ORDER BY position
    """
    assert await rows(database, records) == [
        (2, "tt0000001", "noted", "number-unreadable", True),
        (3, "tt0000002", "rejected", "wrong-field-count", False),
        (4, "tt0000001", "noted", "duplicate", True),
    ]


async def test_other_kinds_of_title_become_series_and_games(database: Database, files: Files) -> None:
    files.write(
        [title(1, kind="tvMiniSeries", end="1961"), title(2, kind="videoGame"), title(3, kind="short")]
    )
    basics, _ = (await load(database, files, types=("TV Mini Series", "videoGame"))).accounts
    assert counted(basics) == {"header": 1, "created": 2, "skipped_by_type": 1}
    kinds = "SELECT media_class::text, metadata ->> 'end_year' FROM catalog.media_items ORDER BY id"
    assert await rows(database, kinds) == [("tv.miniseries", "1961"), ("game", None)]
    assert await rows(database, "SELECT count(*) FROM catalog.game_items") == [(1,)]


async def test_a_title_of_another_type_becomes_a_work_of_another_class(
    database: Database, files: Files
) -> None:
    await load(database, files.write([title(1), title(2)]))
    await load(database, files.write([title(1, kind="short"), title(2)]), types=("movie", "short"))
    paths = "SELECT media_class::text FROM catalog.media_items ORDER BY id"
    assert await rows(database, paths) == [("film.short",), ("film.feature",)]


async def test_lines_that_an_older_mapping_read_get_their_class_and_nothing_else(
    database: Database, files: Files
) -> None:
    files.write([title(1)], [rating(1)])
    await load(database, files)
    everything = "SELECT to_jsonb(item) - 'updated_at' FROM catalog.media_items AS item"
    before = await rows(database, everything)
    await rows(database, "UPDATE catalog.media_items SET media_class = 'film' RETURNING 1")
    await rows(database, "UPDATE catalog.media_sources SET mapping_version = 1 RETURNING 1")
    basics, _ = (await load(database, files)).accounts
    assert counted(basics) == {"header": 1, "updated": 1}
    assert await rows(database, everything) == before
    written = await rows(database, EVERYTHING)
    await load(database, files)
    assert await rows(database, EVERYTHING) == written


async def test_the_licence_is_asked_for_until_it_was_accepted_once(database: Database, files: Files) -> None:
    files.write([title(1)])
    with pytest.raises(LicenceNotAccepted):
        await load(database, files, accept_licence=False)
    await load(database, files, accept_licence=True)
    await load(database, files, accept_licence=False)


async def test_a_dry_run_says_what_would_happen_and_keeps_nothing(database: Database, files: Files) -> None:
    files.write([title(1), title(2)], [rating(1)])
    report = await load(database, files, dry_run=True)
    assert [counted(each) for each in report.accounts] == [
        {"header": 1, "created": 2},
        {"header": 1, "created": 1},
    ]
    assert await rows(database, EVERYTHING) == []
    assert await rows(database, "SELECT count(*) FROM ingestion.runs") == [(0,)]


async def test_a_truncated_file_changes_nothing(database: Database, files: Files) -> None:
    files.write([title(number, f"Title {number * 7919}") for number in range(1, 20_000)])
    files.compress()
    files.basics.write_bytes(files.basics.read_bytes()[:-5_000])
    with pytest.raises(FileUnreadable, match="nothing of it was loaded"):
        await load(database, files)
    assert await rows(database, EVERYTHING) == []
    runs = "SELECT status, reason FROM ingestion.runs"
    assert await rows(database, runs) == [("failed", "file-unreadable")] * 2


async def test_a_load_that_breaks_off_in_its_first_slice_leaves_everything_as_it_was(
    database: Database, files: Files
) -> None:
    files.write([title(1)])
    await load(database, files)
    before = await rows(database, EVERYTHING)
    files.write([title(1, "Other"), title(2)])

    with pytest.raises(KeyboardInterrupt):
        await load(database, files, watch=interrupt_at_sources)
    assert await rows(database, EVERYTHING) == before
    runs = "SELECT status, reason, finished_at IS NOT NULL FROM ingestion.runs ORDER BY id OFFSET 2"
    assert await rows(database, runs) == [("failed", "broken-off", True)] * 2


def interrupt_at_sources(progress: Progress) -> None:
    if progress.step == "sources":
        raise KeyboardInterrupt


FILMS = ("movie", "short")


async def test_loads_that_race_take_turns(database: Database, files: Files) -> None:
    files.write([title(number) for number in range(1, 3_000)], [rating(number) for number in range(1, 3_000)])
    await load(database, files, dry_run=True)
    ways = [
        {"types": types, "is_full": is_full} for types in (("movie",), FILMS) for is_full in (True, False)
    ]
    reports = await asyncio.gather(*(load(database, files, **way) for way in ways))
    created = sorted(report.accounts[0].created for report in reports)
    assert created == [0, 0, 0, 2_999]
    assert sorted(report.accounts[0].unchanged for report in reports) == [0, 2_999, 2_999, 2_999]


async def test_a_load_waits_while_another_merges(database: Database, files: Files) -> None:
    files.write([title(1)])
    other = await asyncpg.connect(database.url("media_menu_worker"))
    await other.execute(TAKE_ALL_TURNS)
    waiting = asyncio.create_task(load(database, files))
    while not await rows(database, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"):
        assert not waiting.done()
        await asyncio.sleep(0.01)
    await other.close()
    assert (await waiting).accounts[0].created == 1


async def test_a_load_starts_over_when_somebody_else_made_a_work_meanwhile(
    database: Database, files: Files
) -> None:
    files.write([title(1), title(2)])
    report = await load(database, files, watch=MakesTheLink(database))
    assert counted(report.accounts[0]) == {"header": 1, "created": 1, "updated": 1}
    assert await rows(database, "SELECT count(*) FROM catalog.media_items") == [(2,)]


class MakesTheLink:
    """Another source links its work to an id of the file, after the comparison has found nothing there."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._done = False

    def __call__(self, progress: Progress) -> None:
        if progress.step == "links" and not self._done:
            self._done = True
            run_in_thread(self._link())

    async def _link(self) -> None:
        connection = await asyncpg.connect(self._database.superuser_url)
        await connection.execute(
            """
            INSERT INTO catalog.media_items (
                id, media_type, title, title_norm, search_norm, sort_key, origin
            ) VALUES ('0199aaaa-0000-7000-8000-000000000001', 'film', 'a', 'a', 'a', 'a', 'ingested');
            INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
            VALUES ('imdb', 'tt0000001', '0199aaaa-0000-7000-8000-000000000001')
            """
        )
        await connection.close()
