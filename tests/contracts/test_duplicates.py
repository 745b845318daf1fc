"""After a whole file: works that were there are merged when it is sure, and asked about when it may be."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.catalog.merging import PgOffice
from adapters.postgres.ingestion.duplicates import PgComparison
from adapters.postgres.menus.following import ItemsFollow
from adapters.sources.declared import MAPPINGS
from app.cli import main
from domain.catalog.merging import MergeWorks
from domain.ingestion.duplicates import DuplicatesFound, FindDuplicates
from domain.ingestion.errors import SourceUnknown
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.seeding import NOW
from tests.works import WorksHouse

FILE = """
    WITH work AS (
        INSERT INTO catalog.media_items (id, media_type, title, title_norm, search_norm, sort_key,
            release_year, creators, origin)
        SELECT ('f' || substr(gen_random_uuid()::text, 2))::uuid, 'film', title, lower(title), lower(title),
            lower(title), year, makers, 'ingested'
        FROM (VALUES {rows}) AS line (title, year, makers)
        RETURNING id
    ), link AS (
        INSERT INTO catalog.external_links (source_name, external_key, media_item_id)
        SELECT 'imdb', 'tt' || id, id FROM work
    )
    INSERT INTO catalog.media_sources
    SELECT 'imdb', 'tt' || id, id, true, NULL, '[]', sha256(''), '{{}}', 1, now(), now() FROM work"""


def line(title: str, year: int, maker: str = "") -> str:
    makers = f"ARRAY['{maker}']" if maker else "'{}'::text[]"
    return f"('{title}', {year}, {makers})"


class Archive(WorksHouse):
    """Works of TMDB, and a file of IMDb that knows none of their ids."""

    def __init__(self, database: Database, engine: AsyncEngine) -> None:
        super().__init__(engine)
        self.database = database
        office = self.transactions.working_with(lambda connection: PgOffice(connection, (ItemsFollow,)))
        merging = MergeWorks(office, lambda: NOW, uuid7)
        comparing = self.transactions.working_with(PgComparison)
        self.find = FindDuplicates(comparing, merging.merge_sure, uuid7, MAPPINGS.keys())

    async def tmdb(self, number: int, title: str, year: int, director: str = "") -> None:
        crew = {"credits": {"crew": [{"job": "Director", "name": director}]}} if director else {}
        facts = {"id": number, "title": title, "release_date": f"{year}-01-01"}
        report = await self.push(record(f"movie/{number}", facts | crew), source="tmdb")
        assert report.created == 1

    async def load(self, *lines: str) -> None:
        await as_superuser(self.database, FILE.format(rows=", ".join(lines)))

    async def keys(self) -> list[list[str]]:
        query = """SELECT json_agg(sources) FROM (
            SELECT array_agg(source_name ORDER BY source_name) AS sources FROM catalog.external_links
            GROUP BY media_item_id ORDER BY 1) AS works"""
        return json.loads(await as_superuser(self.database, query))  # type: ignore[no-any-return]


@pytest.fixture
def archive(database: Database, engine: AsyncEngine) -> Archive:
    return Archive(database, engine)


async def test_sure_ones_are_merged_doubtful_ones_asked_about_and_others_left(archive: Archive) -> None:
    await archive.tmdb(1, "Stalker", 1979, "Andrei Tarkovsky")
    await archive.tmdb(2, "Solaris", 1972)
    await archive.tmdb(3, "Home", 2009, "Yann Arthus-Bertrand")
    await archive.load(
        line("Stalker", 1979, "Andrei Tarkovsky"), line("Solaris", 1972), line("Home", 2009, "Ursula Meier")
    )
    assert await archive.find("imdb") == DuplicatesFound(compared=3, merged=1, asked=1)
    assert await archive.keys() == [["imdb"], ["imdb"], ["imdb", "tmdb"], ["tmdb"], ["tmdb"]]
    merge = "SELECT automatic AND decided_by IS NULL AND confidence = 100 FROM catalog.merges"
    assert await as_superuser(archive.database, merge) is True
    assert await archive.find("imdb") == DuplicatesFound(compared=2, merged=0, asked=0)


async def test_the_work_that_was_there_first_stays(archive: Archive) -> None:
    await archive.tmdb(1, "Stalker", 1979, "Andrei Tarkovsky")
    await archive.load(line("Stalker", 1979, "Andrei Tarkovsky"))
    assert (await archive.find("imdb")).merged == 1
    first = "SELECT survivor_id < loser_id FROM catalog.merges"
    assert await as_superuser(archive.database, first) is True


async def test_works_of_one_source_with_made_up_ids_are_compared_with_one_another(archive: Archive) -> None:
    for name, title in (("a", "Stalker"), ("b", "Zone")):
        await archive.one(film(title, release_year=1979, creators=["Tarkovsky"]), name)
    alike = "UPDATE catalog.media_items SET title = 'Stalker', title_norm = 'stalker'"
    await as_superuser(archive.database, alike)
    assert await archive.find("media-menu") == DuplicatesFound(compared=2, merged=1)
    assert (await archive.find("media-menu")).merged == 0


async def test_of_two_that_could_be_one_work_neither_is_guessed(archive: Archive) -> None:
    await archive.tmdb(1, "Stalker", 1979, "Andrei Tarkovsky")
    await archive.load(line("Stalker", 1979, "Andrei Tarkovsky"), line("Stalker", 1979, "Andrei Tarkovsky"))
    found = await archive.find("imdb")
    assert (found.merged, found.asked) == (1, 1)
    assert (await archive.find("imdb")).merged == 0


async def test_what_a_person_found_different_is_never_merged_by_the_service(archive: Archive) -> None:
    await archive.tmdb(1, "Stalker", 1979, "Andrei Tarkovsky")
    await archive.load(line("Stalker", 1979, "Andrei Tarkovsky"))
    differ = """
        INSERT INTO catalog.match_reviews
            (id, first_id, second_id, confidence, reasons, source_name, state, decided_at)
        SELECT gen_random_uuid(), min(id::text)::uuid, max(id::text)::uuid, 100, '{}', 'imdb',
            'different', now()
        FROM catalog.media_items"""
    await as_superuser(archive.database, differ)
    assert await archive.find("imdb") == DuplicatesFound(compared=1)


async def test_only_what_came_since_is_compared_and_parts_follow_one_another(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.ingestion.duplicates.PAGE", 2)
    for number in range(5):
        await archive.tmdb(number + 1, f"Work {number}", 1980, "Ann")
    await archive.load(*(line(f"Work {number}", 1980, "Ann") for number in range(5)))
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    assert await archive.find("imdb", tomorrow) == DuplicatesFound()
    assert await archive.find("imdb") == DuplicatesFound(compared=5, merged=5)
    with pytest.raises(SourceUnknown):
        await archive.find("nowhere")


def command(database: Database, *words: str) -> Any:
    environment = {"DATABASE_URL": database.url("media_menu_app")}
    return CliRunner().invoke(main, ["ingest", "duplicates", *words], env=environment)


def test_the_command_says_what_it_found(database: Database) -> None:
    asyncio.run(as_superuser(database, FILE.format(rows=line("Stalker", 1979))))
    result = command(database, "--source", "imdb", "--since", "2000-01-01")
    assert (result.exit_code, result.stdout) == (0, "1 compared, 0 merged, 0 to be looked at\n")
    told = command(database, "--source", "imdb", "--json")
    assert told.stdout == '{"compared":1,"merged":0,"asked":0}\n'
    unknown = command(database, "--source", "nowhere")
    assert (unknown.exit_code, unknown.stdout) == (1, "")
    assert "no source of that name" in unknown.stderr
