"""What the lines of a pasted list mean, asked over HTTP of a real catalogue."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from domain.catalog.recognising import LISTS
from domain.kernel import MediaItemId
from tests.http.curators import Curator, outcome, pointers
from tests.postgres import as_superuser
from tests.seeding import a_work
from tests.service import Service

PATH = "/api/v1/media/matches"
Put = Callable[..., Awaitable[str]]


@pytest.fixture
async def put(service: Service) -> Put:
    """Puts a work into the catalogue of the file's tests, with the facts that lists are about."""

    async def put_one(title: str, facts: Mapping[str, Any] = {}, link: str = "", **seeded: Any) -> str:
        work: MediaItemId = await a_work(service.database, title, **seeded)
        for column, value in facts.items():
            sql = f"UPDATE catalog.media_items SET {column} = '{value}' WHERE id = '{work}'"
            await as_superuser(service.database, sql)
        if link:
            columns = "source_name, external_key, media_item_id"
            await as_superuser(
                service.database,
                f"INSERT INTO catalog.external_links ({columns}) VALUES ('imdb', '{link}', '{work}')",
            )
        return str(work)

    return put_one


async def asked(curator: Curator, *lines: str, **more: Any) -> list[tuple[str, list[str]]]:
    """Status and the ids of the candidates, line by line."""
    answer = await curator.client.post(PATH, json={"lines": lines, **more})
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert [each["line"] for each in items] == list(lines)
    return [(each["status"], [work["id"] for work in each["candidates"]]) for each in items]


async def test_each_line_has_its_answer_in_the_order_of_the_list(curator: Curator, put: Put) -> None:
    stalker = await put("stalker", release_year=1979, link="tt0079944")
    book = await put("roadside picnic", media_type="book", release_year=1972, creators=("Arkady Strugatsky",))
    lines = ["1. Stalker (1979)", "nothing of that name", "https://www.imdb.com/title/tt0079944/"]
    lines += ["Roadside Picnic - Strugatsky", "", "Roadside Picnik (1972)"]
    assert await asked(curator, *lines) == [
        ("matched", [stalker]),
        ("not-found", []),
        ("matched", [stalker]),
        ("matched", [book]),
        ("not-found", []),
        ("matched", [book]),
    ]


async def test_a_candidate_is_a_suggestion_with_how_sure_it_is(curator: Curator, put: Put) -> None:
    work = await put("nostalghia", release_year=1983)
    answer = await curator.client.post(PATH, json={"lines": ["Nostalghia (1983)"]})
    (candidate,) = answer.json()["items"][0]["candidates"]
    suggested = await curator.client.get("/api/v1/media/autocomplete?q=nostalghia")
    (suggestion,) = suggested.json()["items"]
    assert suggestion["id"] == work
    assert candidate == {
        **suggestion, "confidence": 100, "reasons": ["same-title", "same-year", "stands-out"]
    }  # fmt: skip


async def test_several_works_of_one_title_are_a_choice_until_the_year_tells(
    curator: Curator, put: Put
) -> None:
    old, new = await put("suspiria", release_year=1977), await put("suspiria", release_year=2018)
    (status, works), by_year = await asked(curator, "Suspiria", "Suspiria (2018)")
    assert (status, set(works)) == ("unsure", {old, new})
    assert (by_year[0], by_year[1][0]) == ("matched", new)


async def test_a_work_is_found_by_its_original_title_and_by_words(curator: Curator, put: Put) -> None:
    facts = {"original_title": "Offret", "search_norm": "the sacrifice offret andrei tarkovsky"}
    work = await put("the sacrifice", facts, release_year=1986)
    lines = ("Offret (1986)", "Sacrifice, 1986", "Sacrifice Tarkovsky")
    assert [works for _, works in await asked(curator, *lines)] == [[work]] * 3


async def test_typing_errors_are_forgiven_where_nothing_else_is_found(
    curator: Curator, put: Put, service: Service
) -> None:
    work = await put("andromeda", release_year=1971)
    await as_superuser(
        service.database, "INSERT INTO catalog.title_words VALUES ('andromeda') ON CONFLICT DO NOTHING"
    )
    assert await asked(curator, "Andromdea (1971)") == [("matched", [work])]


async def test_one_kind_only_when_the_list_is_of_one_kind(curator: Curator, put: Put) -> None:
    book, film = (
        await put("annihilation", media_type="book", release_year=2014),
        await put("annihilation", release_year=2018),
    )
    assert await asked(curator, "Annihilation", media_type="book") == [("matched", [book])]
    assert await asked(curator, "Annihilation", media_type="film") == [("matched", [film])]


async def test_own_items_are_found_by_their_owner_alone(
    curator: Curator, stranger: Curator, service: Service
) -> None:
    own = str(await a_work(service.database, "our holiday film", owner=curator.actor))
    lines = ("Our holiday film", "holiday film")
    assert await asked(curator, *lines) == [("matched", [own]), ("unsure", [own])]
    assert await asked(stranger, *lines) == [("not-found", [])] * 2


async def test_adult_works_are_found_by_those_who_switched_them_on(
    curator: Curator, stranger: Curator, put: Put
) -> None:
    adult = await put("after midnight", {"is_adult": True}, release_year=1990, link="tt9990001")
    switched = await curator.client.patch("/api/v1/me", json={"shows_adult": True})
    assert switched.status_code == 200, switched.text
    lines = ("After midnight (1990)", "tt9990001", "midnight after")
    assert {works[0] for _, works in await asked(curator, *lines)} == {adult}
    assert await asked(stranger, *lines) == [("not-found", [])] * 3


async def test_a_merged_work_is_found_under_its_survivor(curator: Curator, put: Put) -> None:
    kept = await put("the mirror", release_year=1975)
    await put("zerkalo", {"merged_into": kept}, release_year=1975, link="tt9990002")
    assert await asked(curator, "tt9990002", "zerkalo (1975)") == [("matched", [kept]), ("not-found", [])]


async def test_lists_that_are_too_long_are_refused_where_they_are(curator: Curator) -> None:
    many = await curator.client.post(PATH, json={"lines": ["x"] * 201})
    assert (outcome(many), pointers(many)) == ((422, "invalid"), [("/lines", "too-many-lines")])
    long = await curator.client.post(PATH, json={"lines": ["x", "y" * 501]})
    assert (outcome(long), pointers(long)) == ((422, "invalid"), [("/lines/1", "line-too-long")])
    wide = await curator.client.post(PATH, json={"lines": ["ж" * 500] * 200})
    assert wide.status_code == 200


async def test_too_many_lists_in_a_short_time_are_refused(curator: Curator, stranger: Curator) -> None:
    for _ in range(LISTS):
        await asked(curator, "x")
    refused = await curator.client.post(PATH, json={"lines": ["x"]})
    assert outcome(refused) == (429, "too-many-requests")
    assert int(refused.headers["retry-after"]) >= 1
    await asked(stranger, "x")


async def test_only_people_who_are_signed_in_ask_with_lists(curator: Curator) -> None:
    answer = await curator.client.post(PATH, json={"lines": ["x"]}, headers={"authorization": ""})
    assert outcome(answer) == (401, "unauthenticated")
