"""Courses, works and pairings stand where their curator puts them."""

import pytest
from uuid_utils.compat import uuid7

from tests.http.curators import Curator, Document, a_content, outcome, pointers


def order(menu: Document) -> list[list[str]]:
    return [[item["id"] for item in course["items"]] for course in menu["courses"]]


@pytest.mark.parametrize(
    ("start", "position", "end"),
    [(0, 2, "120"), (2, 0, "201"), (1, 1, "012"), (0, 99, "120"), (2, -5, "201"), (0, 2**40, "120")],
)
async def test_a_course_moves_to_its_position(curator: Curator, start: int, position: int, end: str) -> None:
    path = await curator.menu()
    ids = [(await curator.made(f"{path}/courses", {"title": str(number)}))["id"] for number in range(3)]
    await curator.send("PATCH", f"{path}/courses/{ids[start]}", {"position": position})
    assert "".join(course["title"] for course in (await curator.shown(path))["courses"]) == end


async def test_a_work_moves_within_its_course_and_to_another_with_its_note_and_pairing(
    curator: Curator,
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    [[one, two], [three, four]] = order(menu)
    other = menu["courses"][1]["id"]
    moved = await curator.send("PATCH", f"{path}/items/{one}", {"position": 1, "annotation": "Why"})
    assert (moved.status_code, order(await curator.shown(path))) == (200, [[two, one], [three, four]])
    await curator.send("PATCH", f"{path}/items/{one}", {"course_id": other})
    assert order(await curator.shown(path)) == [[two], [three, four, one]]
    await curator.send("PATCH", f"{path}/items/{two}", {"course_id": other, "position": 0})
    after = await curator.shown(path)
    assert order(after) == [[], [two, three, four, one]]
    assert (after["courses"][1]["items"][3]["annotation"], after["pairings"]) == ("Why", menu["pairings"])
    nowhere = await curator.send("PATCH", f"{path}/items/{two}", {"course_id": str(uuid7())})
    assert outcome(nowhere) == (404, "not-found")


async def test_an_arrangement_moves_everything_in_one_step(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    [[one, two], [three, four]] = order(menu)
    first, second = (course["id"] for course in menu["courses"])
    wish = {"courses": [{"id": second, "items": [four, one, three]}, {"id": first, "items": [two]}]}
    answer = await curator.send("PUT", f"{path}/arrangement", wish, 2)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"3"')
    assert set(answer.json()) == {"courses", "pairings"}
    assert order(answer.json()) == order(await curator.shown(path)) == [[four, one, three], [two]]
    assert answer.json()["pairings"] == menu["pairings"]


async def test_an_arrangement_that_is_no_permutation_changes_nothing(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    [[one, two], [three, four]] = order(menu)
    first, second = (course["id"] for course in menu["courses"])
    for courses in (
        [],
        [(first, [one, two, three, four])],
        [(first, [one, two]), (second, [three])],
        [(first, [one, two]), (second, [three, four, four])],
        [(first, [one, two]), (second, [three, str(uuid7())])],
        [(first, [one, two]), (first, [three, four])],
        [(first, [one, two]), (str(uuid7()), [three, four])],
    ):
        wish = {"courses": [{"id": course, "items": items} for course, items in courses]}
        refused = await curator.send("PUT", f"{path}/arrangement", wish)
        assert outcome(refused) == (422, "not-a-permutation")
    assert await curator.shown(path) == menu


async def test_a_pairing_moves_too(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    [[one, _], [three, _]] = order(menu)
    wish = {"first_item_id": one, "second_item_id": three, "relationship": "x", "narrative": "x"}
    first = await curator.made(f"{path}/pairings", {**wish, "position": 0})
    assert (await curator.shown(path))["pairings"][0] == first
    await curator.send("PATCH", f"{path}/pairings/{first['id']}", {"position": 1})
    assert (await curator.shown(path))["pairings"][1] == first


async def test_a_document_of_content_keeps_the_ids_that_it_brings(curator: Curator) -> None:
    path, content = await curator.menu(), a_content(str(await curator.work()))
    content["courses"][0]["items"][0]["item_key"] = str(uuid7())
    answer = await curator.send("PUT", f"{path}/content", content, 1)
    kept = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (200, '"2"')
    assert [course["id"] for course in kept["courses"]] == [course["id"] for course in content["courses"]]
    assert order(kept) == order(content)
    assert kept["pairings"] == content["pairings"]
    assert kept["courses"][0]["items"][0]["item_key"] == content["courses"][0]["items"][0]["item_key"]


async def test_a_document_that_was_read_can_be_put_back_after_everything_was_removed(
    curator: Curator,
) -> None:
    path = await curator.full_menu()
    before = await curator.shown(path)
    kept = ("id", "item_key", "media_item_id", "annotation")
    courses = [
        {**course, "items": [{name: item[name] for name in kept} for item in course["items"]]}
        for course in before["courses"]
    ]
    assert (await curator.send("PUT", f"{path}/content", {"courses": []})).json()["courses"] == []
    again = await curator.send("PUT", f"{path}/content", {"courses": courses, "pairings": before["pairings"]})
    assert again.json() == {"courses": before["courses"], "pairings": before["pairings"]}


@pytest.mark.parametrize("kind", ["course", "item", "pairing"])
async def test_an_id_that_belongs_elsewhere_is_refused_whoever_owns_it(
    curator: Curator, stranger: Curator, kind: str
) -> None:
    path, work = await curator.full_menu(), str(await curator.work())
    before = await curator.shown(path)
    for owner in (curator, stranger):
        theirs = await owner.shown(await owner.full_menu())
        content = a_content(work)
        item = content["courses"][0]["items"][0]
        match kind:
            case "course":
                content["courses"][0]["id"] = theirs["courses"][0]["id"]
            case "item":
                item["id"] = content["pairings"][0]["first_item_id"] = theirs["courses"][0]["items"][0]["id"]
            case _:
                content["pairings"][0]["id"] = theirs["pairings"][0]["id"]
        assert outcome(await curator.send("PUT", f"{path}/content", content)) == (409, "id-taken")
    assert await curator.shown(path) == before


async def test_an_id_twice_in_a_document_is_refused(curator: Curator) -> None:
    path, content = await curator.full_menu(), a_content(str(await curator.work()))
    content["courses"][1]["items"][1]["id"] = content["courses"][0]["items"][1]["id"]
    content["pairings"] = []
    assert outcome(await curator.send("PUT", f"{path}/content", content)) == (409, "id-taken")


async def test_a_work_that_nobody_knows_is_pointed_to(curator: Curator, stranger: Curator) -> None:
    path = await curator.full_menu()
    course = (await curator.shown(path))["courses"][0]["id"]
    hidden = await stranger.made("/api/v1/media", {"media_type": "film", "title": "Home movie"})
    for work in (str(uuid7()), hidden["id"]):
        refused = await curator.send("POST", f"{path}/courses/{course}/items", {"media_item_id": work})
        assert outcome(refused) == (422, "work-unknown")
        assert pointers(refused) == [("/media_item_id", "work-unknown")]


Additions = list[tuple[str, dict[str, object]]]


async def additions(curator: Curator, path: str) -> Additions:
    """One thing of each kind, with ids of the client's own."""
    menu, work = await curator.shown(path), str(await curator.work())
    first, second = (course["items"][1]["id"] for course in menu["courses"])
    words = {"relationship": "echo", "narrative": "x"}
    return [
        ("/courses", {"id": str(uuid7()), "title": "Own", "position": 0}),
        (
            f"/courses/{menu['courses'][0]['id']}/items",
            {"id": str(uuid7()), "item_key": str(uuid7()), "media_item_id": work, "position": 0},
        ),
        ("/pairings", {"id": str(uuid7()), "first_item_id": first, "second_item_id": second, **words}),
    ]


async def test_what_is_added_alone_may_have_ids_of_the_clients_own(curator: Curator) -> None:
    path = await curator.full_menu()
    for part, body in await additions(curator, path):
        made = await curator.made(path + part, body)
        assert {name: made[name] for name in body.keys() & {"id", "item_key"}} == {
            name: body[name] for name in body.keys() & {"id", "item_key"}
        }


async def test_what_is_there_already_is_not_added_again(curator: Curator) -> None:
    path = await curator.full_menu()
    for part, body in await additions(curator, path):
        await curator.made(path + part, body)
        before = await curator.shown(path)
        assert outcome(await curator.send("POST", path + part, body)) == (409, "id-taken")
        assert await curator.shown(path) == before


async def test_what_was_removed_may_return_under_its_own_id_and_key(curator: Curator) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    course, item = menu["courses"][1], menu["courses"][1]["items"][1]
    assert (await curator.send("DELETE", f"{path}/items/{item['id']}")).status_code == 204
    back = {name: item[name] for name in ("id", "item_key", "media_item_id", "annotation")}
    await curator.made(f"{path}/courses/{course['id']}/items", {**back, "position": 1})
    assert (await curator.shown(path))["courses"] == menu["courses"]


async def test_ids_of_another_menu_are_taken(curator: Curator) -> None:
    elsewhere, path = await curator.full_menu(), await curator.full_menu()
    theirs = await curator.shown(elsewhere)
    foreign = [
        theirs["courses"][0]["id"],
        theirs["courses"][0]["items"][0]["id"],
        theirs["pairings"][0]["id"],
    ]
    for (part, body), taken in zip(await additions(curator, path), foreign, strict=True):
        assert outcome(await curator.send("POST", path + part, {**body, "id": taken})) == (409, "id-taken")
    key = (await curator.shown(path))["courses"][1]["items"][0]["item_key"]
    part, body = (await additions(curator, path))[1]
    assert outcome(await curator.send("POST", path + part, {**body, "item_key": key})) == (409, "id-taken")
    assert await curator.shown(elsewhere) == theirs
