"""Notes on drafts through the API: left by visits, resolved by the curator, and nowhere in the menu."""

from typing import Any

import httpx
import pytest
from uuid_utils.compat import uuid7

from domain.menus import notes
from tests.http.curators import Curator, Document, client_of, outcome, pointers
from tests.service import Service

SAID = "Xyzzy is too loud."
NAME = "Ewa Plugh"
NOTE_FIELDS = {
    "id", "anchor_kind", "anchor_id", "anchor_title", "is_gone", "author_name", "body", "share_token_id",
    "share_label", "created_at", "resolved_at",
}  # fmt: skip
LEFT_FIELDS = {
    "id", "anchor_kind", "anchor_id", "anchor_title", "author_name", "body", "created_at",
}  # fmt: skip


class Guest:
    """Somebody who holds a link, with a jar for its cookies."""

    def __init__(self, client: httpx.AsyncClient, visit: str) -> None:
        self.client = client
        self.path = f"/api/v1{visit}/notes"

    async def leave(self, wish: Document, **headers: str) -> httpx.Response:
        return await self.client.post(self.path, json=wish, headers=headers)

    async def take_back(self, note: Document, **headers: str) -> httpx.Response:
        return await self.client.delete(f"{self.path}/{note['id']}", headers=headers)


async def a_guest(service: Service, curator: Curator, menu: str, **terms: Any) -> Guest:
    link = await curator.made(f"{menu}/share-tokens", {"scope": "comment", **terms})
    client = client_of(service.application)
    return Guest(client, (await client.get(link["url"])).headers["location"])


def about(menu: Document, body: str = SAID) -> Document:
    """A note about the first work."""
    key = menu["courses"][0]["items"][0]["item_key"]
    return {"anchor_kind": "item", "anchor_id": key, "author_name": NAME, "body": body}


async def test_a_program_leaves_a_note_and_takes_it_back_by_the_cookie_of_its_visit(
    service: Service, curator: Curator
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    guest = await a_guest(service, curator, path, label="Ewa")
    answer = await guest.leave(about(menu))
    left = answer.json()
    assert (answer.status_code, set(left)) == (201, LEFT_FIELDS)
    assert (left["anchor_title"], left["author_name"], left["body"]) == ("Solaris", NAME, SAID)
    [seen] = (await curator.shown(f"{path}/notes"))["items"]
    assert set(seen) == NOTE_FIELDS
    assert left.items() <= seen.items()
    assert (seen["share_label"], seen["is_gone"], seen["resolved_at"]) == ("Ewa", False, None)
    other = await a_guest(service, curator, path)
    assert outcome(await other.take_back(left)) == (404, "not-found")
    assert outcome(await guest.take_back(left, **{"sec-fetch-site": "cross-site"})) == (403, "cross-site")
    assert (await guest.take_back(left)).status_code == 204
    assert outcome(await guest.take_back(left)) == (404, "not-found")
    assert (await curator.shown(f"{path}/notes"))["items"] == []


async def test_a_note_takes_a_good_visit_of_a_link_for_notes_and_our_own_origin(
    service: Service, curator: Curator
) -> None:
    path = await curator.full_menu()
    wish = about(await curator.shown(path))
    guest, reader = await a_guest(service, curator, path), await a_guest(service, curator, path, scope="view")
    assert outcome(await reader.leave(wish)) == (403, "notes-not-allowed")
    assert outcome(await guest.leave(wish, **{"sec-fetch-site": "cross-site"})) == (403, "cross-site")
    assert outcome(await guest.leave(wish, origin="https://elsewhere.example")) == (403, "cross-site")
    stolen = Guest(client_of(service.application), guest.path.removeprefix("/api/v1").removesuffix("/notes"))
    assert outcome(await stolen.leave(wish)) == (404, "not-found")
    stolen.client.cookies = guest.client.cookies
    stolen.path = f"/api/v1/shared/{uuid7()}/notes"
    assert outcome(await stolen.leave(wish)) == (404, "not-found")
    [*_, link] = (await curator.shown(f"{path}/share-tokens"))["items"]
    await curator.send("DELETE", f"{path}/share-tokens/{link['id']}")
    assert outcome(await guest.leave(wish)) == (404, "not-found")
    assert (await curator.shown(f"{path}/notes"))["items"] == []


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"body": " "}, "/body", "text-missing"),
        ({"body": "x" * 2_001}, "/body", "text-too-long"),
        ({"author_name": "x" * 61}, "/author_name", "text-too-long"),
        ({"anchor_kind": "menu"}, "/anchor_kind", "invalid-value"),
        ({"anchor_kind": "course"}, "/anchor_id", "anchor-unknown"),
        ({"visit_id": "x"}, "/visit_id", "unknown-field"),
    ],
)
async def test_what_is_wrong_with_a_note_is_pointed_to(
    service: Service, curator: Curator, change: Document, pointer: str, code: str
) -> None:
    path = await curator.full_menu()
    guest = await a_guest(service, curator, path)
    refused = await guest.leave({**about(await curator.shown(path)), **change})
    assert (refused.status_code, pointers(refused)) == (422, [(pointer, code)])


