"""Relationships over HTTP: said once, read from both sides, refused with a code."""

from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.http.curators import Curator, a_curator, client_of, outcome, pointers
from tests.postgres import as_superuser
from tests.seeding import a_work
from tests.service import Service

MEDIA = "/api/v1/media"


@pytest.fixture
async def editor(service: Service) -> Curator:
    return await an_editor(service)


async def an_editor(service: Service) -> Curator:
    editor = await a_curator(service.database, service.application)
    await as_superuser(
        service.database,
        f"UPDATE accounts.users SET role = 'editor' WHERE id = '{editor.actor.user_id}'",
    )
    return editor


@pytest.fixture
def anybody(service: Service) -> httpx.AsyncClient:
    return client_of(service.application)


async def related(client: httpx.AsyncClient, work: object, query: str = "") -> list[dict[str, Any]]:
    answer = await client.get(f"{MEDIA}/{work}/relationships{query}")
    assert answer.status_code == 200, answer.text
    assert answer.json()["next_cursor"] is None
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def relate(
    editor: Curator, work: object, relation: str, other: object, **wish: object
) -> httpx.Response:
    return await editor.client.put(f"{MEDIA}/{work}/relationships/{relation}/{other}", json=wish)


async def test_a_relationship_is_read_from_both_sides(editor: Curator, anybody: httpx.AsyncClient) -> None:
    book, film = await editor.work("Solaris"), await editor.work("Solaris (film)")
    said = await relate(editor, book, "adaptation", film, notes=" By Tarkovsky. ", weight=7)
    assert said.status_code == 201, said.text
    assert said.json() | {"created_at": None} == {
        "media_item_id": str(book),
        "related_media_item_id": str(film),
        "relation_type": "adaptation",
        "notes": "By Tarkovsky.",
        "weight": 7.0,
        "created_at": None,
    }
    (seen,) = await related(anybody, book)
    assert (seen["relation_type"], seen["media"]["id"], seen["media"]["title"]) == (
        "adaptation",
        str(film),
        "Solaris (film)",
    )
    assert (seen["notes"], seen["weight"], seen["distance"], seen["path"], seen["via"]) == (
        "By Tarkovsky.",
        7.0,
        1,
        ["adaptation"],
        str(book),
    )
    (back,) = await related(anybody, film)
    assert (back["relation_type"], back["media"]["id"]) == ("adapted-from", str(book))


async def test_putting_again_changes_what_is_said_and_makes_nothing_new(editor: Curator) -> None:
    one, two = await editor.work(), await editor.work()
    first = await relate(editor, one, "sequel", two, notes="x")
    again = await relate(editor, two, "prequel", one, weight=2)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["relation_type"] == "prequel"
    assert again.json()["created_at"] == first.json()["created_at"]
    (seen,) = await related(editor.client, one)
    assert (seen["relation_type"], seen["notes"], seen["weight"]) == ("sequel", None, 2.0)


async def test_a_relationship_needs_no_words(editor: Curator) -> None:
    said = await editor.client.put(
        f"{MEDIA}/{await editor.work()}/relationships/sequel/{await editor.work()}"
    )
    assert said.status_code == 201, said.text
    assert (said.json()["notes"], said.json()["weight"]) == (None, 1.0)


@pytest.mark.parametrize("relation", ["shared-universe", "crossover"])
async def test_what_is_the_same_from_both_sides_stands_once(editor: Curator, relation: str) -> None:
    one, two = await editor.work(), await editor.work()
    said = [await relate(editor, *pair) for pair in ((two, relation, one), (one, relation, two))]
    assert [each.status_code for each in said] == [201, 200]
    assert [each["relation_type"] for each in await related(editor.client, one)] == [relation]
    assert [each["relation_type"] for each in await related(editor.client, two)] == [relation]


async def test_two_works_may_be_related_in_several_ways(editor: Curator) -> None:
    one, two = await editor.work(), await editor.work()
    for relation in ("crossover", "sequel", "remake-of"):
        assert (await relate(editor, one, relation, two)).status_code == 201
    assert [each["relation_type"] for each in await related(editor.client, one)] == [
        "sequel",
        "crossover",
        "remake-of",
    ]


