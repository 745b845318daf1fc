"""Stored payloads read again by a newer mapping: what would change, what does, and what never may."""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from adapters.postgres.ingestion.replaying import PgReplays
from adapters.sources.declared import LINES, MAPPINGS
from domain.ingestion.errors import SourceUnknown
from domain.ingestion.mapping import Field, Shape, SourceMapping
from domain.ingestion.replaying import Replaying
from domain.ingestion.rereading import rereadings
from domain.ingestion.runs import Run
from domain.ingestion.service import IngestRecords
from domain.ingestion.transformations.texts import text
from domain.ingestion.views import RunDetail
from domain.kernel import Actor, UserId
from tests.postgres import Database, as_superuser, superuser
from tests.records import film, record
from tests.seeding import a_person
from tests.works import STALKER, WorksHouse

CONTENT = (
    "media_items", "movie_items", "external_links", "media_sources", "title_words", "field_values",
)  # fmt: skip
IMDB: dict[str, Any] = {"titleType": "movie", "primaryTitle": "Stalker 1979", "plot": "A zone.", "isAdult": 0}


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


def newer(source: str, *fields: Field, version: int = 3) -> dict[str, SourceMapping]:
    """The mappings, with a version of that source in which these fields come first."""
    mapping = MAPPINGS[source]
    return {**MAPPINGS, source: reshaped(mapping, version, lambda shape: (*fields, *shape.fields))}


def reshaped(
    mapping: SourceMapping, version: int, fields_of: Callable[[Shape], tuple[Field, ...]]
) -> SourceMapping:
    shapes = {shape.name: replace(shape, fields=fields_of(shape)) for shape in mapping.shapes}
    return replace(
        mapping,
        version=version,
        shapes=tuple(shapes.values()),
        shape_of=lambda key, payload: shapes[mapping.shape_of(key, payload).name],
        strict=False,
    )


def better_titles(version: int = 3) -> dict[str, SourceMapping]:
    return newer("media-menu", Field("metadata.better", "title", text), version=version)


def with_mappings(house: WorksHouse, mappings: Mapping[str, SourceMapping], most: int = 1_000) -> Replaying:
    sources = rereadings(mappings, LINES)
    return Replaying(PgReplays(house.transactions, sources), sources, uuid7, lambda: datetime.now(UTC), most)


async def replayed(
    house: WorksHouse, replaying: Replaying, source: str = "media-menu", *, dry_run: bool = False
) -> RunDetail:
    run = await replaying.start(source, None, dry_run=dry_run)
    async for _ in replaying.go_on(run.id):
        pass
    return await house.runs.run(Actor(UserId(run.id), "admin"), run.id)


async def content(database: Database, tables: Iterable[str] = CONTENT) -> dict[str, list[str]]:
    """Every row with its place on disk: whoever writes a row moves it."""
    async with superuser(database) as connection:
        return {
            table: [
                f"{row[0]} {row[1]}"
                for row in await connection.fetch(
                    f"SELECT ctid, t::text FROM catalog.{table} AS t ORDER BY t::text"
                )
            ]
            for table in tables
        }


async def some_films(house: WorksHouse, number: int, **facts: object) -> None:
    await house.push(
        *(
            record(f"film-{n:04}", film(f"Film {n}", metadata={"better": f"Better {n}"}, **facts))
            for n in range(number)
        )
    )


async def test_a_dry_run_says_what_would_change_and_writes_nothing(
    house: WorksHouse, database: Database
) -> None:
    await some_films(house, 12)
    await house.one(STALKER)
    before = await content(database)
    run = await replayed(house, with_mappings(house, better_titles()), dry_run=True)
    assert await content(database) == before
    assert (run.kind, run.status, run.mapping_version) == ("replay", "finished", 3)
    assert run.counts == {"received": 13, "created": 0, "updated": 12, "unchanged": 1, "rejected": 0}
    assert run.report is not None
    assert (run.report.dry_run, run.report.waiting, run.report.after) == (True, 13, "one")
    assert run.report.fields == {"title": 12, "search_norm": 12}
    titles = [each for each in run.report.samples if each.field == "title"]
    assert len(titles) == 5
    assert (titles[0].before, titles[0].after) == ("Film 0", "Better 0")


