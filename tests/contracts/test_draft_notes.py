"""Notes of guests on a draft, in memory as on PostgreSQL."""

import asyncio
from collections import Counter
from functools import partial
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from domain.kernel import Actor
from domain.menus import changes
from domain.menus.commands import CourseChange, NewNote, NewShareLink
from domain.menus.errors import AnchorUnknown, MenuNotFound, NoteNotFound, NotesNotAllowed, TooMany
from domain.menus.model import Menu
from domain.menus.notes import DraftNote, NotesWanted, NoteTally
from domain.menus.sharing import LinkScope
from tests.contracts.menus_house import MenusHouse, digest_of

EVERY = NotesWanted()
Proof = tuple[UUID, bytes]


async def a_guest(house: MenusHouse, curator: Actor, menu: Menu, scope: LinkScope = "comment") -> Proof:
    """Somebody who has opened a new link; what proves the visit."""
    _, token = await house.sharing.create(curator, menu.id, NewShareLink("for Ewa", scope))
    visit, secret = await house.sharing.open(digest_of(token))
    return visit, secret.digest


async def left(house: MenusHouse, guest: Proof, menu: Menu, body: str = "Why?") -> DraftNote:
    """A note about the first work."""
    wish = NewNote("item", menu.courses[0].items[0].item_key, "Ewa", body)
    return await house.reviewing.leave(*guest, wish)


