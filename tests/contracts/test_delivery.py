"""What the database promises of deliveries: sets of records, races, and values that do not fit."""

import asyncio
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.views import MediaView
from domain.ingestion.errors import SourceUnknown
from domain.ingestion.ports import RunQuery
from domain.kernel import Actor, UserId
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.works import STALKER, WorksHouse

MBID = "0f1d4e2a-5b3c-4d6e-8f70-112233445566"
IMDB: dict[str, Any] = {"titleType": "movie", "primaryTitle": "Stalker 1979", "numVotes": 9, "isAdult": 0}


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def count(database: Database, table: str) -> int:
    return int(await as_superuser(database, f"SELECT count(*) FROM {table}"))


async def linked(house: WorksHouse, source_name: str, key: str) -> MediaView:
    return await house.reader.by_link(None, source_name, key)


async def test_a_record_becomes_a_work_with_all_that_was_said(house: WorksHouse) -> None:
    work = await house.one(STALKER)
    assert (work.title, work.original_title, work.release_date) == ("Stalker", "Сталкер", "1979-05-25")
    assert (work.release_year, work.language, work.creators) == (1979, "ru", ("Andrei Tarkovsky",))
    assert work.genres == ("Science Fiction", "Drama")
    assert work.details["runtime_minutes"] == 162
    assert {(link.source_name, link.external_key) for link in work.external_links} == {
        ("imdb", "tt0079944"),
        ("media-menu", "one"),
    }
    (source,) = await house.reader.sources(None, work.id)
    assert source.raw_payload == STALKER
    assert source.leads


@pytest.mark.parametrize(
    ("payload", "details"),
    [
        ({"media_type": "tv", "details": {"seasons": 2}}, {"seasons": 2}),
        ({"media_type": "book", "details": {"isbn13": "9780756404734"}}, {"isbn13": "9780756404734"}),
        ({"media_type": "game", "details": {"playtime_hours": 8.5}}, {"playtime_hours": 8.5}),
        ({"media_type": "music", "details": {"track_count": 10}}, {"track_count": 10}),
        ({"media_type": "event"}, {}),
    ],
)
async def test_every_kind_keeps_its_details(
    house: WorksHouse, payload: dict[str, Any], details: dict[str, Any]
) -> None:
    work = await house.one({"title": "A work", **payload})
    assert {name: value for name, value in work.details.items() if value not in (None, [])} == details


async def test_the_same_records_again_change_nothing_and_write_nothing(
    house: WorksHouse, database: Database
) -> None:
    records = [record(f"film-{number}", film(f"Film {number}")) for number in range(20)]
    first = await house.push(*records)
    assert (first.received, first.created) == (20, 20)
    rows = "SELECT string_agg(xmin::text, ',' ORDER BY id) FROM catalog.media_items"
    before = await as_superuser(database, rows)
    again = await house.push(*records)
    assert (again.unchanged, again.created, again.updated) == (20, 0, 0)
    assert await as_superuser(database, rows) == before


async def test_a_changed_record_changes_its_work_and_forgets_nothing(house: WorksHouse) -> None:
    before = await house.one(STALKER)
    changed = {**STALKER, "title": "Stalker (restored)", "genres": [], "details": {"runtime_minutes": 163}}
    work = await house.one(changed)
    assert work.id == before.id
    assert work.title == "Stalker (restored)"
    assert work.genres == before.genres
    assert work.details["runtime_minutes"] == 163
    assert work.details["directors"] == ["Andrei Tarkovsky"]
    assert await house.titles("stalker rest") == ["Stalker (restored)"]


async def test_another_source_joins_by_a_shared_id_and_only_fills_gaps(house: WorksHouse) -> None:
    before = await house.one(STALKER)
    joined = await house.one({**IMDB, "averageRating": 8.1, "startYear": 1980}, "tt0079944", "imdb")
    assert joined.id == before.id
    assert (joined.title, joined.release_year) == ("Stalker", 1979)
    assert (joined.popularity, joined.details["avg_rating"]) == (9, 8.1)
    assert [source.leads for source in await house.reader.sources(None, joined.id)] == [True, False]


