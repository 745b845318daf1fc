"""What people ask of the catalogue. In a change, what is left out stays and what is null is cleared."""

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from domain.catalog.views import MediaType
from domain.credits import Credits

Sort = Literal["relevance", "popularity", "newest", "title"]
Position = tuple[str | int, ...]
"""Where a page ended: the sort values of its last row and its id."""


class NewWork(Struct, frozen=True, forbid_unknown_fields=True):
    """A curator's own item: what the catalogue does not have. Without creators, its main credits are them."""

    media_type: MediaType
    title: str
    original_title: str | None = None
    release_year: int | None = None
    creators: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    language: str | None = None
    description: str | None = None
    cover_url: str | None = None
    canonical_url: str | None = None
    details: dict[str, Any] = {}
    media_class: str | None = None
    credits: Credits = ()


class OwnItem(Struct, frozen=True):
    """A custom item among several: where it was named, and by what ids sources are said to know it."""

    pointer: str
    new: NewWork
    keys: tuple[tuple[str, str], ...] = ()


class WorkChange(Struct, frozen=True, forbid_unknown_fields=True):
    """`details` is merged too: its nulls clear single facts. `credits` are replaced as a whole.
    `release_date` is `1979`, `1979-05` or `1979-05-25` and brings `release_year`; a year alone keeps a date
    of that year.

    Makers stand in the details and in the credits; what is said of one counts for the other.
    """

    title: str | UnsetType = UNSET
    original_title: str | UnsetType | None = UNSET
    release_year: int | UnsetType | None = UNSET
    release_date: str | UnsetType | None = UNSET
    country_of_origin: str | UnsetType | None = UNSET
    is_adult: bool | UnsetType = UNSET
    creators: tuple[str, ...] | UnsetType | None = UNSET
    genres: tuple[str, ...] | UnsetType | None = UNSET
    language: str | UnsetType | None = UNSET
    description: str | UnsetType | None = UNSET
    cover_url: str | UnsetType | None = UNSET
    canonical_url: str | UnsetType | None = UNSET
    details: dict[str, Any] | UnsetType | None = UNSET
    media_class: str | UnsetType | None = UNSET
    credits: Credits | UnsetType | None = UNSET


class Query(Struct, frozen=True):
    """What somebody looks for; without `text` it is browsing. `genre`, `tag` and `creator` ignore case.

    `media_class` stands for itself and everything below it; `creator` is a whole name, in any role.
    """

    text: str = ""
    media_type: MediaType | None = None
    media_class: str | None = None
    creator: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    genre: str | None = None
    language: str | None = None
    tag: str | None = None
    sort: Sort | None = None
    limit: int = 20
    after: Position | None = None

    @property
    def within(self) -> str | None:
        """The class that is asked for; a kind is one too."""
        return self.media_class or self.media_type

    @property
    def order(self) -> Sort:
        """What was asked for; by relevance when there are words to be relevant to, else by popularity."""
        if self.sort is None or self.sort == "relevance":
            return "relevance" if self.text.strip() else "popularity"
        return self.sort

    def continued(self, after: Position | None) -> "Query":
        """The same query, behind that position."""
        return replace(self, after=after)
