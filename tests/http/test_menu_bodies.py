"""What is wrong with a body is refused with a pointer to it, and nothing changes."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from domain.menus.model import MOST_COURSES, MOST_ITEMS
from tests.http.curators import Curator, a_content, outcome, pointers

NOBODYS = "01890000-0000-7000-8000-000000000001"


@pytest.mark.parametrize(
    ("part", "body", "pointer", "code"),
    [
        ("", {"title": "x" * 201}, "/title", "text-too-long"),
        ("", {"title": " \n "}, "/title", "text-missing"),
        ("", {"description": "x" * 4_001}, "/description", "text-too-long"),
        ("", {"visibility": "secret"}, "/visibility", None),
        ("", {"version": 7}, "/version", None),
        ("/courses/{course}", {"title": "x" * 201}, "/title", "text-too-long"),
        ("/courses/{course}", {"intent": "x" * 1_001}, "/intent", "text-too-long"),
        ("/courses/{course}", {"position": "first"}, "/position", None),
        ("/courses/{course}", {"position": None}, "/position", None),
        ("/items/{item}", {"annotation": "x" * 4_001}, "/annotation", "text-too-long"),
        ("/items/{item}", {"course_id": None}, "/course_id", None),
        ("/pairings/{pairing}", {"relationship": "x" * 41}, "/relationship", "text-too-long"),
        ("/pairings/{pairing}", {"narrative": "x" * 4_001}, "/narrative", "text-too-long"),
    ],
)
async def test_a_change_that_does_not_fit_says_where(
    curator: Curator, part: str, body: dict[str, Any], pointer: str, code: str | None
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    course, pairing = menu["courses"][0], menu["pairings"][0]
    address = path + part.format(course=course["id"], item=course["items"][0]["id"], pairing=pairing["id"])
    refused = await curator.send("PATCH", address, body)
    [(where, why)] = pointers(refused)
    assert (refused.status_code, where) == (422, pointer), refused.text
    assert code in {None, why}
    assert await curator.shown(path) == menu


async def test_texts_as_long_as_they_may_be_fit(curator: Curator) -> None:
    path = await curator.menu()
    changed = await curator.send("PATCH", path, {"title": "ż" * 200, "description": "💣" * 4_000})
    assert (changed.status_code, len(changed.json()["description"])) == (200, 4_000)


async def test_a_long_text_is_not_repeated(curator: Curator) -> None:
    refused = await curator.send("POST", "/api/v1/menus", {"title": "Zażółć" * 1_000})
    assert refused.status_code == 422
    assert "Zażółć" not in refused.text


def with_fault(content: dict[str, Any], pointer: str, value: Any) -> dict[str, Any]:
    *steps, last = pointer[1:].split("/")
    place: Any = content
    for step in steps:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value
    return content


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/courses/1/title", "x" * 201, "text-too-long"),
        ("/courses/1/title", "", "text-missing"),
        ("/courses/0/intent", "x" * 1_001, "text-too-long"),
        ("/courses/1/items/1/annotation", "x" * 4_001, "text-too-long"),
        ("/courses/1/items/0/media_item_id", NOBODYS, "work-unknown"),
        ("/courses/1/items/0/media_item_id", "x", None),
        ("/courses/1/items/0/rating", 7, None),
        ("/pairings/0/relationship", "", "text-missing"),
        ("/pairings/0/narrative", "x" * 4_001, "text-too-long"),
    ],
)
async def test_a_fault_deep_in_a_document_is_pointed_to(
    curator: Curator, pointer: str, value: Any, code: str | None
) -> None:
    path = await curator.full_menu()
    before = await curator.shown(path)
    content = with_fault(a_content(str(await curator.work())), pointer, value)
    refused = await curator.send("PUT", f"{path}/content", content)
    [(where, why)] = pointers(refused)
    assert (refused.status_code, where) == (422, pointer), refused.text
    assert code in {None, why}
    assert await curator.shown(path) == before


async def test_a_pairing_says_which_of_its_works_is_not_on_the_menu(curator: Curator) -> None:
    path = await curator.full_menu()
    [course, _] = (await curator.shown(path))["courses"]
    first, second = (item["id"] for item in course["items"])
    words = {"relationship": "x", "narrative": "x"}
    elsewhere = str(uuid7())
    for one, other, pointer in (
        (elsewhere, second, "/first_item_id"),
        (first, elsewhere, "/second_item_id"),
        (first, first, "/second_item_id"),
    ):
        wish = {"first_item_id": one, "second_item_id": other, **words}
        refused = await curator.send("POST", f"{path}/pairings", wish)
        assert outcome(refused) == (422, "pairing-invalid")
        assert [where for where, _ in pointers(refused)] == [pointer]


async def test_a_document_says_which_of_its_pairings_is_wrong(curator: Curator) -> None:
    path = await curator.full_menu()
    content = a_content(str(await curator.work()))
    content["pairings"][0]["second_item_id"] = str(uuid7())
    refused = await curator.send("PUT", f"{path}/content", content)
    assert outcome(refused) == (422, "pairing-invalid")
    assert pointers(refused)[0][0] == "/pairings/0/second_item_id"


async def test_small_bodies_end_at_64_kib_and_documents_at_a_mebibyte(curator: Curator) -> None:
    path = await curator.menu()
    wish = {"title": "x" * (64 << 10)}
    assert outcome(await curator.send("POST", f"{path}/courses", wish)) == (413, "body-too-large")
    refused = await curator.send("PUT", f"{path}/content", {"courses": [], "padding": "x" * (64 << 10)})
    assert (refused.status_code, pointers(refused)[0][0]) == (422, "/padding")
    refused = await curator.send("PUT", f"{path}/content", {"courses": [], "padding": "x" * (1 << 20)})
    assert outcome(refused) == (413, "body-too-large")
    assert (await curator.shown(path))["version"] == 1


async def test_a_menu_has_room_for_so_much_and_no_more(curator: Curator) -> None:
    path, work = await curator.menu(), str(await curator.work())
    content = a_content(work, courses=MOST_COURSES, items=MOST_ITEMS // MOST_COURSES)
    assert (await curator.send("PUT", f"{path}/content", content)).status_code == 200
    more = await curator.send("POST", f"{path}/courses", {"title": "x"}, 2)
    assert outcome(more) == (409, "limit-reached")
    course = content["courses"][0]["id"]
    more = await curator.send("POST", f"{path}/courses/{course}/items", {"media_item_id": work}, 2)
    assert outcome(more) == (409, "limit-reached")
    ids = [item["id"] for each in content["courses"] for item in each["items"]]
    words = {"relationship": "x", "narrative": "x"}
    content["pairings"] = [
        {"id": str(uuid7()), "first_item_id": one, "second_item_id": other, **words}
        for one, other in zip(ids, ids[1:] + ids[:1], strict=True)
    ]
    assert (await curator.send("PUT", f"{path}/content", content)).status_code == 200
    wish = {"first_item_id": ids[0], "second_item_id": ids[2], **words}
    assert outcome(await curator.send("POST", f"{path}/pairings", wish)) == (409, "limit-reached")
    assert (await curator.shown(path))["version"] == 3