async def test_what_a_second_source_filled_follows_that_source_while_no_record_before_it_knows(
    house: WorksHouse,
) -> None:
    await house.one({"titleType": "movie", "primaryTitle": "Stalker", "numVotes": 9}, "tt0079944", "imdb")
    ids = {"external_ids": {"imdb": "tt0079944"}}
    facts = {"release_date": "1979-05-25", "genres": ["Drama"], "metadata": {"festival": "Cannes"}}
    details = {"runtime_minutes": 162, "directors": ["A. Tarkovsky"]}
    known = {"description": "First", "language": "ru", "popularity": 5, "details": details, **facts}
    await house.one(film("Zona", **known, **ids))
    await house.one(film("Zona", description="Third", **ids), "three")
    facts = {"release_date": "1979-06", "genres": ["Science Fiction"], "metadata": {"festival": "Berlin"}}
    details = {"runtime_minutes": 161, "directors": ["Andrei Tarkovsky"]}
    known = {"description": "Second", "language": "be", "popularity": 6, "details": details, **facts}
    work = await house.one(film("Zona II", **known, **ids))
    assert (work.title, work.popularity) == ("Stalker", 9), "the record that made the work leads"
    assert (work.description, work.language, work.release_date) == ("Second", "be", "1979-06")
    assert (work.genres, work.creators) == (("Science Fiction",), ("Andrei Tarkovsky",))
    assert work.metadata["festival"] == "Berlin"
    assert (work.details["runtime_minutes"], work.details["directors"]) == (161, ["Andrei Tarkovsky"])
    work = await house.one(film("Zona", description="Fourth", language="pl", **ids), "three")
    assert (work.description, work.language) == ("Second", "be"), "a record before it knows"
    silent = await house.one(film("Zona II", **ids))
    assert silent.description == "Second", "no record takes a value away"


async def test_an_older_record_never_overwrites_a_newer_one(house: WorksHouse) -> None:
    newer = record("one", film("New"), fetched_at="2026-02-01T00:00:00Z")
    older = record("one", film("Old"), fetched_at="2026-01-01T00:00:00Z")
    report = await house.push(newer)
    (result,) = (await house.push(older)).results
    assert (result.outcome, result.problems[0].code) == ("unchanged", "older-than-stored")
    assert (await linked(house, "media-menu", "one")).title == "New"
    assert report.results[0].media_item_id == result.media_item_id


@pytest.mark.parametrize(
    ("source", "forms", "payload"),
    [
        ("openlibrary", ("/works/OL77W", "OL77W"), {}),
        ("tmdb", ("movie/991", "991", "movie-991"), {"original_title": "Solaris"}),
        ("musicbrainz", (f"release-group/{MBID}", MBID), {"primary-type": "Album"}),
    ],
)
async def test_a_record_is_one_in_whatever_form_its_id_comes(
    house: WorksHouse, source: str, forms: tuple[str, ...], payload: dict[str, Any]
) -> None:
    records = [
        record(form, {**payload, "title": f"As {form}"}, fetched_at=f"2026-01-0{day}T00:00:00Z")
        for day, form in enumerate(forms, 1)
    ]
    results = (await house.push(*records, source=source)).results
    assert [result.external_id for result in results] == list(forms), "told as it was sent"
    assert [result.outcome for result in results] == ["created", *["updated"] * (len(forms) - 1)]
    (older,) = (await house.push(records[0], source=source)).results
    assert older.problems[0].code == "older-than-stored"
    assert older.media_item_id is not None
    assert (await house.reader.work(None, older.media_item_id)).title == f"As {forms[-1]}"
    assert len(await house.reader.sources(None, older.media_item_id)) == 1


async def test_seeing_a_record_again_makes_it_as_new_as_that(house: WorksHouse) -> None:
    await house.push(record("one", film("New"), fetched_at="2026-01-01T00:00:00Z"))
    await house.push(record("one", film("New"), fetched_at="2026-03-01T00:00:00Z"))
    await house.push(record("one", film("Old"), fetched_at="2026-02-01T00:00:00Z"))
    assert (await linked(house, "media-menu", "one")).title == "New"


async def test_ids_of_two_works_are_reported_as_a_conflict(house: WorksHouse, database: Database) -> None:
    await house.one(film("One", external_ids={"imdb": "tt0000001"}), "one")
    await house.one(film("Two", external_ids={"imdb": "tt0000002"}), "two")
    both = film("Both", external_ids={"imdb": ["tt0000001", "tt0000002"]})
    report = await house.push(record("both", both))
    assert report.rejected == 1
    assert report.results[0].problems[0].code == "ids-of-different-works"
    outcome = f"SELECT outcome FROM ingestion.run_records WHERE run_id = '{report.run_id}'"
    assert await as_superuser(database, outcome) == "conflict"
    assert await count(database, "catalog.media_items") == 2


