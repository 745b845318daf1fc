"""What the database promises of classes, credits and titles, whoever says them."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.catalog.classes import tree_of
from domain.catalog.commands import NewWork, Query, WorkChange
from domain.catalog.errors import WorkInvalid
from domain.catalog.views import MediaView
from domain.credits import Credit
from domain.kernel import Actor
from domain.media_classes import CLASSES
from tests.adapters.sources.test_shapes import GROUP, RELEASE, TMDB_MOVIE
from tests.ingestion.imdb_house import rows
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.seeding import a_person
from tests.works import STALKER, WorksHouse

TMDB = {
    **TMDB_MOVIE,
    "credits": {
        "cast": [{"name": "Anatoly Solonitsyn", "order": 1}, {"name": "Alisa Freindlich", "order": 0}],
        "crew": [
            {"name": "Andrei Tarkovsky", "job": "Director"},
            {"name": "Arkady Strugatsky", "job": "Writer"},
            {"name": "Boris Strugatsky", "job": "Screenplay"},
        ],
    },
    "alternative_titles": {"titles": [{"iso_3166_1": "DE", "title": "Der Stalker"}, {"title": 7}]},
    "translations": {
        "translations": [
            {"iso_639_1": "pl", "iso_3166_1": "PL", "data": {"title": "Przewodnik po Strefie"}},
            {"iso_639_1": "en", "iso_3166_1": "US", "data": {"title": ""}},
        ]
    },
}


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


def roles(work: MediaView) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for credit in work.credits:
        found.setdefault(credit.role, []).append(credit.name)
    return found


def called(work: MediaView) -> set[tuple[str, str | None, str | None]]:
    return {(each.title, each.language, each.region) for each in work.titles}


async def found(house: WorksHouse, viewer: Actor | None = None, **asked: Any) -> list[str]:
    return [work.title for work in (await house.search.find(viewer, Query(**asked))).items]


async def test_the_table_of_classes_is_the_tree_of_the_domain(database: Database) -> None:
    stored = await rows(database, "SELECT path::text FROM catalog.media_classes")
    assert {path for (path,) in stored} == set(CLASSES)


async def test_a_record_says_what_a_work_is(house: WorksHouse) -> None:
    work = await house.one(TMDB, "movie/1398", "tmdb")
    assert work.media_class == "film.feature"
    assert roles(work) == {
        "director": ["Andrei Tarkovsky"],
        "writer": ["Arkady Strugatsky", "Boris Strugatsky"],
        "actor": ["Alisa Freindlich", "Anatoly Solonitsyn"],
    }
    assert called(work) == {("Der Stalker", None, "DE"), ("Przewodnik po Strefie", "pl", "PL")}


async def test_a_work_of_which_only_the_kind_is_known_has_that_as_class(house: WorksHouse) -> None:
    assert (await house.one(film("Stalker"))).media_class == "film"


async def test_a_polish_title_and_every_maker_find_a_film(house: WorksHouse) -> None:
    await house.one(TMDB, "movie/1398", "tmdb")
    for typed in ("przewodnik", "Strugatsky", "tarkovsky", "der stalker"):
        assert await house.titles(typed) == ["Stalker"], typed
        assert await found(house, text=typed) == ["Stalker"], typed
    assert await house.titles("freindlich") == []


async def test_a_maker_is_found_by_the_whole_name_in_any_role_whatever_its_case(house: WorksHouse) -> None:
    await house.one(TMDB, "movie/1398", "tmdb")
    await house.push(record("other", film("Other", creators=["Łukasz Żal", "Alisa Freindlich Jr"])))
    assert await found(house, creator="ALISA freindlich") == ["Stalker"]
    assert await found(house, creator=" łukasz żal ") == ["Other"]
    assert await found(house, creator="Freindlich") == []
    assert await found(house, creator="Alisa Freindlich", text="other") == []


async def test_another_source_fills_roles_that_nobody_has_and_may_correct_only_those(
    house: WorksHouse,
) -> None:
    await house.one({**STALKER, "creators": [], "details": {"directors": ["A. Tarkovsky"]}})
    joined = await house.one(TMDB, "movie/1398", "tmdb")
    assert roles(joined)["director"] == ["A. Tarkovsky"]
    assert roles(joined)["actor"] == ["Alisa Freindlich", "Anatoly Solonitsyn"]
    shorter = {**TMDB, "credits": {**TMDB["credits"], "cast": [{"name": "Alisa Freyndlikh"}]}}
    corrected = await house.one(shorter, "movie/1398", "tmdb")
    assert roles(corrected) == roles(joined) | {"actor": ["Alisa Freyndlikh"]}


async def test_a_leading_record_replaces_the_names_of_the_roles_that_it_knows(house: WorksHouse) -> None:
    credits = [{"role": "director", "name": "A"}, {"role": "director", "name": "B"}]
    await house.one(film("Stalker", credits=credits, creators=["A", "C"]))
    changed = await house.one(film("Stalker", credits=[{"role": "director", "name": "C"}], creators=["C"]))
    assert roles(changed) == {"director": ["C"]}
    silent = await house.one(film("Stalker"))
    assert roles(silent) == {"director": ["C"]}


async def test_a_release_of_a_group_does_not_overrule_the_group_that_leads(house: WorksHouse) -> None:
    credit = {"joinphrase": ""}
    group = {"title": "T", "primary-type": "Album", "artist-credit": [{"name": "Niemen", **credit}]}
    work = await house.one(group, f"release-group/{GROUP}", "musicbrainz")
    release = {
        "title": "T",
        "release-group": {"id": GROUP},
        "artist-credit": [{"name": "C. Niemen", **credit}],
    }
    joined = await house.one(release, f"release/{RELEASE}", "musicbrainz")
    assert joined.id == work.id
    assert roles(joined) == {"artist": ["Niemen"]}


async def test_titles_add_up_by_record_and_a_record_replaces_its_own(house: WorksHouse) -> None:
    titles = [{"title": "Zona", "language": "pl"}, {"title": "Strefa", "language": "pl", "region": "PL"}]
    await house.one({**STALKER, "titles": titles})
    joined = await house.one({**TMDB, "title": "The Stalker"}, "movie/1398", "tmdb")
    assert called(joined) == {
        ("Zona", "pl", None),
        ("Strefa", "pl", "PL"),
        ("The Stalker", None, None),
        ("Сталкер", None, None),
        ("Der Stalker", None, "DE"),
        ("Przewodnik po Strefie", "pl", "PL"),
    }
    changed = await house.one({**STALKER, "titles": ["Stalker po polsku"]})
    assert ("Stalker po polsku", None, None) in called(changed)
    assert not {("Zona", "pl", None), ("Strefa", "pl", "PL")} & called(changed)
    assert ("Der Stalker", None, "DE") in called(changed)


async def test_the_same_credits_and_titles_are_not_written_again(
    house: WorksHouse, database: Database
) -> None:
    places = """
        SELECT 'credits', media_item_id::text || role || position, xmin::text, ctid::text FROM catalog.credits
        UNION ALL SELECT 'titles', external_id || position, xmin::text, ctid::text FROM catalog.titles
        ORDER BY 1, 2"""
    await house.one(TMDB, "movie/1398", "tmdb")
    before = await rows(database, places)
    await house.one({**TMDB, "vote_count": 9_999}, "movie/1398", "tmdb")
    assert await rows(database, places) == before


@pytest.mark.parametrize(
    ("first", "then", "stays"),
    [
        ("film", "film.short", "film.short"),
        ("film.short", "film", "film.short"),
        ("film.short", "film.feature", "film.feature"),
    ],
)
async def test_a_leading_record_makes_a_class_more_specific_or_another(
    house: WorksHouse, first: str, then: str, stays: str
) -> None:
    await house.one(film("A", media_class=first))
    assert (await house.one(film("A", media_class=then))).media_class == stays


@pytest.mark.parametrize(
    ("first", "title_type", "stays"),
    [
        ("film", "short", "film.short"),
        ("film.short", "movie", "film.short"),
        ("film", "tvSeries", "film"),
    ],
)
async def test_another_source_only_makes_a_class_more_specific(
    house: WorksHouse, first: str, title_type: str, stays: str
) -> None:
    await house.one({**STALKER, "media_class": first})
    joined = await house.one({"titleType": title_type, "primaryTitle": "Stalker"}, "tt0079944", "imdb")
    assert joined.media_class == stays


async def test_a_class_that_the_kind_does_not_have_rejects_the_record(house: WorksHouse) -> None:
    report = await house.push(
        record("a", film("A", media_class="book.novel")), record("b", film("B", media_class="x"))
    )
    assert [each.problems[0].code for each in report.results] == ["media-class-unknown"] * 2


async def test_a_class_finds_itself_and_everything_below_it_in_every_order(house: WorksHouse) -> None:
    albums = ["music.album", "music.album.live", "music.single", "music"]
    for number, path in enumerate(albums):
        await house.push(
            record(path, {"media_type": "music", "title": path, "media_class": path, "popularity": number})
        )
    await house.push(record("film", film("music.album")))
    for sort in ("popularity", "newest", "title", "relevance"):
        within = await found(house, media_class="music.album", sort=sort)
        assert sorted(within) == ["music.album", "music.album.live"], sort
        assert len(await found(house, media_class="music", sort=sort)) == 4
    assert await found(house, media_type="music") == albums[::-1]
    assert await found(house, text="music", media_class="music.album.live") == ["music.album.live"]
    assert await found(house, media_class="music.album", media_type="film") == []
    assert await found(house, media_class="nothing") == []


async def test_pages_of_a_class_continue_where_the_last_one_ended(house: WorksHouse) -> None:
    paths = ("film.short", "film.feature", "film")
    records = [
        record(f"f{n}", film(f"F{n:02}", media_class=paths[n % 3], popularity=n // 4)) for n in range(20)
    ]
    await house.push(*records)
    whole = await found(house, media_class="film", limit=100)
    query, walked = Query(media_class="film", limit=3), list[str]()
    while True:
        page = await house.search.find(None, query)
        walked += [work.title for work in page.items]
        if page.next is None:
            break
        query = query.continued(page.next)
    assert walked == whole
    assert len(whole) == 20


async def test_the_tree_counts_what_everybody_finds(house: WorksHouse, database: Database) -> None:
    await house.push(
        *(record(f"s{n}", film("S", media_class="film.short")) for n in range(3)),
        record("f", film("F")),
        record("x", film("X", is_adult=True)),
    )
    await house.cataloguing.add(await a_person(database), NewWork("film", "Own", media_class="film.short"))
    (films, *others) = await house.reader.classes()
    assert (films.path, films.works, films.is_exact) == ("film", 4, True)
    assert {each.path: each.works for each in films.classes if each.works} == {"film.short": 3}
    assert not any(each.works for each in others)


async def test_a_class_of_many_works_is_estimated(house: WorksHouse, database: Database) -> None:
    await as_superuser(
        database,
        """
        INSERT INTO catalog.media_items
            (id, media_type, media_class, title, title_norm, search_norm, sort_key, origin)
        SELECT gen_random_uuid(), 'film', 'film.feature', 'a', 'a', 'a', 'a', 'ingested'
        FROM generate_series(1, 12345)""",
    )
    (films, *_) = await house.reader.classes()
    assert (films.works, films.is_exact) == (300, False)
    await as_superuser(database, "ANALYZE catalog.media_items")
    (films, *_) = await house.reader.classes()
    assert (films.works, films.is_exact) == (12_000, False)


def test_a_tree_adds_up_what_is_below() -> None:
    (films, *_) = tree_of({"film": (1, True), "film.short": (2, True)})
    assert films.works == 3


async def test_an_own_item_has_a_class_and_credits_that_agree_with_everything_else(
    house: WorksHouse, database: Database
) -> None:
    owner = await a_person(database)
    made = await house.cataloguing.add(
        owner,
        NewWork(
            "film",
            "Wesele ciotki",
            media_class="film.video",
            credits=(Credit("director", "Wujek"), Credit("actor", "Ciotka")),
        ),
    )
    work = await house.reader.work(owner, made)
    assert (work.media_class, work.creators, work.details["directors"]) == (
        "film.video",
        ("Wujek",),
        ["Wujek"],
    )
    assert roles(work) == {"director": ["Wujek"], "actor": ["Ciotka"]}
    assert await found(house, owner, creator="ciotka") == ["Wesele ciotki"]
    assert await found(house, owner, media_class="film") == ["Wesele ciotki"]
    await house.cataloguing.change(owner, made, WorkChange(details={"directors": ["Stryj"]}))
    changed = await house.reader.work(owner, made)
    assert (roles(changed)["director"], changed.creators) == (["Stryj"], ("Stryj",))
    assert roles(changed)["actor"] == ["Ciotka"]
    await house.cataloguing.change(owner, made, WorkChange(credits=None, media_class=None))
    bare = await house.reader.work(owner, made)
    assert (bare.credits, bare.creators, bare.details["directors"], bare.media_class) == ((), (), [], "film")


async def test_what_a_person_says_of_credits_is_theirs_and_keeps_other_roles_of_their_sources(
    house: WorksHouse, database: Database
) -> None:
    work = await house.one(TMDB, "movie/1398", "tmdb")
    editor = Actor((await a_person(database)).user_id, "editor")
    credits = tuple(each for each in work.credits if each.role != "actor")
    await house.cataloguing.change(
        editor, work.id, WorkChange(credits=(*credits, Credit("actor", "Alisa F.")))
    )
    sources = "SELECT DISTINCT role, source_name FROM catalog.credits ORDER BY role"
    assert await rows(database, sources) == [("actor", None), ("director", "tmdb"), ("writer", "tmdb")]
    await house.cataloguing.change(editor, work.id, WorkChange(description="x"))
    assert await house.titles("przewodnik") == ["Stalker"]


async def test_no_source_overrules_the_names_that_an_editor_gave_until_they_are_handed_back(
    house: WorksHouse, database: Database
) -> None:
    editor = Actor((await a_person(database)).user_id, "editor")
    work = await house.one({**STALKER, "details": {"directors": ["A. Tarkovsky"]}})
    await house.pinning.pin(editor, work.id, "details.directors", ["Andrey Tarkovskiy"])
    await house.one({**STALKER, "details": {"directors": ["A. A. Tarkovsky"]}})
    held = await house.reader.work(None, work.id)
    assert roles(held)["director"] == held.details["directors"] == ["Andrey Tarkovskiy"]
    await house.pinning.unpin(editor, work.id, "details.directors")
    assert roles(await house.reader.work(None, work.id))["director"] == ["A. A. Tarkovsky"]
    freed = await house.one({**STALKER, "details": {"directors": ["Andrei Tarkovsky"]}})
    assert roles(freed)["director"] == freed.details["directors"] == ["Andrei Tarkovsky"]


async def test_a_pinned_class_stays_and_an_unpinned_one_follows_the_sources(
    house: WorksHouse, database: Database
) -> None:
    editor = Actor((await a_person(database)).user_id, "editor")
    work = await house.one(film("A", media_class="film.feature"))
    await house.cataloguing.change(editor, work.id, WorkChange(media_class="film.short"))
    assert (await house.one(film("A", media_class="film.video"))).media_class == "film.short"
    fields = (await house.provenance.of(editor, work.id)).fields
    (said,) = (each for each in fields if each.field == "media_class")
    assert (said.value, said.pinned, [each.value for each in said.competing]) == (
        "film.short",
        True,
        ["film.video"],
    )
    await house.pinning.unpin(editor, work.id, "media_class")
    assert (await house.reader.work(None, work.id)).media_class == "film.video"


async def test_a_replay_brings_what_an_older_mapping_did_not_know(
    house: WorksHouse, database: Database
) -> None:
    whole = await house.one(TMDB, "movie/1398", "tmdb")
    for table in ("credits", "titles"):
        await as_superuser(database, f"DELETE FROM catalog.{table}")
    await as_superuser(database, "UPDATE catalog.media_items SET media_class = 'film'")
    await as_superuser(database, "UPDATE catalog.media_sources SET mapping_version = 1")
    dry = await house.replaying.start("tmdb", None, dry_run=True)
    async for run in house.replaying.go_on(dry.id):
        seen = run.report
    assert seen is not None
    assert {"media_class", "credits.director", "credits.actor", "titles"} <= seen.fields.keys()
    assert (await house.reader.work(None, whole.id)).credits == ()
    replay = await house.replaying.start("tmdb", None, dry_run=False)
    async for _ in house.replaying.go_on(replay.id):
        pass
    assert await house.reader.work(None, whole.id) == whole


@pytest.mark.parametrize("path", ["book.novel", "film..", "film.nonsense", "FILM"])
async def test_an_own_item_of_no_class_of_its_kind_is_refused(
    house: WorksHouse, database: Database, path: str
) -> None:
    with pytest.raises(WorkInvalid):
        await house.cataloguing.add(await a_person(database), NewWork("film", "A", media_class=path))
