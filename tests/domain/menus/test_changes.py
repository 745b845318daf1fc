"""Every change to a menu, by itself: what moves, what goes along, and what stays."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from domain.kernel import DomainError, NotFound
from domain.menus import changes
from domain.menus.commands import (
    Arrangement,
    Content,
    ContentCourse,
    ContentItem,
    ContentPairing,
    CourseChange,
    CourseOrder,
    ItemChange,
    MenuChange,
    PairingChange,
)
from domain.menus.errors import (
    CourseNotFound,
    IdTaken,
    ItemNotFound,
    NotAPermutation,
    PairingInvalid,
    PairingNotFound,
    TextInvalid,
)
from domain.menus.model import Menu
from domain.menus.replacing import replace_content
from tests.factories import NOW, CourseFactory, ItemFactory, MenuFactory, PairingFactory

FIRST, SECOND, THIRD = (CourseFactory.of(*ItemFactory.batch(2)) for _ in range(3))
ONE, TWO = FIRST.items
THREE, FOUR = SECOND.items
ECHO = PairingFactory.of(ONE, THREE)
CONTRAST = PairingFactory.of(TWO, FOUR, relationship="contrast")
MENU = MenuFactory.of(FIRST, SECOND, pairings=(ECHO, CONTRAST))


def order(menu: Menu) -> list[list[UUID]]:
    return [[item.id for item in course.items] for course in menu.courses]


# Details


def test_the_next_version_says_when() -> None:
    later = NOW + timedelta(hours=1)
    changed = changes.next_version(MENU, later)
    assert (changed.version, changed.updated_at, changed.created_at) == (2, later, NOW)


def test_what_a_change_leaves_out_stays_and_null_clears() -> None:
    changed = changes.change_details(MENU, MenuChange(description=None))
    assert changed == MENU.changed(description=None)
    changed = changes.change_details(MENU, MenuChange(title=" Late ", visibility="unlisted"))
    assert changed == MENU.changed(title="Late", visibility="unlisted")


def test_an_empty_change_changes_nothing() -> None:
    assert changes.change_details(MENU, MenuChange()) == MENU
    assert changes.change_course(MENU, SECOND.id, CourseChange()) == MENU
    assert changes.change_item(MENU, ONE.id, ItemChange()) == MENU
    assert changes.change_pairing(MENU, ECHO.id, PairingChange()) == MENU


def test_renaming_keeps_the_slug() -> None:
    assert changes.change_details(MENU, MenuChange(title="Another night")).slug == MENU.slug


# Courses


@pytest.mark.parametrize(("position", "place"), [(None, 2), (0, 0), (1, 1), (2, 2), (99, 2), (-1, 0)])
def test_a_new_course_goes_where_it_is_put_and_to_the_end_without_a_place(
    position: int | None, place: int
) -> None:
    assert changes.place_course(MENU, THIRD, position).courses.index(THIRD) == place


def test_a_course_moves_with_its_works() -> None:
    moved = changes.change_course(MENU, SECOND.id, CourseChange(position=0))
    assert moved.courses == (SECOND, FIRST)
    assert moved.pairings == MENU.pairings


def test_a_renamed_course_stays_where_it_is() -> None:
    renamed = changes.change_course(MENU, FIRST.id, CourseChange(title="Dusk", intent=None))
    assert renamed.courses[1] == SECOND
    assert (renamed.courses[0].title, renamed.courses[0].intent) == ("Dusk", None)
    assert renamed.courses[0].items == FIRST.items


def test_a_course_takes_its_works_and_their_pairings_along_when_it_goes() -> None:
    left = changes.remove_course(MENU, SECOND.id)
    assert left.courses == (FIRST,)
    assert left.pairings == ()


# Works


@pytest.mark.parametrize(("position", "place"), [(None, 2), (0, 0), (1, 1), (2, 2), (99, 2), (-1, 0)])
def test_a_new_work_goes_where_it_is_put_and_to_the_end_without_a_place(
    position: int | None, place: int
) -> None:
    new = ItemFactory.build()
    assert changes.place_item(MENU, FIRST.id, new, position).courses[0].items.index(new) == place


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (ItemChange(position=1), [[TWO.id, ONE.id], [THREE.id, FOUR.id]]),
        (ItemChange(position=0), [[ONE.id, TWO.id], [THREE.id, FOUR.id]]),
        (ItemChange(course_id=SECOND.id), [[TWO.id], [THREE.id, FOUR.id, ONE.id]]),
        (ItemChange(course_id=SECOND.id, position=1), [[TWO.id], [THREE.id, ONE.id, FOUR.id]]),
        (ItemChange(course_id=FIRST.id), [[TWO.id, ONE.id], [THREE.id, FOUR.id]]),
        (ItemChange(annotation="Loud."), [[ONE.id, TWO.id], [THREE.id, FOUR.id]]),
    ],
)
def test_a_work_moves_within_its_course_and_to_others(wish: ItemChange, expected: list[list[UUID]]) -> None:
    moved = changes.change_item(MENU, ONE.id, wish)
    assert order(moved) == expected
    assert moved.pairings == MENU.pairings


def test_a_note_changes_without_the_place_or_the_key() -> None:
    noted = changes.change_item(MENU, TWO.id, ItemChange(annotation=" Loud. ")).courses[0].items[1]
    assert noted.annotation == "Loud."
    assert (noted.id, noted.item_key, noted.media_item_id) == (TWO.id, TWO.item_key, TWO.media_item_id)


def test_a_work_takes_its_pairings_along_when_it_goes() -> None:
    left = changes.remove_item(MENU, ONE.id)
    assert order(left) == [[TWO.id], [THREE.id, FOUR.id]]
    assert left.pairings == (CONTRAST,)


# Pairings


def test_pairings_have_an_order_too() -> None:
    new = PairingFactory.of(ONE, TWO)
    assert changes.place_pairing(MENU, new).pairings == (ECHO, CONTRAST, new)
    assert changes.place_pairing(MENU, new, 1).pairings == (ECHO, new, CONTRAST)
    moved = changes.change_pairing(MENU, CONTRAST.id, PairingChange(position=0, narrative="Why."))
    assert [each.id for each in moved.pairings] == [CONTRAST.id, ECHO.id]
    assert moved.pairings[0].narrative == "Why."


def test_a_pairing_goes_alone() -> None:
    left = changes.remove_pairing(MENU, ECHO.id)
    assert left == MENU.changed(pairings=(CONTRAST,))


# The whole


def test_an_arrangement_moves_courses_and_works_and_changes_nothing_else() -> None:
    wish = Arrangement(
        (CourseOrder(SECOND.id, (FOUR.id,)), CourseOrder(FIRST.id, (THREE.id, TWO.id, ONE.id)))
    )
    arranged = changes.arrange(MENU, wish)
    assert order(arranged) == [[FOUR.id], [THREE.id, TWO.id, ONE.id]]
    assert set(arranged.items()) == set(MENU.items())
    assert arranged.pairings == MENU.pairings


@pytest.mark.parametrize(
    "wish",
    [
        [(FIRST.id, (ONE.id, TWO.id))],
        [(FIRST.id, (ONE.id, TWO.id)), (SECOND.id, (THREE.id,))],
        [(FIRST.id, (ONE.id, TWO.id)), (SECOND.id, (THREE.id, FOUR.id, FOUR.id))],
        [(FIRST.id, (ONE.id, TWO.id)), (SECOND.id, (THREE.id, ONE.id))],
        [(FIRST.id, (ONE.id, TWO.id)), (SECOND.id, (THREE.id, FOUR.id)), (SECOND.id, ())],
        [(FIRST.id, (ONE.id, TWO.id)), (THIRD.id, (THREE.id, FOUR.id))],
        [(FIRST.id, (ONE.id, TWO.id)), (SECOND.id, (THREE.id, uuid7()))],
    ],
    ids=[
        "course missing",
        "work missing",
        "work twice",
        "other work twice",
        "course twice",
        "course",
        "work",
    ],
)
def test_an_arrangement_names_everything_once(wish: list[tuple[UUID, tuple[UUID, ...]]]) -> None:
    with pytest.raises(NotAPermutation):
        changes.arrange(MENU, Arrangement(tuple(CourseOrder(*each) for each in wish)))


def content(*courses: ContentCourse, pairings: tuple[ContentPairing, ...] = ()) -> Content:
    return Content(courses, pairings)


def test_new_content_keeps_the_keys_of_works_that_stay() -> None:
    brought = uuid7()
    sent = content(
        ContentCourse(
            THIRD.id,
            "New",
            items=(
                ContentItem(FOUR.id, FOUR.media_item_id),
                ContentItem(uuid7(), ONE.media_item_id),
                ContentItem(uuid7(), TWO.media_item_id, item_key=brought),
            ),
        )
    )
    made = uuid7()
    replaced = replace_content(MENU, sent, lambda: made)
    assert [item.item_key for item in replaced.items()] == [FOUR.item_key, made, brought]
    assert replaced.pairings == ()
    assert replaced.changed(courses=MENU.courses, pairings=MENU.pairings) == MENU


def test_content_pairs_only_what_it_holds() -> None:
    pairing = ContentPairing(uuid7(), ONE.id, THREE.id, "echo", "Why.")
    course = ContentCourse(FIRST.id, "Dusk", items=(ContentItem(ONE.id, ONE.media_item_id),))
    with pytest.raises(PairingInvalid):
        replace_content(MENU, content(course, pairings=(pairing,)), uuid7)


def test_content_that_names_an_id_twice_is_refused() -> None:
    course = ContentCourse(FIRST.id, "Dusk", items=(ContentItem(ONE.id, ONE.media_item_id),) * 2)
    with pytest.raises(IdTaken):
        replace_content(MENU, content(course), uuid7)


# Refusals

NOBODY = uuid7()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda: changes.change_course(MENU, NOBODY, CourseChange()), CourseNotFound),
        (lambda: changes.remove_course(MENU, NOBODY), CourseNotFound),
        (lambda: changes.place_item(MENU, NOBODY, ItemFactory.build()), CourseNotFound),
        (lambda: changes.change_item(MENU, NOBODY, ItemChange()), ItemNotFound),
        (lambda: changes.change_item(MENU, ONE.id, ItemChange(course_id=NOBODY)), CourseNotFound),
        (lambda: changes.remove_item(MENU, NOBODY), ItemNotFound),
        (lambda: changes.change_pairing(MENU, NOBODY, PairingChange()), PairingNotFound),
        (lambda: changes.remove_pairing(MENU, NOBODY), PairingNotFound),
    ],
)
def test_what_is_not_on_the_menu_is_not_found(change: Callable[[], Menu], error: type[NotFound]) -> None:
    with pytest.raises(error):
        change()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda: changes.change_details(MENU, MenuChange(title=" ")), TextInvalid),
        (lambda: changes.change_course(MENU, FIRST.id, CourseChange(title=" ")), TextInvalid),
        (lambda: changes.change_pairing(MENU, ECHO.id, PairingChange(relationship=" ")), TextInvalid),
    ],
)
def test_a_change_to_something_wrong_is_refused(change: Callable[[], Menu], error: type[DomainError]) -> None:
    with pytest.raises(error):
        change()
