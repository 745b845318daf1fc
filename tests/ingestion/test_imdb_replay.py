"""Lines of IMDb's files that are stored: read again, they say what the load said; pins hold against both."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.ingestion.replaying import PgReplays
from adapters.sources.declared import LINES, MAPPINGS
from domain.ingestion.mapping import Field
from domain.ingestion.replaying import Replaying
from domain.ingestion.rereading import FileLines, rereadings
from domain.ingestion.transformations.texts import text
from domain.ingestion.views import RunDetail
from domain.kernel import Actor, UserId
from tests.ingestion.imdb_house import Files, load, rating, title
from tests.postgres import Database, as_superuser
from tests.records import record
from tests.seeding import a_person
from tests.works import WorksHouse

pytestmark = pytest.mark.anyio

EVERY_TYPE = ("movie", "tvSeries", "videoGame", "podcastSeries")
TITLES = [
    title(1),
    title(2, "Noc", "Nattåg", adult="1", year="0", minutes=r"\N", genres=r"\N"),
    title(3, '"Quoted" \\ title', year="1700", end="1999", minutes="999999"),
    title(4, "Series", kind="tvSeries", end="1970"),
    title(5, "Game", kind="videoGame", year="2001"),
    title(6, "Podcast", kind="podcastSeries", genres="Talk-Show,sci-fi,Drama"),
    title(7, "  Blanks\u0301  ", adult="2", genres="x" * 300),
]
RATINGS = [rating(1), rating(4, "10", "1"), rating(5, "7.0", "12"), rating(6)]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


@pytest.fixture
async def editor(database: Database) -> Actor:
    return Actor((await a_person(database)).user_id, "editor")


def newer_lines(*fields: Field) -> FileLines:
    lines = LINES["imdb"]
    shapes = {each.name: replace(each, fields=(*fields, *each.fields)) for each in lines.mapping.shapes}
    mapping = replace(
        lines.mapping,
        version=lines.mapping.version + 1,
        shapes=tuple(shapes.values()),
        shape_of=lambda key, payload: shapes[lines.mapping.shape_of(key, payload).name],
    )
    return FileLines(lines.fields, mapping)


async def replayed(house: WorksHouse, lines: FileLines, *, dry_run: bool = False) -> RunDetail:
    sources = rereadings(MAPPINGS, {"imdb": lines})
    replaying = Replaying(PgReplays(house.transactions, sources), sources, uuid7, lambda: datetime.now(UTC))
    run = await replaying.start("imdb", None, dry_run=dry_run)
    async for _ in replaying.go_on(run.id):
        pass
    return await house.runs.run(Actor(UserId(run.id), "admin"), run.id)


async def test_stored_lines_say_what_the_load_of_them_said(
    house: WorksHouse, database: Database, files: Files
) -> None:
    await load(database, files.write(TITLES, RATINGS), types=EVERY_TYPE)
    run = await replayed(house, newer_lines(), dry_run=True)
    assert run.report is not None
    assert run.report.samples == ()
    assert run.counts == {"received": 7, "created": 0, "updated": 0, "unchanged": 7, "rejected": 0}
    assert run.records == ()


async def test_lines_are_read_by_a_newer_mapping_and_the_next_load_agrees_on_the_version(
    house: WorksHouse, database: Database, files: Files
) -> None:
    await load(database, files.write(TITLES, RATINGS), types=EVERY_TYPE)
    run = await replayed(house, newer_lines(Field("titleType", "description", text)))
    assert run.report is not None
    assert run.report.fields == {"description": 7}
    work = await house.reader.by_link(None, "imdb", "tt0000004")
    assert (work.description, work.details["num_votes"], work.metadata["end_year"]) == ("tvSeries", 1, 1970)
    versions = "SELECT array_agg(DISTINCT mapping_version) FROM catalog.media_sources"
    assert await as_superuser(database, versions) == [LINES["imdb"].mapping.version + 1]


async def test_records_and_lines_of_one_source_each_have_their_version(
    house: WorksHouse, database: Database, files: Files
) -> None:
    await load(database, files.write(TITLES[:1], RATINGS[:1]))
    pushed = {"titleType": "movie", "primaryTitle": "Pushed", "isAdult": 0}
    await house.push(record("tt0000099", pushed), source="imdb")
    run = await replayed(house, newer_lines())
    assert run.counts["received"] == 1
    versions = "SELECT array_agg(mapping_version ORDER BY external_id) FROM catalog.media_sources"
    assert await as_superuser(database, versions) == [
        LINES["imdb"].mapping.version + 1,
        MAPPINGS["imdb"].version,
    ]


async def test_pinned_values_stand_against_files_and_replays(
    house: WorksHouse, database: Database, files: Files, editor: Actor
) -> None:
    await load(database, files.write([title(1), title(2)], [rating(1)]))
    work = await house.reader.by_link(None, "imdb", "tt0000001")
    for name, value in (("title", "Zona"), ("release_date", "1958-11"), ("details.runtime_minutes", 98)):
        await house.pinning.pin(editor, work.id, name, value)
    changed = title(1, "Night train, restored", year="1960", minutes="100", genres="War")
    await load(database, files.write([changed, title(2)], [rating(1, "8.0", "5000")]))
    loaded = await house.reader.work(None, work.id)
    assert (loaded.title, loaded.release_date, loaded.details["runtime_minutes"]) == ("Zona", "1958-11", 98)
    assert (loaded.genres, loaded.popularity, loaded.details["avg_rating"]) == (("War",), 5000, 8.0)
    run = await replayed(house, newer_lines(Field("titleType", "title", text)))
    assert run.report is not None
    assert run.report.fields["title"] == 1
    assert (await house.reader.work(None, work.id)).title == "Zona"
    await house.pinning.unpin(editor, work.id, "release_date")
    assert (await house.reader.work(None, work.id)).release_date == "1960"


async def test_a_line_says_which_value_is_its(house: WorksHouse, database: Database, files: Files) -> None:
    await load(database, files.write([title(1)], [rating(1)]))
    work = await house.reader.by_link(None, "imdb", "tt0000001")
    fields = {each.field: each for each in (await house.provenance.of(None, work.id)).fields}
    known = {name for name, each in fields.items() if each.source_name == "imdb"}
    assert known == {
        "title", "media_class", "release_date", "genres", "canonical_url", "popularity",
        "details.runtime_minutes", "details.avg_rating", "details.num_votes",
    }  # fmt: skip
    assert all(each.competing == () for each in fields.values())
