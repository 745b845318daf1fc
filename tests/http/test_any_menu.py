"""Whatever is sent about a menu, it is refused or done, and never done by halves."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.examples import looking_at
from tests.http.curators import Curator

bounded = looking_at(60)

strange = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(
        ["\0", "\ud800", " ", "x" * 5_000, "💣", "01890000-0000-7000-8000-000000000001", [], {}, [None]]
    ),
)
fields = st.sampled_from(
    ["title", "description", "visibility", "intent", "annotation", "position", "course_id", "media_item_id",
     "first_item_id", "second_item_id", "relationship", "narrative", "note", "courses", "pairings", "label"]
)  # fmt: skip
bodies = st.one_of(strange, st.dictionaries(fields, strange, max_size=4))
places = st.sampled_from(
    [("POST", "/courses"), ("PATCH", ""), ("PATCH", "/courses/{course}"), ("POST", "/courses/{course}/items"),
     ("PATCH", "/items/{item}"), ("POST", "/pairings"), ("PATCH", "/pairings/{pairing}"),
     ("PUT", "/arrangement"), ("PUT", "/content"), ("POST", "/share-tokens")]
)  # fmt: skip


class Menu:
    """A menu of one curator that lives through all examples of a test."""

    def __init__(self, curator: Curator) -> None:
        self.curator = curator
        self.path = ""

    async def shown(self) -> Any:
        if not self.path or not whole(await self.curator.shown(self.path)):
            self.path = await self.curator.full_menu()
        return await self.curator.shown(self.path)

    async def meets(self, method: str, part: str, body: Any) -> None:
        before = await self.shown()
        course = before["courses"][0]
        ids = {
            "course": course["id"],
            "item": course["items"][0]["id"],
            "pairing": before["pairings"][0]["id"],
        }
        content = json.dumps(body).encode("utf-8", "surrogatepass")
        headers = {"if-match": "*", "content-type": "application/json"}
        address = self.path + part.format(**ids)
        answer = await self.curator.client.request(method, address, content=content, headers=headers)
        assert answer.status_code < 500, (method, part, content[:300])
        after = await self.curator.shown(self.path)
        if answer.status_code >= 400:
            assert answer.json()["code"] != "malformed"
            assert after == before
        else:
            told = answer.headers.get("etag")
            assert told in {None, f'"{after["version"]}"'}


def whole(menu: Any) -> bool:
    """Whether there is a first of everything to change."""
    return bool(menu["courses"] and menu["courses"][0]["items"] and menu["pairings"])


@bounded
@given(place=places, body=bodies)
async def test_any_body(curator: Curator, place: tuple[str, str], body: Any) -> None:
    await Menu(curator).meets(*place, body)


def damaged(content: Any, steps: list[int], value: Any) -> Any:
    """The document with something strange in the place that the steps lead to."""
    if not steps or not isinstance(content, list | dict) or not content:
        return value
    keys = list(content) if isinstance(content, dict) else list(range(len(content)))
    key = keys[steps[0] % len(keys)]
    copy = content.copy()
    copy[key] = damaged(content[key], steps[1:], value)
    return copy


@bounded
@given(steps=st.lists(st.integers(0, 11), max_size=6), value=strange)
async def test_any_damage_to_a_document(curator: Curator, steps: list[int], value: Any) -> None:
    menu = Menu(curator)
    shown = await menu.shown()
    kept = ("id", "item_key", "media_item_id", "annotation")
    courses = [
        {**course, "items": [{name: item[name] for name in kept} for item in course["items"]]}
        for course in shown["courses"]
    ]
    document = {"courses": courses, "pairings": shown["pairings"]}
    await menu.meets("PUT", "/content", damaged(document, steps, value))