async def test_a_replay_does_what_its_dry_run_said_and_nothing_the_second_time(
    house: WorksHouse, database: Database
) -> None:
    await some_films(house, 12)
    stalker = await house.one(STALKER)
    untouched = f"SELECT xmin::text FROM catalog.media_items WHERE id = '{stalker.id}'"
    xmin = await as_superuser(database, untouched)
    replaying = with_mappings(house, better_titles())
    said = await replayed(house, replaying, dry_run=True)
    done = await replayed(house, replaying)
    assert (done.counts, done.report and done.report.fields) == (
        said.counts,
        said.report and said.report.fields,
    )
    better = (
        "SELECT count(*) FROM catalog.media_items WHERE title LIKE 'Better %' AND title_norm LIKE 'better %'"
    )
    assert await as_superuser(database, better) == 12
    assert await as_superuser(database, untouched) == xmin
    versions = "SELECT array_agg(DISTINCT mapping_version) FROM catalog.media_sources"
    assert await as_superuser(database, versions) == [3]
    before = await content(database)
    second = await replayed(house, replaying)
    assert (second.counts["received"], second.report and second.report.fields) == (0, {})
    assert await content(database) == before
    third = await replayed(house, with_mappings(house, better_titles(4)))
    assert (third.counts["received"], third.counts["updated"]) == (13, 0)
    tables = [name for name in CONTENT if name != "media_sources"]
    assert await content(database, tables) == {name: before[name] for name in tables}


async def test_pinned_values_hold(house: WorksHouse, database: Database) -> None:
    await some_films(house, 2)
    first, second = sorted(await house.titles("film"))
    editor = Actor((await a_person(database)).user_id, "editor")
    work = await house.reader.by_link(None, "media-menu", "film-0000")
    await house.pinning.pin(editor, work.id, "title", first)
    replaying = with_mappings(house, better_titles())
    for dry_run in (True, False):
        run = await replayed(house, replaying, dry_run=dry_run)
        assert run.report is not None
        assert run.report.fields["title"] == 1
    assert sorted(await house.titles("better")) == ["Better 1", first]
    assert (first, second) == ("Film 0", "Film 1")


async def test_a_record_that_does_not_lead_speaks_only_for_what_no_record_before_it_knows(
    house: WorksHouse,
) -> None:
    await house.one({**STALKER, "details": {}})
    await house.one({**IMDB, "plot": None, "summary": "A zone.", "length": "162"}, "tt0079944", "imdb")
    mappings = newer(
        "imdb",
        Field("summary", "description", text),
        Field("titleType", "title", text),
        Field("titleType", "language", lambda value: "pl"),
    )
    run = await replayed(house, with_mappings(house, mappings), "imdb")
    assert run.report is not None
    assert run.report.fields == {"description": 1, "search_norm": 1, "titles": 1}
    work = await house.reader.by_link(None, "imdb", "tt0079944")
    assert (work.title, work.language, work.description) == ("Stalker", "ru", "A zone.")
    said = (Field("titleType", target, text) for target in ("description", "title"))
    corrected = with_mappings(house, newer("imdb", *said, version=4))
    for dry_run in (True, False):
        run = await replayed(house, corrected, "imdb", dry_run=dry_run)
        assert run.report is not None
        assert run.report.fields == {"description": 1}
    work = await house.reader.by_link(None, "imdb", "tt0079944")
    assert (work.title, work.description) == ("Stalker", "movie")


async def test_ids_that_a_newer_mapping_finds_are_linked_and_conflicts_are_reported(
    house: WorksHouse, database: Database
) -> None:
    ids = {"metadata": {"same_as": "tt0000001"}}
    await house.push(
        record("a", film("A", **ids)),
        record("b", film("B", external_ids={"imdb": "tt0000002"}, metadata={"same_as": "tt0000003"})),
        record("c", film("C", external_ids={"imdb": "tt0000004"}, metadata={"same_as": "tt0000002"})),
    )
    linked = Field("metadata.same_as", "links", lambda key: (("imdb", key),))
    run = await replayed(house, with_mappings(house, newer("media-menu", linked)))
    assert run.counts == {"received": 3, "created": 0, "updated": 2, "unchanged": 0, "rejected": 1}
    assert [(each.external_id, each.reason) for each in run.records] == [("c", "ids-of-different-works")]
    assert (await house.reader.by_link(None, "imdb", "tt0000003")).title == "B"
    waiting = "SELECT array_agg(external_id) FROM catalog.media_sources WHERE mapping_version = 2"
    assert await as_superuser(database, waiting) == ["c"]


async def test_a_record_that_cannot_be_read_any_more_is_reported_alone(house: WorksHouse) -> None:
    await some_films(house, 7)
    without_title = reshaped(
        MAPPINGS["media-menu"],
        3,
        lambda shape: tuple(each for each in shape.fields if each.target != "title"),
    )
    run = await replayed(house, with_mappings(house, {"media-menu": without_title}))
    assert run.counts["rejected"] == 7
    assert {each.reason for each in run.records} == {"title-missing"}
    assert [each.position for each in run.records] == list(range(7))


