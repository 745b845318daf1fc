"""What a menu cannot be, however it is made."""

from collections.abc import Callable

import msgspec
import pytest
from uuid_utils.compat import uuid7

from domain.kernel import DomainError
from domain.menus import model
from domain.menus.errors import AlreadyPaired, IdTaken, PairingInvalid, TextInvalid, TooMany
from domain.menus.model import Menu, Pairing
from tests.factories import CourseFactory, ItemFactory, MenuFactory, PairingFactory

ONE, TWO, THREE = ItemFactory.batch(3)
COURSE = CourseFactory.of(ONE, TWO)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda: MenuFactory.of(COURSE, COURSE), IdTaken),
        (lambda: MenuFactory.of(CourseFactory.of(ONE, ONE)), IdTaken),
        (lambda: MenuFactory.of(COURSE, CourseFactory.of(TWO)), IdTaken),
        (lambda: MenuFactory.of(CourseFactory.of(ONE, ItemFactory.build(item_key=ONE.item_key))), IdTaken),
        (lambda: MenuFactory.of(COURSE, pairings=[PairingFactory.of(ONE, TWO)] * 2), IdTaken),
        (lambda: PairingFactory.of(ONE, ONE), PairingInvalid),
        (lambda: MenuFactory.of(COURSE, pairings=(PairingFactory.of(ONE, THREE),)), PairingInvalid),
        (
            lambda: MenuFactory.of(
                COURSE, pairings=(PairingFactory.of(ONE, TWO), PairingFactory.of(TWO, ONE))
            ),
            AlreadyPaired,
        ),
        (lambda: MenuFactory.of(*CourseFactory.batch(model.MOST_COURSES + 1)), TooMany),
        (lambda: MenuFactory.of(CourseFactory.of(*ItemFactory.batch(model.MOST_ITEMS + 1))), TooMany),
        (lambda: MenuFactory.build(title=" \t\n"), TextInvalid),
        (lambda: CourseFactory.build(title=""), TextInvalid),
        (lambda: PairingFactory.of(ONE, TWO, relationship=" "), TextInvalid),
    ],
)
def test_what_breaks_a_rule_cannot_be_made(make: Callable[[], object], error: type[DomainError]) -> None:
    with pytest.raises(error):
        make()


def test_a_menu_has_room_for_as_many_as_it_says() -> None:
    items = ItemFactory.batch(model.MOST_ITEMS)
    others = CourseFactory.batch(model.MOST_COURSES - 1)
    pairings = tuple(PairingFactory.of(items[0], item) for item in items[1:])
    pairings += (PairingFactory.of(items[1], items[2]),)
    assert len(pairings) == model.MOST_PAIRINGS
    MenuFactory.of(CourseFactory.of(*items), *others, pairings=pairings)
    with pytest.raises(TooMany):
        MenuFactory.of(CourseFactory.of(*items), pairings=(*pairings, PairingFactory.of(items[1], items[3])))


def test_the_same_work_may_stand_on_a_menu_twice() -> None:
    again = ItemFactory.build(media_item_id=ONE.media_item_id)
    assert len(list(MenuFactory.of(CourseFactory.of(ONE, again)).items())) == 2


def test_rules_hold_on_change_and_on_decoding_too() -> None:
    menu = MenuFactory.of(COURSE)
    with pytest.raises(IdTaken):
        menu.changed(courses=(COURSE, COURSE))
    document = msgspec.to_builtins(menu) | {"title": ""}
    with pytest.raises(TextInvalid):
        msgspec.convert(document, Menu)
    with pytest.raises(TextInvalid):
        msgspec.json.decode(msgspec.json.encode(document), type=Menu)


def test_a_pairing_that_is_off_the_menu_is_pointed_at() -> None:
    pairings = (PairingFactory.of(ONE, TWO), PairingFactory.of(ONE, THREE))
    with pytest.raises(PairingInvalid) as refusal:
        MenuFactory.of(COURSE, pairings=pairings)
    assert [(each.pointer, each.code) for each in refusal.value.problems] == [
        ("/pairings/1/second_item_id", "work-not-on-menu")
    ]


def test_a_pairing_needs_no_narrative_yet() -> None:
    assert Pairing(uuid7(), ONE.id, TWO.id, "echo").narrative == ""


def test_works_are_told_in_reading_order() -> None:
    menu = MenuFactory.of(CourseFactory.of(THREE), CourseFactory.build(), COURSE)
    assert list(menu.items()) == [THREE, ONE, TWO]