async def test_of_two_works_only_one_is_the_sequel(editor: Curator) -> None:
    one, two = await editor.work(), await editor.work()
    await relate(editor, one, "sequel", two)
    for answer in (await relate(editor, two, "sequel", one), await relate(editor, one, "prequel", two)):
        assert outcome(answer) == (409, "relation-exists-inversely")


async def test_a_relationship_is_taken_back_from_either_side_and_twice(editor: Curator) -> None:
    one, two = await editor.work(), await editor.work()
    for relation, side in (("remake", (one, two)), ("remake-of", (two, one))):
        await relate(editor, one, "remake", two)
        for _ in range(2):
            gone = await editor.client.delete(f"{MEDIA}/{side[0]}/relationships/{relation}/{side[1]}")
            assert gone.status_code == 204
        assert await related(editor.client, one) == []


async def test_a_work_is_not_related_to_itself(editor: Curator) -> None:
    work = await editor.work()
    assert outcome(await relate(editor, work, "remake", work)) == (422, "related-to-itself")


async def test_a_work_that_is_not_there_is_not_related(editor: Curator) -> None:
    work = await editor.work()
    for one, other in ((work, uuid4()), (uuid4(), work)):
        assert outcome(await relate(editor, one, "remake", other)) == (404, "not-found")
    assert (await editor.client.delete(f"{MEDIA}/{work}/relationships/remake/{uuid4()}")).status_code == 404


@pytest.mark.parametrize("place", ["relationships", "relationships?depth=3", "universe"])
async def test_nothing_is_around_what_is_not_there(anybody: httpx.AsyncClient, place: str) -> None:
    assert outcome(await anybody.get(f"{MEDIA}/{uuid4()}/{place}")) == (404, "not-found")


@pytest.mark.parametrize(
    ("wish", "where"),
    [
        ({"weight": -1}, ("/weight", "out-of-range")),
        ({"weight": 1001}, ("/weight", "out-of-range")),
        ({"weight": "much"}, ("/weight", "wrong-type")),
        ({"notes": "x" * 501}, ("/notes", "text-too-long")),
        ({"note": "x"}, ("/note", "unknown-field")),
    ],
)
async def test_what_is_wrong_with_a_wish_is_pointed_at(
    editor: Curator, wish: dict[str, object], where: tuple[str, str]
) -> None:
    answer = await relate(editor, await editor.work(), "sequel", await editor.work(), **wish)
    assert (answer.status_code, pointers(answer)) == (422, [where])


async def test_an_unknown_relation_is_refused(editor: Curator) -> None:
    answer = await relate(editor, await editor.work(), "cousin", await editor.work())
    assert outcome(answer) == (422, "invalid")


@pytest.mark.parametrize("query", ["relationships?depth=0", "relationships?depth=6", "universe?order=size"])
async def test_a_question_that_makes_no_sense_is_refused(editor: Curator, query: str) -> None:
    assert outcome(await editor.client.get(f"{MEDIA}/{await editor.work()}/{query}")) == (422, "invalid")


async def test_only_editors_relate_works(
    editor: Curator, curator: Curator, anybody: httpx.AsyncClient
) -> None:
    one, two = await editor.work(), await editor.work()
    await relate(editor, one, "sequel", two)
    address = f"{MEDIA}/{one}/relationships/sequel/{two}"
    origin = {"sec-fetch-site": "same-origin"}
    for method in ("PUT", "DELETE"):
        body = {} if method == "PUT" else None
        assert outcome(await curator.client.request(method, address, json=body)) == (403, "editors-only")
        refused = await anybody.request(method, address, json=body, headers=origin)
        assert outcome(refused) == (401, "unauthenticated")
    assert len(await related(anybody, one)) == 1


async def test_an_own_item_is_related_for_its_owner_alone(service: Service, editor: Curator) -> None:
    other = await an_editor(service)
    public, beyond = await editor.work("Public"), await editor.work("Beyond")
    own = await a_work(service.database, "Mine", owner=editor.actor)
    assert outcome(await relate(other, public, "spin-off", own)) == (404, "not-found")
    assert (await relate(editor, public, "spin-off", own)).status_code == 201
    assert (await relate(editor, own, "sequel", beyond)).status_code == 201
    assert outcome(await other.client.delete(f"{MEDIA}/{public}/relationships/spin-off/{own}")) == (
        404,
        "not-found",
    )
    for query in ("", "?depth=5"):
        assert await related(other.client, public, query) == []
        assert await related(client_of(service.application), beyond, query) == []
        assert await related(editor.client, public, query) != []
    deep = await related(editor.client, public, "?depth=2")
    assert [(each["media"]["title"], each["distance"]) for each in deep] == [("Mine", 1), ("Beyond", 2)]
    for reader, titles in ((other, ["Public"]), (editor, ["Beyond", "Mine", "Public"])):
        world = (await reader.client.get(f"{MEDIA}/{public}/universe")).json()
        assert [each["media"]["title"] for each in world["items"]] == titles


