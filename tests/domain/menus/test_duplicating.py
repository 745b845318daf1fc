"""A duplicate says the same and shares nothing with its original."""

from itertools import count
from uuid import UUID

from domain.menus.duplicating import copied
from domain.menus.model import Menu
from tests.factories import NOW, MenuFactory


def ids(menu: Menu) -> set[UUID]:
    items = {each for item in menu.items() for each in (item.id, item.item_key)}
    return {menu.id, *items, *(each.id for each in menu.courses), *(each.id for each in menu.pairings)}


def said(menu: Menu) -> object:
    """Its words, and its works by their places."""
    places = {item.id: place for place, item in enumerate(menu.items())}
    return (
        menu.description,
        menu.visibility,
        [(course.title, course.intent, len(course.items)) for course in menu.courses],
        [(item.media_item_id, item.annotation) for item in menu.items()],
        [
            (places[each.first_item_id], places[each.second_item_id], each.relationship, each.narrative)
            for each in menu.pairings
        ],
    )


def test_a_duplicate_has_all_content_and_ids_of_its_own() -> None:
    original = MenuFactory.paired(visibility="unlisted")
    numbers = count(1)
    copy = copied(original, "Again", "again", NOW, lambda: UUID(int=next(numbers)))
    assert said(copy) == said(original)
    assert ids(copy).isdisjoint(ids(original))
    assert (copy.title, copy.slug, copy.owner_id) == ("Again", "again", original.owner_id)


def test_a_duplicate_of_a_published_menu_is_a_first_draft() -> None:
    original = MenuFactory.paired(status="published", latest_edition=3, published_at=NOW, version=9)
    numbers = count(1)
    copy = copied(original, None, "again", NOW, lambda: UUID(int=next(numbers)))
    assert (copy.title, copy.status, copy.version) == (original.title, "draft", 1)
    assert (copy.latest_edition, copy.published_at) == (None, None)
