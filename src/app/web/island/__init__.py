"""What the page of the editor brings along for the script that takes it over: the menu and the words."""

from functools import cache

import msgspec

from app.web.island.words import Message, in_language
from app.web.languages import language
from app.web.pages import Viewer
from domain.menus.notes import NoteTally
from domain.menus.views import MenuView


class Brought(msgspec.Struct, frozen=True):
    """The document that `ui/editor/main.ts` begins with."""

    menu: MenuView
    words: dict[str, Message]
    locale: str
    csrf_token: str
    username: str
    time_zone: str
    """Moments are told by the clock of the account, as on all its pages."""
    notes: NoteTally
    proposals: int


def brought(
    menu: MenuView, locale: str, csrf_token: str, viewer: Viewer, notes: NoteTally, proposals: int
) -> str:
    """The document as JSON that may stand inside a script element of a page."""
    words, zone = _words(locale), viewer.time_zone
    document = Brought(menu, words, locale, csrf_token, viewer.username, zone, notes, proposals)
    return msgspec.json.encode(document).decode().replace("<", "\\u003c")


@cache
def _words(locale: str) -> dict[str, Message]:
    return in_language(language(locale))