async def test_adult_works_are_met_by_those_who_switched_them_on(
    service: Service, editor: Curator, anybody: httpx.AsyncClient
) -> None:
    work, adult, more = [await editor.work(title) for title in ("Work", "Adult", "More")]
    await as_superuser(
        service.database, f"UPDATE catalog.media_items SET is_adult = true WHERE id = '{adult}'"
    )
    assert (await relate(editor, work, "spin-off", adult)).status_code == 201
    assert (await relate(editor, adult, "sequel", more)).status_code == 201
    for reader in (anybody, editor.client):
        assert await titles_around(reader, work) == ([], [], ["Work"])
    switched_on = await editor.client.patch("/api/v1/me", json={"shows_adult": True})
    assert switched_on.status_code == 200, switched_on.text
    assert await titles_around(anybody, work) == ([], [], ["Work"])
    assert await titles_around(editor.client, work) == (
        ["Adult"],
        ["Adult", "More"],
        ["Adult", "More", "Work"],
    )


async def titles_around(reader: httpx.AsyncClient, work: object) -> tuple[list[str], ...]:
    """Direct relationships, two steps, and the universe."""
    world = (await reader.get(f"{MEDIA}/{work}/universe")).json()["items"]
    found = (await related(reader, work), await related(reader, work, "?depth=2"), world)
    return tuple([each["media"]["title"] for each in works] for works in found)


async def test_a_merged_work_stands_for_its_survivor(
    service: Service, editor: Curator, anybody: httpx.AsyncClient
) -> None:
    work, double, other, later = [await editor.work(title) for title in ("Work", "Double", "Other", "Later")]
    await relate(editor, other, "sequel", double)
    await as_superuser(
        service.database, f"UPDATE catalog.media_items SET merged_into = '{work}' WHERE id = '{double}'"
    )
    for place in ("relationships?depth=2", "universe?order=story"):
        moved = await anybody.get(f"{MEDIA}/{double}/{place}")
        assert (moved.status_code, moved.headers["location"]) == (308, f"{MEDIA}/{work}/{place}")
    assert [each["media"]["id"] for each in await related(anybody, other)] == [str(work)]
    said = await relate(editor, double, "sequel", later)
    assert (said.status_code, said.json()["media_item_id"]) == (201, str(work))
    assert outcome(await relate(editor, work, "remake", double)) == (422, "related-to-itself")
    walked = await related(anybody, other, "?depth=3")
    assert [(each["media"]["title"], each["path"]) for each in walked] == [
        ("Work", ["sequel"]),
        ("Later", ["sequel", "sequel"]),
    ]


async def test_a_universe_is_read_by_release_and_by_story(
    editor: Curator, anybody: httpx.AsyncClient
) -> None:
    hope = await a_work(editor.database, "A New Hope", release_year=1977)
    empire = await a_work(editor.database, "The Empire Strikes Back", release_year=1980)
    rogue = await a_work(editor.database, "Rogue One", release_year=2016)
    holiday = await a_work(editor.database, "Holiday Special", release_year=None)
    parody = await a_work(editor.database, "Spaceballs", release_year=1987)
    await relate(editor, hope, "sequel", empire)
    await relate(editor, hope, "prequel", rogue)
    await relate(editor, empire, "shared-universe", holiday)
    await relate(editor, hope, "remake", parody)
    for order, titles in (
        ("release", ["A New Hope", "The Empire Strikes Back", "Rogue One", "Holiday Special"]),
        ("story", ["Rogue One", "A New Hope", "The Empire Strikes Back", "Holiday Special"]),
    ):
        for work in (hope, holiday):
            world = (await anybody.get(f"{MEDIA}/{work}/universe?order={order}")).json()
            assert (world["order"], world["is_complete"]) == (order, True)
            assert [each["media"]["title"] for each in world["items"]] == titles
    assert world["items"][1]["release_date"] == "1977"
