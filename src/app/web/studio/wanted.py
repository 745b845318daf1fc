"""Which of the own menus the studio's page is asked for; what makes no sense is forgotten."""

from collections.abc import Mapping
from typing import Any, Final, get_args
from urllib.parse import urlencode

from msgspec import Struct

from app.http.menu_pages import LONGEST_SEARCH
from app.web.answers import STUDIO
from domain.menus.browsing import MenuOrder, Narrowing

SHOWS: Final = ("", "draft", "published", "archived")
"""Every menu that is not archived, two halves of these, and those that are."""


class Wanted(Struct, frozen=True):
    """The fields of the form above the list."""

    q: str = ""
    show: str = ""
    sort: MenuOrder = "edited"

    @property
    def narrowing(self) -> Narrowing:
        status: Any = self.show if self.show in {"draft", "published"} else None
        return Narrowing(self.q, status, self.show == "archived")

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.show)

    @property
    def fields(self) -> dict[str, str]:
        """What differs from the plain list, as a form sends it along."""
        sort = "" if self.sort == "edited" else self.sort
        return {name: value for name, value in (("q", self.q), ("show", self.show), ("sort", sort)) if value}

    def path(self, **more: str) -> str:
        """The address of the list that is asked for so."""
        query = urlencode({**self.fields, **more})
        return f"{STUDIO}?{query}" if query else STUDIO


def wanted_in(sent: Mapping[str, str]) -> Wanted:
    """The wish in a query or a form."""
    show, sort = sent.get("show", ""), sent.get("sort", "")
    return Wanted(
        sent.get("q", "").strip()[:LONGEST_SEARCH],
        show if show in SHOWS else "",
        sort if sort in get_args(MenuOrder) else "edited",  # type: ignore[arg-type]
    )