async def test_a_bad_record_never_spoils_its_neighbours(house: WorksHouse, database: Database) -> None:
    report = await house.push(
        record("a", film("A")), b"{", record("b", {}), record("c", film("C\0C")), record("d", film("D"))
    )
    assert [result.outcome for result in report.results] == [
        "created",
        "rejected",
        "rejected",
        "created",
        "created",
    ]
    assert [result.index for result in report.results] == list(range(5))
    detail = await house.runs.run(Actor(UserId(report.run_id), "admin"), report.run_id)
    assert detail.status == "finished"
    assert detail.counts == {"received": 5, "created": 3, "updated": 0, "unchanged": 0, "rejected": 2}
    assert [(each.position, each.outcome) for each in detail.records] == [
        (1, "rejected"),
        (2, "rejected"),
        (3, "noted"),
    ]


async def test_a_value_that_only_the_database_refuses_is_rejected_alone(house: WorksHouse) -> None:
    tiny = b'{"external_id":"tiny","payload":{"media_type":"film","title":"T","metadata":{"n":1e-99999}}}'
    records = [record(f"film-{number}", film(f"Film {number}")) for number in range(10)]
    report = await house.push(*records[:5], tiny, *records[5:])
    assert (report.created, report.rejected) == (10, 1)
    assert report.results[5].problems[0].code == "unstorable"


async def test_records_of_one_work_in_one_batch_make_one_work(house: WorksHouse, database: Database) -> None:
    records = [
        record(f"copy-{number}", film(f"Copy {number}", external_ids={"imdb": "tt0079944"}))
        for number in range(10)
    ]
    report = await house.push(*records)
    assert (report.created, report.updated) == (1, 9)
    assert await count(database, "catalog.media_items") == 1


async def test_the_same_records_from_many_at_once_make_one_work_each(
    house: WorksHouse, database: Database
) -> None:
    same = [record(f"film-{number}", film(f"Film {number}")) for number in range(20)]
    reports = await asyncio.gather(*(house.push(*same) for _ in range(8)))
    assert sum(report.created for report in reports) == 20
    assert sum(report.unchanged for report in reports) == 140
    assert await count(database, "catalog.media_items") == 20


async def test_two_sources_that_name_the_same_work_at_once_make_one_work(
    house: WorksHouse, database: Database
) -> None:
    ids = [f"tt{number:07}" for number in range(1, 31)]
    ours = [record(each, film(f"Film {each}", external_ids={"imdb": each})) for each in ids]
    theirs = [record(each, {**IMDB, "primaryTitle": f"Film {each}"}) for each in reversed(ids)]
    reports = await asyncio.gather(house.push(*ours), house.push(*theirs, source="imdb"))
    assert [report.rejected for report in reports] == [0, 0]
    assert await count(database, "catalog.media_items") == 30


async def test_a_thousand_and_more_go_in_by_chunks(house: WorksHouse, database: Database) -> None:
    report = await house.push(*(record(f"film-{n}", film(f"Film {n}")) for n in range(2_500)))
    assert (report.received, report.created) == (2_500, 2_500)
    assert await count(database, "catalog.media_sources") == 2_500


async def test_an_unknown_source_is_refused(house: WorksHouse) -> None:
    with pytest.raises(SourceUnknown):
        await house.push(record("a", {}), source="nowhere")


async def test_people_see_their_own_runs_and_editors_all(house: WorksHouse, database: Database) -> None:
    await house.push(record("a", film("A")))
    person = Actor(UserId((await house.push(record("a", film("A")))).run_id))
    assert (await house.runs.runs(person, RunQuery(10))).items == ()
    editor = Actor(person.user_id, "editor")
    page = await house.runs.runs(editor, RunQuery(1))
    assert len(page.items) == 1
    assert page.next_cursor == str(page.items[0].id)
    rest = await house.runs.runs(editor, RunQuery(10, page.items[0].id))
    assert (len(rest.items), rest.next_cursor) == (1, None)


async def test_two_records_of_one_work_in_a_batch_both_fill_what_is_missing(house: WorksHouse) -> None:
    """They share no id: only the catalogue knows that they speak of one work."""
    await house.push(
        record("lead", film("Stalker", external_ids={"imdb": "tt0079944", "wikidata": "Q193570"}))
    )
    by_imdb = film("Stalker", genres=["Drama"], external_ids={"imdb": "tt0079944"})
    by_wikidata = film("Stalker", description="A zone.", external_ids={"wikidata": "Q193570"})
    report = await house.push(record("one", by_imdb), record("two", by_wikidata))
    assert [result.outcome for result in report.results] == ["updated", "updated"]
    assert [result.index for result in report.results] == [0, 1]
    work = await linked(house, "imdb", "tt0079944")
    assert (work.genres, work.description) == (("Drama",), "A zone.")
