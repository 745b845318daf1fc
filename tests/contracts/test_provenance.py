"""Who says what of a work, and values that editors hold against every later record."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.commands import NewWork, WorkChange
from domain.catalog.errors import EditorsOnly, FieldUnknown, OwnItem, ReadingUnknown, WorkInvalid
from domain.catalog.views import FieldView, MediaView
from domain.kernel import Actor, MediaItemId
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.seeding import a_person
from tests.works import STALKER, WorksHouse

IMDB: dict[str, Any] = {
    "titleType": "movie",
    "primaryTitle": "Stalker 1979",
    "startYear": 1980,
    "runtimeMinutes": 161,
    "averageRating": 8.1,
    "numVotes": 9,
    "isAdult": 0,
}


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


@pytest.fixture
async def editor(database: Database) -> Actor:
    return Actor((await a_person(database)).user_id, "editor")


async def stalker(house: WorksHouse) -> MediaView:
    """A work of which two sources speak; the first made it."""
    await house.one(STALKER)
    return await house.one(IMDB, "tt0079944", "imdb")


async def field(house: WorksHouse, work: MediaView, name: str) -> FieldView:
    fields = (await house.provenance.of(None, work.id)).fields
    return next(each for each in fields if each.field == name)


def said(field: FieldView) -> list[tuple[str, Any]]:
    return [(each.source_name, each.value) for each in field.competing]


async def again(house: WorksHouse, work: MediaView) -> MediaView:
    return await house.reader.work(None, work.id)


async def test_each_field_says_whose_value_stands_and_what_others_say(house: WorksHouse) -> None:
    work = await stalker(house)
    title = await field(house, work, "title")
    assert (title.value, title.source_name, title.external_id) == ("Stalker", "media-menu", "one")
    assert said(title) == [("imdb", "Stalker 1979")]
    assert title.seen_at is not None
    assert not title.pinned
    rating = await field(house, work, "details.avg_rating")
    assert (rating.value, rating.source_name, rating.competing) == (8.1, "imdb", ())
    release = await field(house, work, "release_date")
    assert (release.value, said(release)) == ("1979-05-25", [("imdb", "1980")])
    language = await field(house, work, "language")
    assert (language.source_name, language.competing) == ("media-menu", ())
    nothing = await field(house, work, "country_of_origin")
    assert (nothing.value, nothing.source_name, nothing.competing) == (None, None, ())


async def test_a_value_that_nobody_says_any_more_has_no_source(house: WorksHouse) -> None:
    await house.one(STALKER)
    work = await house.one({**STALKER, "language": None})
    language = await field(house, work, "language")
    assert (language.value, language.source_name, language.seen_at) == ("ru", None, None)


async def test_a_correction_stands_against_the_source_that_made_the_work(
    house: WorksHouse, editor: Actor
) -> None:
    work = await stalker(house)
    change = WorkChange(title="Сталкер", release_year=1978, details={"runtime_minutes": 163})
    await house.cataloguing.change(editor, work.id, change)
    update = {**STALKER, "title": "Stalker (restored)", "release_date": "1979-06-01", "language": "en"}
    after = await house.one({**update, "details": {"runtime_minutes": 160, "directors": ["A. Tarkovsky"]}})
    assert (after.title, after.release_year, after.release_date) == ("Сталкер", 1978, None)
    assert after.details["runtime_minutes"] == 163
    assert after.details["directors"] == ["A. Tarkovsky"]
    assert after.language == "en"
    title = await field(house, work, "title")
    assert (title.pinned, title.source_name, title.external_id) == (True, "editor", None)
    assert said(title) == [("media-menu", "Stalker (restored)"), ("imdb", "Stalker 1979")]


async def test_a_pinned_title_keeps_what_is_made_of_it_and_gathers_words(
    house: WorksHouse, editor: Actor, database: Database
) -> None:
    work = await stalker(house)
    await house.cataloguing.change(editor, work.id, WorkChange(title="Zona"))
    await house.one({**STALKER, "title": "Alien roadside"})
    keys = "SELECT title_norm || '/' || sort_key FROM catalog.media_items"
    assert await as_superuser(database, keys) == "zona/zona"
    for typed in ("zona", "stalker", "alien"):
        assert await house.titles(typed) == ["Zona"]


async def test_what_does_not_change_is_not_pinned(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    await house.cataloguing.change(editor, work.id, WorkChange(title="Stalker", language="be"))
    pinned = [each.field for each in (await house.provenance.of(None, work.id)).fields if each.pinned]
    assert pinned == ["language"]


async def test_the_value_of_a_source_is_pinned_as_it_is(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    await house.pinning.pin_source(editor, work.id, "release_date", "imdb", "tt0079944")
    await house.one({**STALKER, "release_date": "1979-05-26"})
    await house.one({**IMDB, "startYear": 1981}, "tt0079944", "imdb")
    release = await field(house, work, "release_date")
    assert (release.value, release.source_name, release.pinned) == ("1980", "imdb", True)
    assert said(release) == [("media-menu", "1979-05-26"), ("imdb", "1981")]
    assert (await again(house, work)).release_year == 1980


async def test_what_is_unpinned_falls_back_to_what_sources_say_now(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    for name, value in (("title", "Zona"), ("details.runtime_minutes", 1), ("description", "A walk.")):
        await house.pinning.pin(editor, work.id, name, value)
    await house.one({**STALKER, "title": "Stalker II", "details": {}})
    for name in ("title", "details.runtime_minutes", "description"):
        await house.pinning.unpin(editor, work.id, name)
    after = await again(house, work)
    assert (after.title, after.details["runtime_minutes"], after.description) == ("Stalker II", 161, None)
    assert said(await field(house, work, "title"))[0] == ("editor", "Zona")
    assert (await house.one({**STALKER, "title": "Stalker III"})).title == "Stalker III"


async def test_a_value_of_a_source_is_forgotten_with_its_pin(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    await house.pinning.pin_source(editor, work.id, "title", "imdb", "tt0079944")
    await house.pinning.unpin(editor, work.id, "title")
    assert said(await field(house, work, "title")) == [("imdb", "Stalker 1979")]


async def test_nothing_can_be_pinned_as_nothing(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    await house.pinning.pin(editor, work.id, "original_title", None)
    after = await house.one({**STALKER, "original_title": "Still here"})
    assert after.original_title is None
    original = await field(house, work, "original_title")
    assert (original.pinned, original.source_name, said(original)) == (
        True,
        "editor",
        [("media-menu", "Still here")],
    )


async def test_a_pinned_value_is_changed_by_pinning_another(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    for title in ("Zona", "The Zone"):
        await house.pinning.pin(editor, work.id, "title", title)
        assert (await again(house, work)).title == title
    await house.cataloguing.change(editor, work.id, WorkChange(title="Zone"))
    assert (await field(house, work, "title")).value == "Zone"


async def test_no_statement_of_anybody_moves_a_pinned_column(
    house: WorksHouse, editor: Actor, database: Database
) -> None:
    """The wall is in the database, so that no path of writing has to know of pins."""
    work = await stalker(house)
    pins: dict[str, Any] = {
        "title": "Zona", "release_date": "1978-03", "genres": ["Drama"], "is_adult": True,
        "details.directors": ["A. T."], "details.runtime_minutes": 90, "canonical_url": None,
    }  # fmt: skip
    for name, value in pins.items():
        await house.pinning.pin(editor, work.id, name, value)
    columns = (
        "title, title_norm, sort_key, release_date, release_precision, release_year, genres, is_adult, "
        "canonical_url"
    )
    rows = f"SELECT row({columns})::text FROM catalog.media_items"
    films = "SELECT row(runtime_minutes, directors)::text FROM catalog.movie_items"
    before = await as_superuser(database, rows), await as_superuser(database, films)
    await as_superuser(
        database,
        "UPDATE catalog.media_items SET title = 'x', title_norm = 'x', sort_key = 'x', release_date = NULL, "
        "release_precision = NULL, release_year = 1, genres = '{}', is_adult = false, canonical_url = 'x', "
        "language = 'pl'",
    )
    await as_superuser(database, "UPDATE catalog.movie_items SET runtime_minutes = 1, directors = '{}'")
    assert (await as_superuser(database, rows), await as_superuser(database, films)) == before
    assert (await again(house, work)).language == "pl"


async def test_an_adult_work_stays_one_while_any_source_says_so(house: WorksHouse, editor: Actor) -> None:
    await house.one(STALKER)
    work = await house.one({**IMDB, "isAdult": 1}, "tt0079944", "imdb")
    await house.pinning.pin(editor, work.id, "is_adult", False)
    assert (await field(house, work, "is_adult")).value is False
    await house.pinning.unpin(editor, work.id, "is_adult")
    assert (await field(house, work, "is_adult")).value is True


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", None, "wrong-type"),
        ("title", " ", "text-missing"),
        ("title", 3, "wrong-type"),
        ("release_date", "1979-13", "date-invalid"),
        ("release_date", "9999", "year-out-of-range"),
        ("release_date", "-800-01", "date-invalid"),
        ("country_of_origin", "Poland", "country-unknown"),
        ("language", "Polish", "language-unknown"),
        ("details.runtime_minutes", 0, "details-invalid"),
        ("cover_url", "javascript:alert(1)", "address-invalid"),
        ("is_adult", None, "wrong-type"),
    ],
)
async def test_a_value_that_is_none_of_its_field_is_pointed_at(
    house: WorksHouse, editor: Actor, name: str, value: Any, code: str
) -> None:
    work = await stalker(house)
    with pytest.raises(WorkInvalid) as refused:
        await house.pinning.pin(editor, work.id, name, value)
    assert [(each.pointer, each.code) for each in refused.value.problems] == [("/value", code)]
    assert not (await field(house, work, name)).pinned


async def test_pins_are_refused_to_people_and_for_what_is_not_there(house: WorksHouse, editor: Actor) -> None:
    work = await stalker(house)
    with pytest.raises(EditorsOnly):
        await house.pinning.pin(Actor(editor.user_id), work.id, "title", "x")
    for name in ("popularity", "details.avg_rating", "details.page_count", "id", "pinned"):
        with pytest.raises(FieldUnknown):
            await house.pinning.pin(editor, work.id, name, 1)
        with pytest.raises(FieldUnknown):
            await house.pinning.unpin(editor, work.id, name)
    for source, name in (("tmdb", "title"), ("imdb", "description")):
        with pytest.raises(ReadingUnknown):
            await house.pinning.pin_source(editor, work.id, name, source, "tt0079944")
    own = await house.cataloguing.add(editor, NewWork("film", "Home film"))
    with pytest.raises(OwnItem):
        await house.pinning.pin(editor, own, "title", "x")
    assert (await house.provenance.of(editor, own)).fields == ()


async def test_an_erased_editors_word_stands_without_a_name(
    house: WorksHouse, editor: Actor, database: Database
) -> None:
    work = await stalker(house)
    await house.pinning.pin(editor, work.id, "title", "Zona")
    mine = (await house.provenance.of(editor, work.id)).fields[0]
    assert (mine.field, mine.set_by_viewer) == ("title", True)
    assert not (await field(house, work, "title")).set_by_viewer
    await as_superuser(database, f"DELETE FROM accounts.users WHERE id = '{editor.user_id}'")
    title = await field(house, work, "title")
    assert (title.value, title.pinned, title.source_name) == ("Zona", True, "editor")


async def test_a_work_without_any_source_keeps_a_title_that_is_unpinned(
    house: WorksHouse, editor: Actor, database: Database
) -> None:
    report = await house.push(record("one", film("One")))
    work_id = report.results[0].media_item_id
    assert work_id is not None
    await house.pinning.pin(editor, work_id, "title", "Two")
    await as_superuser(database, "DELETE FROM catalog.media_sources")
    await house.pinning.unpin(editor, work_id, "title")
    title = (await house.provenance.of(None, work_id)).fields[0]
    assert (title.value, title.pinned) == ("Two", False)


async def test_a_payload_that_no_mapping_reads_any_more_says_nothing(
    house: WorksHouse, database: Database
) -> None:
    work = await stalker(house)
    await as_superuser(
        database, "UPDATE catalog.media_sources SET raw_payload = '[1]' WHERE source_name = 'media-menu'"
    )
    assert said(await field(house, work, "title")) == [("imdb", "Stalker 1979")]
    assert (await house.provenance.of(None, MediaItemId(work.id))).items[0].raw_payload == [1]
