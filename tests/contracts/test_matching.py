"""Records without known ids on a real catalogue: joined when it is sure, asked about when it may be."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.ingestion.views import RecordResult
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.seeding import a_person, a_work
from tests.works import STALKER, WorksHouse

IMDB = {
    "tconst": "tt0079944",
    "titleType": "movie",
    "primaryTitle": "Stalker",
    "originalTitle": "Сталкер",
    "startYear": "1979",
    "numVotes": "150000",
}
TMDB = {"id": 1398, "title": "Stalker!", "original_title": "сталкер", "release_date": "1979-05-25"}


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def questions(engine: AsyncEngine) -> list[tuple[Any, ...]]:
    query = "SELECT first_id, second_id, confidence, reasons, source_name, state FROM catalog.match_reviews"
    async with engine.connect() as connection:
        return [tuple(row) for row in await connection.execute(text(query))]


async def pushed(house: WorksHouse, source: str, external_id: str, payload: object) -> RecordResult:
    report = await house.push(record(external_id, payload), source=source)
    return report.results[0]


async def test_a_record_of_the_same_titles_and_year_joins_the_work_and_brings_its_id(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    made = await pushed(house, "imdb", "tt0079944", IMDB)
    joined = await pushed(house, "tmdb", "movie/1398", TMDB)
    assert (joined.outcome, joined.media_item_id) == ("updated", made.media_item_id)
    work = await house.reader.by_link(None, "tmdb", "movie/1398")
    assert (work.id, work.title) == (made.media_item_id, "Stalker")
    assert await questions(engine) == []
    again = await pushed(house, "tmdb", "movie/1398", TMDB)
    assert again.outcome == "unchanged"


async def test_a_record_found_by_the_original_title_alone_joins_with_its_makers(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    made = await house.one(STALKER | {"external_ids": {}})
    theirs = {
        "id": 1398,
        "title": "Stalker. Strefa",
        "original_title": "Сталкер",
        "release_date": "1980-01-01",
    }
    crew = {"credits": {"crew": [{"job": "Director", "name": "Tarkovsky, Andrei"}]}}
    joined = await pushed(house, "tmdb", "movie/1398", theirs | crew)
    assert (joined.outcome, joined.media_item_id) == ("updated", made.id)


async def test_a_record_that_may_be_a_work_makes_one_and_a_question(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    made = await pushed(house, "imdb", "tt0000001", IMDB | {"tconst": "tt0000001", "originalTitle": "\\N"})
    other = await pushed(house, "tmdb", "movie/1398", TMDB | {"original_title": "Stalker!"})
    assert other.outcome == "created"
    assert [problem.code for problem in other.problems] == ["may-be-duplicate"]
    both = sorted(each.media_item_id for each in (made, other) if each.media_item_id)
    assert await questions(engine) == [
        (*both, 75, ["same-title", "same-year", "makers-unknown"], "tmdb", "open")
    ]


async def test_a_work_that_the_source_knows_under_another_id_is_another_work(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    await pushed(house, "tmdb", "movie/1", TMDB | {"id": 1})
    other = await pushed(house, "tmdb", "movie/2", TMDB | {"id": 2})
    assert other.outcome == "created"
    linked = TMDB | {"id": 3, "imdb_id": "tt0000003"}
    await pushed(house, "imdb", "tt0079944", IMDB)
    third = await pushed(house, "tmdb", "movie/3", linked)
    assert third.outcome == "created"
    assert {each[4] for each in await questions(engine)} == {"imdb"}


async def test_records_whose_ids_their_senders_made_up_are_recognised_by_what_they_say(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    known = {"release_year": 1979, "creators": ["Andrei Tarkovsky"]}
    records = [record(title, film(title, **known)) for title in ("Stalker", "stalker")]
    one, other = (await house.push(*records)).results
    assert (one.outcome, other.outcome) == ("created", "updated"), "also in one delivery"
    later = await pushed(house, "media-menu", "three", film("STALKER", **known))
    assert later.media_item_id == other.media_item_id == one.media_item_id
    doubtful = await pushed(house, "media-menu", "four", film("Stalker", release_year=1979))
    assert [problem.code for problem in doubtful.problems] == ["may-be-duplicate"]
    assert len(await questions(engine)) == 1


async def test_works_of_people_and_merged_works_are_never_taken_for_anything(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    mine = await a_work(database, "stalker", release_year=1979, owner=await a_person(database))
    gone = await a_work(database, "stalker", release_year=1979)
    kept = await a_work(database, "other", release_year=1950)
    await as_superuser(database, f"UPDATE catalog.media_items SET merged_into = '{kept}' WHERE id = '{gone}'")
    made = await pushed(house, "imdb", "tt0079944", IMDB)
    assert made.outcome == "created"
    assert made.media_item_id not in {mine, gone, kept}
    assert await questions(engine) == []


async def test_of_many_records_of_one_delivery_two_never_join_one_work(
    house: WorksHouse, engine: AsyncEngine
) -> None:
    await pushed(house, "imdb", "tt0079944", IMDB)
    records = [record(f"movie/{number}", TMDB | {"id": number}) for number in (1, 2, 3)]
    report = await house.push(*records, source="tmdb")
    assert (report.updated, report.created) == (1, 2)
    async with engine.connect() as connection:
        most = await connection.scalar(
            text(
                """SELECT max(keys) FROM (SELECT count(*) AS keys FROM catalog.external_links
                WHERE source_name = 'tmdb' GROUP BY media_item_id) AS works"""
            )
        )
    assert most == 1


async def test_what_was_found_different_is_not_asked_again(
    house: WorksHouse, engine: AsyncEngine, database: Database
) -> None:
    one = await house.one(film("One", external_ids={"imdb": "tt0000001"}), "one")
    two = await house.one(film("Two", external_ids={"imdb": "tt0000002"}), "two")
    both = film("Both", external_ids={"imdb": ["tt0000001", "tt0000002"]})
    refused = await pushed(house, "media-menu", "both", both)
    assert refused.outcome == "rejected"
    pair = sorted((one.id, two.id))
    assert await questions(engine) == [(*pair, 90, ["ids-of-one-record"], "media-menu", "open")]
    await as_superuser(database, "UPDATE catalog.match_reviews SET state = 'different', decided_at = now()")
    await pushed(house, "media-menu", "both", both)
    assert [each[5] for each in await questions(engine)] == ["different"]
