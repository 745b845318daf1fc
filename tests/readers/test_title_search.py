"""Finding works: what is suggested, what is found, in which order, and by whom."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from uuid_utils.compat import uuid7

from domain.catalog.commands import NewWork, Query, Sort
from domain.catalog.views import MediaView
from domain.kernel import Actor, UserId
from tests.postgres import Database, as_superuser
from tests.records import film, record
from tests.works import WorksHouse

TITLES = [
    ("The Matrix", 1_900_000, {"release_year": 1999, "genres": ["science fiction"], "language": "en"}),
    ("The Matrix Reloaded", 600_000, {"release_year": 2003}),
    ("Enter the Matrix", 500, {"media_type": "game", "release_year": 2003}),
    ("Matka Joanna od Aniołów", 2_500, {"release_year": 1961, "language": "pl"}),
    ("Łódź", 10, {"creators": ["Jan Łomnicki"]}),
    ("Amator", 3_000, {"original_title": "Camera Buff", "creators": ["Krzysztof Kieślowski"]}),
    ("Ąbc", 1, {}),
    ("Azalia", 1, {}),
    ("Alien", 900_000, {"release_year": 1979}),
    ("???", 0, {}),
]


@pytest.fixture
async def house(engine: AsyncEngine) -> WorksHouse:
    house = WorksHouse(engine)
    records = [
        record(f"w{number}", film(title, popularity=popularity, **facts))
        for number, (title, popularity, facts) in enumerate(TITLES)
    ]
    report = await house.push(*records)
    assert report.created == len(TITLES), report
    return house


@pytest.fixture
async def owner(database: Database) -> Actor:
    user = uuid7()
    await as_superuser(
        database,
        "INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)"
        f" VALUES ('{user}', 'o@example.org', 'owner', 'x', now(), now())",
    )
    return Actor(UserId(user))


async def found(house: WorksHouse, text: str = "", viewer: Actor | None = None, **filters: Any) -> list[str]:
    page = await house.search.find(viewer, Query(text=text, **filters))
    return [work.title for work in page.items]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("m", "The Matrix"),
        ("ma", "The Matrix"),
        ("mat", "The Matrix"),
        ("matr", "The Matrix"),
        ("the matrix rel", "The Matrix Reloaded"),
        ("joan", "Matka Joanna od Aniołów"),
        ("LODZ", "Łódź"),
        ("łódź", "Łódź"),
        ("lomnicki", "Łódź"),
        ("camera", "Amator"),
        ("kieslow", "Amator"),
        ("???", "???"),
    ],
)
async def test_the_best_known_work_comes_first_while_typing(
    house: WorksHouse, typed: str, first: str
) -> None:
    assert (await house.titles(typed))[0] == first


async def test_beginnings_and_words_are_merged_by_popularity(house: WorksHouse) -> None:
    assert await house.titles("mat") == [
        "The Matrix",
        "The Matrix Reloaded",
        "Matka Joanna od Aniołów",
        "Enter the Matrix",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Alein", "Alien"),
        ("Aliem", "Alien"),
        ("Allien", "Alien"),
        ("teh matrxi", "The Matrix"),
        ("Kieslwoski", "Amator"),
    ],
)
async def test_a_typing_error_is_forgiven(house: WorksHouse, typed: str, meant: str) -> None:
    assert meant in await house.titles(typed)
    assert meant in await found(house, typed)


async def test_suggestions_are_at_most_ten_and_of_the_kind_that_is_wanted(house: WorksHouse) -> None:
    await house.push(*(record(f"x{n}", film(f"Matrix {n}")) for n in range(20)))
    assert len(await house.titles("mat", limit=50)) == 10
    assert await house.titles("mat", media_type="game") == ["Enter the Matrix"]


@pytest.mark.parametrize("typed", ["", "   ", "zzzzzz", "' & | ! ( ) : * \\ %", "\u200b", "a" * 200])
async def test_what_means_nothing_finds_nothing_and_breaks_nothing(house: WorksHouse, typed: str) -> None:
    assert await house.titles(typed) == []


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        ({"text": "matrix", "media_type": "game"}, ["Enter the Matrix"]),
        ({"text": "matrix", "year_from": 2000, "media_type": "film"}, ["The Matrix Reloaded"]),
        ({"year_to": 1970}, ["Matka Joanna od Aniołów"]),
        ({"genre": "Science fiction"}, ["The Matrix"]),
        ({"language": "pl"}, ["Matka Joanna od Aniołów"]),
        ({"text": "camera buff"}, ["Amator"]),
        ({"text": "alien", "genre": "Horror"}, []),
    ],
)
async def test_filters_narrow_what_is_found(
    house: WorksHouse, filters: dict[str, Any], titles: list[str]
) -> None:
    assert await found(house, **filters) == titles


async def test_the_exact_title_is_the_most_relevant(house: WorksHouse) -> None:
    await house.push(record("x", film("Matrix")))
    assert (await found(house, "matrix"))[:2] == ["Matrix", "The Matrix"]


async def test_titles_sort_as_the_polish_alphabet_has_them(house: WorksHouse) -> None:
    assert (await found(house, sort="title"))[1:5] == ["Alien", "Amator", "Azalia", "Ąbc"]


async def test_newest_come_first_and_undated_last(house: WorksHouse) -> None:
    newest = await found(house, sort="newest")
    assert newest[:3] == ["The Matrix Reloaded", "Enter the Matrix", "The Matrix"]
    assert newest[-1] == "???"


@pytest.mark.parametrize("sort", ["relevance", "popularity", "newest", "title"])
@pytest.mark.parametrize("text", ["", "a"])
async def test_pages_continue_where_the_last_one_ended(house: WorksHouse, sort: Sort, text: str) -> None:
    whole = await found(house, text, sort=sort, limit=100)
    walked: list[MediaView] = []
    query = Query(text=text, sort=sort, limit=3)
    while True:
        page = await house.search.find(None, query)
        walked.extend(page.items)
        if page.next is None:
            break
        query = query.continued(page.next)
    assert [work.title for work in walked] == whole
    assert len(walked) == len(TITLES) if not text else walked


@pytest.mark.parametrize("sort", ["relevance", "popularity", "newest", "title"])
async def test_a_word_that_very_many_works_have_is_paged_through_whole(house: WorksHouse, sort: Sort) -> None:
    fame = {
        f"Zephyr {number:03}": 10_000 - 30 * number for number in range(330)
    }  # from the known down to 130 votes
    titles = {**fame, "Zephyr": 2_005}
    report = await house.push(
        *(
            record(f"zephyr-{votes}", film(title, popularity=votes, release_date=str(1900 + votes % 100)))
            for title, votes in titles.items()
        )
    )
    assert report.created == len(titles)
    query, shown = Query(text="zephyr", sort=sort, limit=50), list[str]()
    while True:
        page = await house.search.find(None, query)
        shown += [work.title for work in page.items]
        if page.next is None:
            break
        query = query.continued(page.next)
    assert sorted(shown) == sorted(titles)
    if sort == "popularity":
        assert shown == sorted(titles, key=lambda title: -titles[title])
    if sort == "relevance":
        assert shown[0] == "Zephyr"


async def test_an_own_item_is_found_by_its_owner_alone(house: WorksHouse, owner: Actor) -> None:
    await house.cataloguing.add(owner, NewWork("film", "Matrix of my own"))
    stranger = Actor(UserId(uuid7()), "admin")
    for viewer, sees in ((owner, True), (stranger, False), (None, False)):
        assert ("Matrix of my own" in await house.titles("matr", viewer=viewer)) is sees
        assert ("Matrix of my own" in await found(house, "own", viewer)) is sees
        assert ("Matrix of my own" in await found(house, viewer=viewer)) is sees


async def test_words_of_own_items_do_not_leak_into_the_correction_of_others(
    house: WorksHouse, owner: Actor, database: Database
) -> None:
    await house.cataloguing.add(owner, NewWork("film", "Xylophonissimo"))
    known = "SELECT count(*) FROM catalog.title_words WHERE word = 'xylophonissimo'"
    assert await as_superuser(database, known) == 0


async def test_adult_and_merged_works_are_not_found(house: WorksHouse, database: Database) -> None:
    await house.push(record("x", film("Matrix for adults", is_adult=True)))
    merge = "merged_into = (SELECT id FROM catalog.media_items WHERE title = 'The Matrix')"
    await as_superuser(
        database, f"UPDATE catalog.media_items SET {merge} WHERE title = 'The Matrix Reloaded'"
    )
    assert await house.titles("matr") == ["The Matrix", "Enter the Matrix"]
    assert await found(house, "matrix") == ["The Matrix", "Enter the Matrix"]


async def test_adult_works_are_found_by_those_who_switched_them_on(house: WorksHouse, owner: Actor) -> None:
    await house.push(record("x", film("Matrix for adults", is_adult=True)))
    curious = Actor(owner.user_id, sees_adult=True)
    for typed in ("m", "matrix", "adul"):
        for viewer, sees in ((owner, False), (curious, True)):
            shown = await house.search.suggest(viewer, typed, None, 10)
            assert ("Matrix for adults" in {each.title for each in shown}) is sees
    for sort in ("relevance", "popularity", "newest", "title"):
        page = await house.search.find(curious, Query(text="matrix", sort=sort))
        assert "Matrix for adults" in {each.title for each in page.items}


async def test_tags_are_found_by_everybody_or_by_their_owner(house: WorksHouse, owner: Actor) -> None:
    work = (await house.search.find(None, Query(text="alien"))).items[0]
    editor = Actor(owner.user_id, "editor")
    await house.cataloguing.tag(editor, work.id, "Space horror", globally=True)
    await house.cataloguing.tag(owner, work.id, "Friday", globally=False)
    await house.cataloguing.tag(owner, work.id, "friday", globally=False)
    assert await found(house, tag="SPACE HORROR") == ["Alien"]
    assert await found(house, viewer=owner, tag="friday") == ["Alien"]
    assert await found(house, viewer=Actor(UserId(uuid7())), tag="friday") == []
    await house.cataloguing.untag(owner, work.id, "FRIDAY", globally=False)
    assert await found(house, viewer=owner, tag="friday") == []
