"""What has to be right before publishing, what an edition freezes, and what its hash covers."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from uuid_utils.compat import uuid7

from domain.kernel import MenuId
from domain.menus import editions, words
from domain.menus.errors import NotPublishable, NotPublished, TakenDown, TextInvalid
from domain.menus.model import Menu
from domain.menus.views import EditionMark, MenuView, TakeDown
from tests.factories import NOW, CourseFactory, ItemFactory, MenuFactory, PairingFactory, view_of

READY = MenuFactory.paired()


def found(menu: Menu) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in editions.check(menu).problems]


def advised(menu: Menu) -> list[tuple[str, str]]:
    return [(each.pointer, each.code) for each in editions.check(menu).advice]


# The check


def test_a_whole_menu_may_be_published_without_advice() -> None:
    assert editions.check(READY) == editions.PublishCheck(True, (), (), READY.version)


def test_a_menu_without_courses_may_not_be_published() -> None:
    assert found(MenuFactory.build()) == [("/courses", "no-courses")]


def test_every_problem_is_found_in_reading_order() -> None:
    one, two, three = ItemFactory.batch(3)
    menu = MenuFactory.of(
        CourseFactory.build(),
        CourseFactory.of(one, two, three),
        CourseFactory.build(title="Dawn"),
        pairings=(PairingFactory.of(one, two), PairingFactory.of(two, three, narrative=" ")),
    )
    assert found(menu) == [
        ("/courses/0/items", "empty-course"),
        ("/courses/2/items", "empty-course"),
        ("/pairings/1/narrative", "pairing-without-narrative"),
    ]
    assert "Dawn" in editions.check(menu).problems[1].message
    assert not editions.check(menu).publishable


def test_advice_does_not_stand_in_the_way() -> None:
    menu = MenuFactory.of(
        CourseFactory.of(ItemFactory.build(), ItemFactory.build(annotation=None)), description=None
    )
    assert editions.check(menu).publishable
    assert advised(menu) == [
        ("/description", "no-description"),
        ("/pairings", "no-pairings"),
        ("/courses/0/items/1/annotation", "no-annotation"),
    ]


def test_a_single_work_needs_no_pairings() -> None:
    assert advised(MenuFactory.of(CourseFactory.of(ItemFactory.build()))) == []


# Publishing


def test_editions_count_from_one_and_go_on_after_a_menu_was_taken_back() -> None:
    first = editions.published(READY, NOW)
    assert (first.status, first.latest_edition, first.published_at) == ("published", 1, NOW)
    later = NOW + timedelta(days=1)
    second = editions.published(first.changed(status="draft"), later)
    assert (second.status, second.latest_edition, second.published_at) == ("published", 2, later)


def test_publishing_too_early_names_every_problem() -> None:
    menu = MenuFactory.of(CourseFactory.build(), CourseFactory.build())
    with pytest.raises(NotPublishable) as refusal:
        editions.published(menu, NOW)
    assert refusal.value.problems == editions.check(menu).problems
    assert len(refusal.value.problems) == 2


def test_what_was_taken_down_is_refused_by_the_reason_whatever_else_is_wrong() -> None:
    menu = MenuFactory.of(take_down=TakeDown("Spam.", NOW))
    with pytest.raises(TakenDown) as refusal:
        editions.published(menu, NOW)
    assert [(each.code, each.message) for each in refusal.value.problems] == [("taken-down", "Spam.")]
    assert found(menu) == [("", "taken-down"), ("/courses", "no-courses")]


def test_an_edition_freezes_the_menu_as_it_is_shown() -> None:
    menu = editions.published(READY, NOW).changed(visibility="unlisted")
    view = replace(view_of(menu), edition=EditionMark(1, NOW))
    edition = editions.freeze(menu, view, "  First. ")
    assert edition == editions.Edition(
        menu.id, menu.owner_id, 1, menu.slug, view, editions.content_hash(view), "unlisted", NOW, "First."
    )


def test_what_was_not_published_cannot_be_frozen() -> None:
    with pytest.raises(NotPublished):
        editions.freeze(READY, view_of(READY), None)


def test_a_note_fits_or_is_pointed_at() -> None:
    menu = editions.published(READY, NOW)
    view = replace(view_of(menu), edition=EditionMark(1, NOW))
    with pytest.raises(TextInvalid) as refusal:
        editions.freeze(menu, view, "x" * (words.NOTE + 1))
    assert refusal.value.problems[0].pointer == "/note"


# The hash

VIEW = view_of(READY)
HASH = editions.content_hash(VIEW)


def first_course(**facts: object) -> MenuView:
    course = replace(VIEW.courses[0], **facts)
    return replace(VIEW, courses=(course, *VIEW.courses[1:]))


def first_item(**facts: object) -> MenuView:
    item = replace(VIEW.courses[0].items[0], **facts)
    return first_course(items=(item, *VIEW.courses[0].items[1:]))


def first_pairing(**facts: object) -> MenuView:
    return replace(VIEW, pairings=(replace(VIEW.pairings[0], **facts),))


def test_a_hash_names_its_kind() -> None:
    algorithm, digest = HASH.split(":")
    assert algorithm == "sha256"
    assert len(bytes.fromhex(digest)) == 32


@pytest.mark.parametrize(
    "same",
    [
        view_of(READY),
        replace(VIEW, version=9, status="published", visibility="unlisted"),
        replace(VIEW, updated_at=NOW + timedelta(days=1), created_at=NOW - timedelta(days=1)),
        replace(VIEW, edition=EditionMark(3, NOW)),
        replace(VIEW, id=MenuId(uuid7()), slug="another"),
        first_item(media=replace(VIEW.courses[0].items[0].media, details={"b": 2, "a": 1})),
    ],
    ids=["again", "state", "dates", "edition", "menu", "order of facts"],
)
def test_the_same_content_has_the_same_hash(same: MenuView) -> None:
    assert editions.content_hash(same) == HASH


@pytest.mark.parametrize(
    "other",
    [
        replace(VIEW, title="Another night"),
        replace(VIEW, description=None),
        replace(VIEW, courses=VIEW.courses[::-1]),
        replace(VIEW, pairings=()),
        first_course(title="Dusk"),
        first_course(intent=None),
        first_course(items=VIEW.courses[0].items[::-1]),
        first_item(annotation=None),
        first_item(media=replace(VIEW.courses[0].items[0].media, title="Stalker")),
        first_item(media=replace(VIEW.courses[0].items[0].media, details={"a": 1, "b": 3})),
        first_pairing(narrative="Another reason."),
        first_pairing(relationship="contrast"),
    ],
)
def test_any_change_of_content_changes_the_hash(other: MenuView) -> None:
    assert editions.content_hash(other) != HASH
