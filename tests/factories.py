"""Menus for tests, filled in where a test does not care."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec.structs import asdict
from polyfactory import Use
from polyfactory.factories.msgspec_factory import MsgspecFactory
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId
from domain.menus.model import Course, CourseItem, Menu, Pairing
from domain.menus.sharing import ShareLink
from domain.menus.views import CourseView, EditionMark, ItemView, MenuView, PairingView, ServedWork

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class ItemFactory(MsgspecFactory[CourseItem]):
    id = Use(uuid7)
    item_key = Use(uuid7)
    media_item_id = Use(uuid7)
    annotation = "Watch it at night."


class CourseFactory(MsgspecFactory[Course]):
    id = Use(uuid7)
    title = "To begin with"
    intent = "Something light."
    items = ()

    @classmethod
    def of(cls, *items: CourseItem, **facts: object) -> Course:
        return cls.build(items=items, **facts)

    @classmethod
    def with_works(cls, *works: MediaItemId) -> Course:
        return cls.of(*(ItemFactory.build(media_item_id=work) for work in works))


class PairingFactory(MsgspecFactory[Pairing]):
    id = Use(uuid7)
    relationship = "echo"
    narrative = "Both end at the sea."

    @classmethod
    def of(cls, first: CourseItem, second: CourseItem, **facts: object) -> Pairing:
        return cls.build(first_item_id=first.id, second_item_id=second.id, **facts)


class MenuFactory(MsgspecFactory[Menu]):
    """A draft that nobody has saved yet; without courses unless it is given some."""

    id = Use(uuid7)
    owner_id = Use(uuid7)
    slug = Use(lambda: f"a-night-in-{uuid7().hex[-8:]}")
    title = "A night in"
    description = "Four works for an evening."
    created_at = NOW
    updated_at = NOW
    status = "draft"
    visibility = "public"
    version = 1
    courses = ()
    pairings = ()
    latest_edition = None
    published_at = None
    deleted_at = None
    take_down = None

    @classmethod
    def of(cls, *courses: Course, **facts: object) -> Menu:
        return cls.build(courses=courses, **facts)

    @classmethod
    def paired(cls, **facts: object) -> Menu:
        """Two courses of two works, and a pairing across them: ready to be published."""
        first, second = (CourseFactory.of(*ItemFactory.batch(2)) for _ in range(2))
        pairing = PairingFactory.of(first.items[0], second.items[0])
        return cls.of(first, second, **{"pairings": (pairing,), **facts})


class ShareLinkFactory(MsgspecFactory[ShareLink]):
    id = Use(uuid7)
    menu_id = Use(uuid7)
    owner_id = Use(uuid7)
    label = "for Ewa"
    scope = "view"
    expires_at = NOW + timedelta(days=7)
    created_at = NOW
    max_uses = None
    use_count = 0
    last_used_at = None
    revoked_at = None


def served(work: MediaItemId) -> ServedWork:
    """The work as a menu shows it."""
    facts = {"a": 1, "b": 2}
    return ServedWork(work, "film", "Solaris", 1972, ("Andrei Tarkovsky",), None, (), facts)


def view_of(menu: Menu, show: Callable[[MediaItemId], ServedWork] = served) -> MenuView:
    """The menu as its curator sees it, with its works."""
    edition = None
    if menu.status == "published" and menu.latest_edition and menu.published_at:
        edition = EditionMark(menu.latest_edition, menu.published_at)
    return MenuView(
        **{name: getattr(menu, name) for name in MenuView.__struct_fields__ if hasattr(menu, name)}
        | {
            "courses": tuple(
                CourseView(
                    course.id,
                    course.title,
                    course.intent,
                    tuple(ItemView(**asdict(item), media=show(item.media_item_id)) for item in course.items),
                )
                for course in menu.courses
            ),
            "pairings": tuple(PairingView(**asdict(pairing)) for pairing in menu.pairings),
            "edition": edition,
            "lineage": None,
        }
    )