async def test_a_note_reaches_the_curator_from_wherever_it_was_left(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest = await a_guest(house, curator, menu)
    first, *_ = menu.courses
    about = [("course", first.id), ("item", first.items[1].item_key), ("pairing", menu.pairings[0].id)]
    for kind, anchor_id in about:
        await house.reviewing.leave(*guest, NewNote(kind, anchor_id, "Ewa", f"A {kind}."))  # type: ignore[arg-type]
    seen = await house.reviewing.notes(curator, menu.id, EVERY)
    assert [note.anchor for note in reversed(seen)] == about
    assert [note.body for note in reversed(seen)] == ["A course.", "A item.", "A pairing."]
    assert {(note.author_name, note.share_label, note.is_gone) for note in seen} == {
        ("Ewa", "for Ewa", False)
    }
    assert await house.reviewing.tally(curator, menu.id) == NoteTally(open=3)
    assert (await house.kept(curator, menu)).version == menu.version


async def test_a_link_to_read_takes_no_notes(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    guest = await a_guest(house, curator, menu, "view")
    assert not (await house.sharing.visit(*guest)).takes_notes
    with pytest.raises(NotesNotAllowed):
        await left(house, guest, menu)
    assert NewShareLink().scope == "view"


async def test_only_what_is_on_this_menu_can_be_spoken_of(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest, other = await a_guest(house, curator, menu), await house.menu(curator)
    item = menu.courses[0].items[0]
    for anchor in (("item", item.id), ("course", item.item_key), ("course", other.courses[0].id)):
        with pytest.raises(AnchorUnknown):
            await house.reviewing.leave(*guest, NewNote(*anchor, "Ewa", "Why?"))  # type: ignore[arg-type]
    assert await house.reviewing.notes(curator, menu.id, EVERY) == ()


async def test_a_note_outlives_what_it_is_about_with_all_its_words(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest, course = await a_guest(house, curator, menu), menu.courses[0]
    await house.reviewing.leave(*guest, NewNote("course", course.id, "Ewa", "Too long."))
    renamed = partial(changes.change_course, course_id=course.id, wish=CourseChange("Dusk"))
    await house.curating.edit(curator, menu.id, None, renamed)
    [note] = await house.reviewing.notes(curator, menu.id, EVERY)
    assert (note.anchor_title, note.is_gone) == ("Dusk", False)
    await house.curating.edit(curator, menu.id, None, partial(changes.remove_course, course_id=course.id))
    [note] = await house.reviewing.notes(curator, menu.id, EVERY)
    assert (note.anchor_title, note.is_gone, note.body) == (course.title, True, "Too long.")
    restored = (await house.kept(curator, menu)).changed(courses=menu.courses, pairings=menu.pairings)
    await house.saved(curator, restored)
    [note] = await house.reviewing.notes(curator, menu.id, EVERY)
    assert note.is_gone is False


async def test_a_revoked_link_takes_no_more_and_leaves_what_it_brought(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest = await a_guest(house, curator, menu)
    note = await left(house, guest, menu)
    await house.sharing.revoke(curator, menu.id, note.token_id)
    with pytest.raises(MenuNotFound):
        await left(house, guest, menu)
    [kept] = await house.reviewing.notes(curator, menu.id, EVERY)
    assert (kept.id, kept.share_token_id, kept.share_label) == (note.id, note.token_id, "for Ewa")


async def test_a_guest_sees_what_was_left_in_the_own_visit_alone(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    ewa, jan = await a_guest(house, curator, menu), await a_guest(house, curator, menu)
    first, second = await left(house, ewa, menu), await left(house, ewa, menu)
    await left(house, jan, menu)
    draft = await house.sharing.visit(*ewa)
    assert await house.reviewing.of_visit(draft, ewa[0]) == (second, first)


async def test_a_guest_takes_back_what_was_left_in_the_own_visit_while_it_lasts(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    ewa, jan = await a_guest(house, curator, menu), await a_guest(house, curator, menu)
    first, second = await left(house, ewa, menu), await left(house, ewa, menu)
    with pytest.raises(NoteNotFound):
        await house.reviewing.take_back(*jan, first.id)
    await house.reviewing.take_back(*ewa, first.id)
    assert [note.id for note in await house.reviewing.notes(curator, menu.id, EVERY)] == [second.id]
    with pytest.raises(NoteNotFound):
        await house.reviewing.take_back(*ewa, first.id)
    house.clock.forward(hours=12)
    with pytest.raises(MenuNotFound):
        await house.reviewing.take_back(*ewa, second.id)
    assert await house.reviewing.tally(curator, menu.id) == NoteTally(open=1)


async def test_a_note_is_resolved_opened_again_and_removed(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest = await a_guest(house, curator, menu)
    one, two = await left(house, guest, menu), await left(house, guest, menu)
    moment = house.clock()
    for _ in range(2):
        done = await house.reviewing.resolve(curator, menu.id, one.id, is_resolved=True)
        assert done.resolved_at == moment
        house.clock.forward(minutes=1)
    assert await house.reviewing.tally(curator, menu.id) == NoteTally(open=1, resolved=1)
    again = await house.reviewing.resolve(curator, menu.id, one.id, is_resolved=False)
    assert again.resolved_at is None
    await house.reviewing.remove(curator, menu.id, two.id)
    assert [note.id for note in await house.reviewing.notes(curator, menu.id, EVERY)] == [one.id]
    with pytest.raises(NoteNotFound):
        await house.reviewing.remove(curator, menu.id, two.id)
    with pytest.raises(NoteNotFound):
        await house.reviewing.resolve(curator, menu.id, two.id, is_resolved=True)


async def test_notes_are_asked_for_by_state_and_piece_by_piece(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest = await a_guest(house, curator, menu)
    one, two, three = [await left(house, guest, menu) for _ in range(3)]
    await house.reviewing.resolve(curator, menu.id, two.id, is_resolved=True)

    async def found(**wanted: object) -> list[UUID]:
        wish = NotesWanted(**wanted)  # type: ignore[arg-type]
        return [note.id for note in await house.reviewing.notes(curator, menu.id, wish)]

    assert await found() == [three.id, two.id, one.id]
    assert await found(state="open") == [three.id, one.id]
    assert await found(state="resolved") == [two.id]
    assert await found(limit=1) == [three.id]
    assert await found(before=three.id, limit=1) == [two.id]


async def test_notes_are_their_curators_alone(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    note = await left(house, await a_guest(house, curator, menu), menu)
    stranger = await house.world.person()
    own = await house.menu(stranger)
    with pytest.raises(MenuNotFound):
        await house.reviewing.notes(stranger, menu.id, EVERY)
    assert await house.reviewing.tally(stranger, menu.id) == NoteTally()
    for path in (menu.id, own.id):
        with pytest.raises(NoteNotFound):
            await house.reviewing.resolve(stranger, path, note.id, is_resolved=True)
        with pytest.raises(NoteNotFound):
            await house.reviewing.remove(stranger, path, note.id)
    with pytest.raises(MenuNotFound):
        await house.reviewing.leave(uuid7(), b"", NewNote("course", uuid7(), "Ewa", "Why?"))
    assert await house.reviewing.tally(curator, menu.id) == NoteTally(open=1)


async def test_notes_go_with_their_menu(house: MenusHouse, curator: Actor, menu: Menu) -> None:
    await left(house, await a_guest(house, curator, menu), menu)
    await house.curating.delete(curator, menu.id, None)
    async with house.world.begin(curator) as work:
        assert await work.notes.of(menu.id, EVERY) == ()


async def test_attempts_are_counted_by_visit_and_by_link(
    house: MenusHouse, curator: Actor, menu: Menu
) -> None:
    guest = await a_guest(house, curator, menu)
    note = await left(house, guest, menu)
    assert house.attempts.claimed == [([f"note {guest[0]}"], 30), ([f"notes by {note.token_id}"], 120)]


async def test_a_menu_has_room_for_so_many_notes_however_they_come(
    pg_house: MenusHouse, pg_curator: Actor, pg_menu: Menu, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.menus.reviewing.MOST_NOTES", 3)
    guests = [await a_guest(pg_house, pg_curator, pg_menu) for _ in range(8)]
    for guest in guests:  # the first time is counted, one after another
        await pg_house.sharing.visit(*guest)
    one = await left(pg_house, guest, pg_menu)
    await pg_house.reviewing.resolve(pg_curator, pg_menu.id, one.id, is_resolved=True)
    rush = (left(pg_house, guest, pg_menu) for guest in guests)
    answers = await asyncio.gather(*rush, return_exceptions=True)
    assert Counter(map(type, answers)) == {DraftNote: 2, TooMany: 6}
    await pg_house.reviewing.remove(pg_curator, pg_menu.id, one.id)
    assert await left(pg_house, guest, pg_menu)