async def test_too_many_notes_have_to_wait(
    service: Service, curator: Curator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notes, "NOTES_OF_A_VISIT", 1)
    monkeypatch.setattr(notes, "NOTES_BY_A_LINK", 2)
    path = await curator.full_menu()
    wish = about(await curator.shown(path))
    link = await curator.made(f"{path}/share-tokens", {"scope": "comment"})
    answers = []
    for _ in range(3):
        client = client_of(service.application)
        guest = Guest(client, (await client.get(link["url"])).headers["location"])
        answers.append(await guest.leave(wish))
        again = await guest.leave(wish)
        assert outcome(again) == (429, "too-many-requests")
        assert int(again.headers["retry-after"]) <= 600
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert int(answers[-1].headers["retry-after"]) > 600


async def test_the_curator_pages_through_notes_resolves_them_and_removes_them(
    service: Service, curator: Curator, stranger: Curator
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    guest = await a_guest(service, curator, path)
    one, two, three = [(await guest.leave(about(menu, f"Note {n}"))).json() for n in range(3)]
    place = f"{path}/notes/{two['id']}"
    done = await curator.send("PATCH", place, {"is_resolved": True}, None)
    assert (done.status_code, done.json()["resolved_at"] is not None) == (200, True)
    first = await curator.client.get(f"{path}/notes?state=open&limit=1")
    assert [each["id"] for each in first.json()["items"]] == [three["id"]]
    assert "state=open" in first.headers["link"]
    last = await curator.shown(f"{path}/notes?state=open&limit=1&cursor={first.json()['next_cursor']}")
    assert ([each["id"] for each in last["items"]], last["next_cursor"]) == ([one["id"]], None)
    assert outcome(await curator.client.get(f"{path}/notes?cursor=AAAA")) == (400, "cursor-invalid")
    for method, body in (("PATCH", {"is_resolved": False}), ("DELETE", None)):
        assert outcome(await stranger.send(method, place, body)) == (404, "not-found")
        reading = client_of(service.application, **await curator.key("read"))
        assert outcome(await reading.request(method, place, json=body)) == (403, "scope-missing")
        assert (await curator.send(method, place, body, None)).status_code in {200, 204}
    assert outcome(await curator.send("DELETE", place)) == (404, "not-found")
    assert outcome(await stranger.client.get(f"{path}/notes")) == (404, "not-found")
    assert (await curator.shown(path))["version"] == menu["version"]


async def test_no_word_of_a_note_gets_into_anything_that_is_made_of_the_menu(
    service: Service, curator: Curator, stranger: Curator
) -> None:
    path = await curator.full_menu()
    menu = await curator.shown(path)
    guest = await a_guest(service, curator, path)
    assert (await guest.leave(about(menu))).status_code == 201
    await curator.published(path)
    await curator.send("PATCH", path, {"title": "Noir, again"})
    fork = await stranger.made(f"/api/v1/public/menus/{menu['slug']}/forks", {})
    copy = await curator.made(f"{path}/duplicates", {})
    whole = [
        (curator, path),
        (curator, f"{path}/editions/1"),
        (curator, f"{path}/revisions"),
        (curator, f"/api/v1/menus/{copy['id']}"),
        (curator, f"/api/v1/menus/{copy['id']}/notes"),
        (stranger, f"/api/v1/menus/{fork['id']}"),
        (stranger, f"/api/v1/menus/{fork['id']}/notes"),
        (stranger, f"/api/v1/menus/{fork['id']}/upstream-changes"),
        (stranger, f"/api/v1/public/menus/{menu['slug']}"),
        *((stranger, f"/m/{menu['slug']}{form}") for form in ("", "/menu.json", "/menu.md", "/embed")),
        *((stranger, f"/m/{menu['slug']}/feed.{form}") for form in ("atom", "json")),
    ]
    revisions = (await curator.shown(f"{path}/revisions"))["items"]
    whole += [(curator, f"{path}/revisions/{each['version']}") for each in revisions]
    assert revisions
    for who, address in whole:
        answer = await who.client.get(address)
        assert answer.status_code == 200, address
        assert "Xyzzy" not in answer.text, address
        assert "Plugh" not in answer.text, address
    assert "Xyzzy" in (await curator.client.get(f"{path}/notes")).text
