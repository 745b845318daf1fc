"""What stands on the card of a menu, in the language of whoever shares it."""

from urllib.parse import urlsplit

from app.web.languages import Language
from app.web.words import numerals
from domain.menus.cards import MOST_COVERS, Card, CardCover
from domain.menus.views import PublicMenu, ServedWork

COVERS = "/covers/"


def card_of(menu: PublicMenu, language: Language, base_url: str) -> Card:
    """The first works of the first courses; different ones, if there are."""
    works = {item.media.id: item.media for course in menu.courses for item in course.items}
    name = menu.curator.display_name or menu.curator.username
    return Card(
        heading=numerals.menu_of_courses(len(menu.courses), language),
        title=menu.title,
        byline=language.gettext("composed by %(name)s") % {"name": name},
        footing=urlsplit(base_url).netloc,
        covers=tuple(map(_cover, list(works.values())[:MOST_COVERS])),
    )


def _cover(work: ServedWork) -> CardCover:
    file = (work.cover_url or "").removeprefix(COVERS)
    is_ours = file != work.cover_url and bool(file)
    maker = work.creators[0] if work.creators else ""
    return CardCover(work.id, work.media_type, work.title, maker, file if is_ours else None)
