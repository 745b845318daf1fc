"""Share links through the API, and what opens behind them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from adapters.security.tokens import new_token
from tests.http.curators import Curator, Document, client_of, lasting, outcome, pointers
from tests.postgres import as_superuser
from tests.service import BASE_URL, Service

SHARE_FIELDS = {
    "id", "label", "scope", "expires_at", "max_uses", "use_count", "last_used_at", "revoked_at", "created_at",
}  # fmt: skip

Spoil = Callable[[Curator, Service, str, Document], Awaitable[object]]


async def test_a_link_is_made_with_its_terms_and_its_address_is_shown_once(curator: Curator) -> None:
    path = await curator.menu()
    answer = await curator.send("POST", f"{path}/share-tokens", {"label": " Ewa ", "max_uses": 3}, None)
    made = answer.json()
    assert (answer.status_code, set(made)) == (201, SHARE_FIELDS | {"url"})
    assert made["url"].startswith(f"{BASE_URL}/s/mms_")
    assert (made["label"], made["scope"], made["max_uses"], made["use_count"]) == ("Ewa", "view", 3, 0)
    ends = datetime.fromisoformat(made["expires_at"]) - datetime.now(UTC)
    assert timedelta(days=6, hours=23) < ends < timedelta(days=7)
    listed = (await curator.shown(f"{path}/share-tokens"))["items"]
    assert [set(each) for each in listed] == [SHARE_FIELDS]
    assert (await curator.shown(path))["version"] == 1


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"expires_in_hours": 0}, "/expires_in_hours"),
        ({"expires_in_hours": 745}, "/expires_in_hours"),
        ({"max_uses": 0}, "/max_uses"),
        ({"max_uses": 2**40}, "/max_uses"),
        ({"label": "x" * 101}, "/label"),
        ({"scope": "edit"}, "/scope"),
    ],
)
async def test_terms_that_no_link_may_have_are_pointed_to(
    curator: Curator, wish: Document, pointer: str
) -> None:
    path = await curator.menu()
    refused = await curator.send("POST", f"{path}/share-tokens", wish)
    assert (refused.status_code, [where for where, _ in pointers(refused)]) == (422, [pointer])
    assert (await curator.shown(f"{path}/share-tokens"))["items"] == []


async def test_a_link_is_revoked_once_and_stays_on_the_list(curator: Curator) -> None:
    path = await curator.menu()
    link = await curator.made(f"{path}/share-tokens", {})
    address = f"{path}/share-tokens/{link['id']}"
    assert (await curator.send("DELETE", address, version=None)).status_code == 204
    [line] = (await curator.shown(f"{path}/share-tokens"))["items"]
    assert line["revoked_at"] is not None
    assert outcome(await curator.send("DELETE", address)) == (404, "not-found")


async def test_a_link_is_not_revoked_by_way_of_another_menu(curator: Curator) -> None:
    path, other = await curator.menu(), await curator.menu()
    link = await curator.made(f"{path}/share-tokens", {})
    assert (await curator.send("DELETE", f"{other}/share-tokens/{link['id']}")).status_code == 404
    [line] = (await curator.shown(f"{path}/share-tokens"))["items"]
    assert line["revoked_at"] is None


async def revoke(curator: Curator, service: Service, path: str, link: Document) -> None:
    await curator.send("DELETE", f"{path}/share-tokens/{link['id']}")


async def expire(curator: Curator, service: Service, path: str, link: Document) -> None:
    past = "created_at = now() - interval '2 days', expires_at = now() - interval '1 second'"
    await as_superuser(
        service.database, f"UPDATE menus.menu_share_tokens SET {past} WHERE id = '{link['id']}'"
    )


async def use_up(curator: Curator, service: Service, path: str, link: Document) -> None:
    async with client_of(service.application) as friend:
        opened = await friend.get(link["url"])
        assert (await friend.get(opened.headers["location"])).status_code == 200


async def delete_menu(curator: Curator, service: Service, path: str, link: Document) -> None:
    assert (await curator.send("DELETE", path)).status_code == 204


@pytest.mark.parametrize("spoil", [revoke, expire, use_up, delete_menu])
async def test_a_link_that_is_no_good_looks_like_one_that_never_was(
    curator: Curator, service: Service, spoil: Spoil
) -> None:
    path = await curator.full_menu()
    link = await curator.made(f"{path}/share-tokens", {"max_uses": 1})
    async with client_of(service.application) as friend, client_of(service.application) as visitor:
        opened = await visitor.get(link["url"])
        assert opened.status_code == 303
        await spoil(curator, service, path, link)
        never = await friend.get(f"/s/{new_token('mms_')}")
        assert never.status_code == 404
        assert lasting(await friend.get(link["url"])) == lasting(never)
        late = await visitor.get(opened.headers["location"])
        assert (late.status_code, late.content) == (404, never.content)