async def test_a_value_that_only_the_database_refuses_is_found_among_its_neighbours(
    house: WorksHouse,
) -> None:
    await some_films(house, 9)
    await house.push(
        record("film-0004", film("Film 4", metadata={"better": "Better 4", "country": "Poland"}))
    )
    country = Field("metadata.country", "country_of_origin", text)
    mappings = newer("media-menu", country, Field("metadata.better", "title", text))
    run = await replayed(house, with_mappings(house, mappings))
    assert (run.counts["updated"], run.counts["rejected"]) == (8, 1)
    assert [(each.external_id, each.reason) for each in run.records] == [("film-0004", "unstorable")]
    assert len(await house.titles("better")) == 8


async def test_a_replay_that_is_broken_off_is_gone_on_with_and_counts_nothing_twice(
    house: WorksHouse,
) -> None:
    await some_films(house, 35)
    replaying = with_mappings(house, better_titles(), 10)
    run = await replaying.start("media-menu", None, dry_run=False)
    steps = replaying.go_on(run.id)
    seen: list[Run] = [await anext(steps), await anext(steps)]
    assert seen[-1].counts["received"] == 20
    # As if that process were gone: nobody asks it for more, and nobody fails its run.
    rest = [each.counts["received"] async for each in with_mappings(house, better_titles()).go_on(run.id)]
    assert rest[-1] == 35
    detail = await house.runs.run(Actor(UserId(run.id), "admin"), run.id)
    assert (detail.status, detail.counts["updated"]) == ("finished", 35)
    assert detail.report is not None
    assert detail.report.fields["title"] == 35


async def test_a_replay_stops_when_its_run_is_ended_by_somebody(
    house: WorksHouse, database: Database
) -> None:
    await some_films(house, 35)
    replaying = with_mappings(house, better_titles(), 10)
    run = await replaying.start("media-menu", None, dry_run=False)
    steps = replaying.go_on(run.id)
    await anext(steps)
    await as_superuser(
        database, "UPDATE ingestion.runs SET status = 'failed', finished_at = now() WHERE kind = 'replay'"
    )
    assert [each async for each in steps] == []
    read = "SELECT count(*) FROM catalog.media_sources WHERE mapping_version = 3"
    assert await as_superuser(database, read) == 10


async def test_an_error_fails_the_run(house: WorksHouse) -> None:
    await some_films(house, 3)

    def broken(value: Any) -> Any:
        raise ZeroDivisionError

    replaying = with_mappings(house, newer("media-menu", Field("metadata.better", "title", broken)))
    run = await replaying.start("media-menu", None, dry_run=False)
    with pytest.raises(ZeroDivisionError):
        async for _ in replaying.go_on(run.id):
            pass
    assert (await house.runs.run(Actor(UserId(run.id), "admin"), run.id)).status == "failed"


async def test_deliveries_beside_a_replay_lose_nothing(house: WorksHouse, database: Database) -> None:
    await some_films(house, 60)
    replaying = with_mappings(house, better_titles())
    ingest = IngestRecords(house.deliveries, better_titles(), uuid7, lambda: datetime.now(UTC), house.errors)
    newest = [record(f"film-{n:04}", film(f"Newest {n}")) for n in range(0, 60, 6)]
    run, *reports = await asyncio.gather(
        replayed(house, replaying), *(ingest.push("media-menu", [each], None) for each in newest)
    )
    assert run.status == "finished"
    assert [report.updated for report in reports] == [1] * 10
    assert len(await house.titles("newest", limit=20)) == 10
    versions = "SELECT count(*) FROM catalog.media_sources WHERE mapping_version = 3"
    assert await as_superuser(database, versions) == 60


async def test_payloads_of_any_size_are_read_a_part_at_a_time(house: WorksHouse) -> None:
    noise = json.dumps([uuid7().hex for _ in range(20_000)])[: 900 << 10]
    for n in range(3):
        big = film(f"Big {n}", metadata={"better": f"Better {n}", "noise": [noise[n:]]})
        await house.push(record(f"big-{n}", big))
    replaying = with_mappings(house, better_titles())
    run = await replaying.start("media-menu", None, dry_run=False)
    assert [each.counts["updated"] async for each in replaying.go_on(run.id)][-1] == 3


async def test_a_source_that_nobody_declared_is_refused(house: WorksHouse) -> None:
    with pytest.raises(SourceUnknown):
        await house.replaying.start("nowhere", None, dry_run=True)
