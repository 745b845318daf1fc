"""Share links and the doors behind them, in memory as on PostgreSQL."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from domain.kernel import Actor
from domain.menus.commands import NewShareLink
from domain.menus.errors import MenuNotFound, ShareTermsInvalid, ShareTokenNotFound, TooMany
from domain.menus.model import Menu
from domain.menus.sharing import MOST_LINKS, Secret, ShareLink
from tests.contracts.menus_house import MenusHouse, digest_of

Act = Callable[[MenusHouse, Actor, ShareLink], Awaitable[object]]


async def a_link(
    house: MenusHouse, curator: Actor, menu: Menu, max_uses: int | None = None
) -> tuple[ShareLink, bytes]:
    link, token = await house.sharing.create(curator, menu.id, NewShareLink(" for Ewa ", max_uses=max_uses))
    return link, digest_of(token)


async def visited(house: MenusHouse, digest: bytes) -> tuple[UUID, Secret]:
    """A visit whose cookie has come back once."""
    visit, secret = await house.sharing.open(digest)
    await house.sharing.visit(visit, secret.digest)
    return visit, secret


async def uses(house: MenusHouse, curator: Actor, menu: Menu) -> list[int]:
    return [link.use_count for link in await house.sharing.links(curator, menu.id)]


async def test_links_are_listed_newest_first_as_they_were_made(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    first, _ = await a_link(house, curator, menu, max_uses=3)
    house.clock.forward(seconds=1)
    second, _ = await a_link(house, curator, menu)
    assert await house.sharing.links(curator, menu.id) == (second, first)
    assert first.label == "for Ewa"


async def test_a_link_opens_its_draft_and_nothing_else(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    link, digest = await a_link(house, curator, menu)
    visit, secret = await house.sharing.open(digest)
    draft = await house.sharing.visit(visit, secret.digest)
    assert (draft.menu_id, draft.owner_id, draft.expires_at) == (menu.id, curator.user_id, link.expires_at)


async def test_a_use_is_counted_when_the_cookie_first_comes_back_and_only_then(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    _, digest = await a_link(house, curator, menu)
    visit, secret = await house.sharing.open(digest)
    assert await uses(house, curator, menu) == [0]
    for _ in range(3):
        await house.sharing.visit(visit, secret.digest)
    assert await uses(house, curator, menu) == [1]
    await visited(house, digest)
    assert await uses(house, curator, menu) == [2]
    [link] = await house.sharing.links(curator, menu.id)
    assert link.last_used_at == house.clock()


async def test_a_used_up_link_goes_on_for_those_who_are_in_and_lets_nobody_else_in(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    _, digest = await a_link(house, curator, menu, max_uses=1)
    late, late_secret = await house.sharing.open(digest)
    visit, secret = await visited(house, digest)
    assert await house.sharing.visit(visit, secret.digest)
    with pytest.raises(MenuNotFound):
        await house.sharing.visit(late, late_secret.digest)
    with pytest.raises(MenuNotFound):
        await house.sharing.open(digest)
    assert await uses(house, curator, menu) == [1]


async def revoke(house: MenusHouse, curator: Actor, link: ShareLink) -> None:
    await house.sharing.revoke(curator, link.menu_id, link.id)


async def expire(house: MenusHouse, _curator: Actor, _link: ShareLink) -> None:
    house.clock.forward(hours=1)


async def delete(house: MenusHouse, curator: Actor, link: ShareLink) -> None:
    await house.curating.delete(curator, link.menu_id, None)


@pytest.mark.parametrize("end", [revoke, expire, delete])
async def test_a_link_that_has_ended_is_refused_to_newcomers_and_to_those_who_are_in(
    house: MenusHouse, curator: Actor, menu: Menu, end: Act
) -> None:
    link, digest = await a_link(house, curator, menu)
    house.clock.forward(hours=167)
    visit, secret = await visited(house, digest)
    fresh, fresh_secret = await house.sharing.open(digest)
    await end(house, curator, link)
    for one, its in ((visit, secret), (fresh, fresh_secret)):
        with pytest.raises(MenuNotFound):
            await house.sharing.visit(one, its.digest)
    with pytest.raises(MenuNotFound):
        await house.sharing.open(digest)


async def test_a_visit_ends_by_itself(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    _, digest = await a_link(house, curator, menu)
    visit, secret = await visited(house, digest)
    house.clock.forward(hours=12)
    with pytest.raises(MenuNotFound):
        await house.sharing.visit(visit, secret.digest)
    await visited(house, digest)


async def test_a_visit_without_its_cookie_is_worth_nothing(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    _, digest = await a_link(house, curator, menu)
    visit, _ = await house.sharing.open(digest)
    for other in (b"", digest, digest_of("guessed")):
        with pytest.raises(MenuNotFound):
            await house.sharing.visit(visit, other)
    with pytest.raises(MenuNotFound):
        await house.sharing.visit(uuid7(), digest)
    with pytest.raises(MenuNotFound):
        await house.sharing.open(digest_of("guessed"))


async def test_links_are_their_curators_alone(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    link, digest = await a_link(house, curator, menu)
    stranger = await house.world.person()
    theirs = await house.menu(stranger)
    with pytest.raises(MenuNotFound):
        await house.sharing.links(stranger, menu.id)
    with pytest.raises(MenuNotFound):
        await house.sharing.create(stranger, menu.id, NewShareLink())
    with pytest.raises(MenuNotFound):
        await house.sharing.revoke(stranger, menu.id, link.id)
    with pytest.raises(ShareTokenNotFound):
        await house.sharing.revoke(stranger, theirs.id, link.id)
    async with house.world.begin(stranger) as work:
        assert await work.share_links.of(menu.id) == ()
    assert await house.sharing.open(digest)


async def test_a_link_of_another_own_menu_is_not_found(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    link, _ = await a_link(house, curator, menu)
    other = await house.menu(curator)
    with pytest.raises(ShareTokenNotFound):
        await house.sharing.revoke(curator, other.id, link.id)


async def test_a_menu_has_so_many_links_at_a_time(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    link, _ = await a_link(house, curator, menu)
    for _ in range(MOST_LINKS - 1):
        await a_link(house, curator, menu)
    with pytest.raises(TooMany):
        await a_link(house, curator, menu)
    await house.sharing.revoke(curator, menu.id, link.id)
    await a_link(house, curator, menu)


async def test_wrong_terms_leave_no_link(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    for wish in (NewShareLink(max_uses=0), NewShareLink(expires_in_hours=0)):
        with pytest.raises(ShareTermsInvalid):
            await house.sharing.create(curator, menu.id, wish)
    assert await house.sharing.links(curator, menu.id) == ()


async def test_an_error_undoes_a_link_too(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    link, _ = await a_link(house, curator, menu)

    async def goes_wrong() -> None:
        async with house.world.begin(curator) as work:
            await work.share_links.revoke(menu.id, link.id, house.clock())
            await work.share_links.revoke(menu.id, uuid7(), house.clock())

    with pytest.raises(ShareTokenNotFound):
        await goes_wrong()
    assert await house.sharing.links(curator, menu.id) == (link,)
