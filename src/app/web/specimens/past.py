"""What the design system page shows of a menu's past and of its private links."""

from datetime import datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from app.web.languages import Language
from domain.kernel import UserId
from domain.menus.comparing import differences
from domain.menus.differences import Differences
from domain.menus.sharing import ShareLink
from domain.menus.views import MenuView, PublicEdition


def what_changed(menu: MenuView, language: Language) -> Differences:
    """From the menu to one with another title and order, a work less, a new pairing and a note reworded."""
    said = language.gettext
    first, second = menu.courses
    noted, other, *more = first.items
    items = (other, replace(noted, annotation=said("Both leave the important note out.")), *more)
    later = replace(
        menu,
        title=said("The Long Way Home"),
        courses=(replace(second, items=second.items[:1]), replace(first, items=items)),
        pairings=(*menu.pairings, replace(menu.pairings[0], id=other.id, second_item_id=other.id)),
    )
    return differences(menu, later)


def editions(menu: MenuView, now: datetime, language: Language) -> tuple[PublicEdition, ...]:
    """Three, newest first: with a note, without one, and by another title."""
    told = (
        (3, menu.title, language.gettext("A better ending.")),
        (2, menu.title, None),
        (1, language.gettext("The Long Way Home"), None),
    )
    return tuple(
        PublicEdition(number, title, note, "", now - timedelta(days=20 * (3 - number)))
        for number, title, note in told
    )


def links(menu: MenuView, now: datetime) -> tuple[ShareLink, ...]:
    """One that takes notes and was opened, one without a label that ends after five uses."""
    bare = ShareLink(
        id=UUID(int=1),
        menu_id=menu.id,
        owner_id=UserId(UUID(int=2)),
        label=None,
        scope="view",
        expires_at=now + timedelta(days=6),
        created_at=now,
        max_uses=5,
        use_count=1,
    )
    opened = now - timedelta(hours=5)
    return (
        replace(
            bare,
            id=UUID(int=3),
            label="Marta",
            scope="comment",
            max_uses=None,
            use_count=3,
            last_used_at=opened,
        ),
        bare,
    )
