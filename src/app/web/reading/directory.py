"""What of the directory a page is asked for; what makes no sense is forgotten."""

from collections.abc import Mapping
from typing import get_args
from urllib.parse import urlencode

from msgspec import Struct

from app.http.menu_pages import LONGEST_SEARCH
from app.web.words.facts import KINDS
from domain.menus.browsing import Browsing, DirectoryOrder


class Asked(Struct, frozen=True):
    """The fields of the form above the list; `media_type` is empty for any."""

    q: str = ""
    media_type: str = ""
    sort: DirectoryOrder = "newest"

    @property
    def browsing(self) -> Browsing:
        return Browsing(self.q, self.media_type or None, order=self.sort)

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.media_type)

    @property
    def query(self) -> str:
        """What differs from the plain list, as part of an address."""
        sort = "" if self.sort == "newest" else self.sort
        fields = (("q", self.q), ("media_type", self.media_type), ("sort", sort))
        return urlencode([(name, value) for name, value in fields if value])


def asked_in(query: Mapping[str, str]) -> Asked:
    """The wish in an address."""
    kind, sort = query.get("media_type", ""), query.get("sort", "")
    return Asked(
        query.get("q", "").strip()[:LONGEST_SEARCH],
        kind if kind in KINDS else "",
        sort if sort in get_args(DirectoryOrder) else "newest",  # type: ignore[arg-type]
    )
