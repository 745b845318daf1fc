"""What the catalogue asks of the world: somewhere to keep works, and ways to find them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from msgspec import Struct

from domain.catalog.commands import Position, Query
from domain.catalog.model import Work
from domain.catalog.relationships import RelatedPage, Relationship
from domain.catalog.universes import Universe
from domain.catalog.views import EDITOR, ClassView, MediaSuggestion, MediaType, MediaView, SourceView
from domain.kernel import Actor, MediaItemId, UserId


class Word(Struct, frozen=True):
    """What somebody says of a field: an editor, or a record of a source whose value an editor chose.

    `seen_at` is when that record was fetched; an editor says it now.
    """

    field: str
    value: Any
    set_by: UserId
    source_name: str = EDITOR
    external_id: str | None = None
    seen_at: datetime | None = None


class Works(Protocol):
    """Works that people make and correct, in a unit of work."""

    async def add(self, work: Work, keys: Collection[tuple[str, str]] = ()) -> None:
        """Keep a new work, and by what ids sources are said to know it."""

    async def get(self, work_id: MediaItemId) -> Work:
        """The work, locked until the unit of work ends. Raises WorkNotFound, or WorkMerged."""

    async def save(self, work: Work) -> None:
        """Write the changed facts; what is pinned stays as it is."""

    async def pin(self, work: Work, words: Collection[Word]) -> None:
        """Write the changed facts, keep the words that changed them, and pin those fields."""

    async def unpin(self, work: Work, field: str) -> None:
        """Take the pin off that field and write the changed facts; an editor's own word is kept."""

    async def sources(self, work_id: MediaItemId) -> tuple[SourceView, ...]:
        """The records that speak of the work."""


class Tags(Protocol):
    """Words on works, for everybody or for one person; in a unit of work. Doing a thing twice is fine."""

    async def put_on(self, work_id: MediaItemId, name: str, owner: Actor | None, new_id: UUID) -> None:
        """Put a global tag on a work, or an own one. Raises WorkNotFound."""

    async def take_off(self, work_id: MediaItemId, name: str, owner: Actor | None) -> None:
        """Take it off again."""


class Side(Struct, frozen=True):
    """One side of a relationship: a work, and who may know of it."""

    id: MediaItemId
    is_custom: bool
    owner_id: UserId | None


class Relationships(Protocol):
    """What works are to one another; in a unit of work."""

    async def sides(self, one: MediaItemId, other: MediaItemId) -> tuple[Side, Side]:
        """The two works, or the survivors they were merged into, locked. Raises WorkNotFound."""

    async def keep(self, said: Relationship) -> tuple[Relationship, bool]:
        """Keep it, or its new notes and weight; gives what is kept, and whether it is new.

        Raises RelationExistsInversely.
        """

    async def drop(self, said: Relationship) -> None:
        """Forget it; that it is not there is fine."""


class Shelves(Protocol):
    """What a unit of work of this context works with."""

    @property
    def works(self) -> Works: ...
    @property
    def tags(self) -> Tags: ...


class FoundPage(Struct, frozen=True):
    """Works that match, and where the next page begins; `next` is null on the last page."""

    items: tuple[MediaView, ...]
    next: Position | None


class TitleSearch(Protocol):
    """Finds works by title, maker and filters. Somebody's own items are found by their owner only."""

    async def suggest(
        self, viewer: Actor | None, text: str, media_type: MediaType | None, limit: int
    ) -> tuple[MediaSuggestion, ...]:
        """Best-known works whose title begins so or has a word that does, typing errors forgiven."""

    async def find(self, viewer: Actor | None, query: Query) -> FoundPage:
        """One page of what matches."""


FieldReader = Callable[[SourceView], Mapping[str, Any]]
"""What a record says of each field, by the present mapping of its source; nothing if that cannot read it."""


class Said(Struct, frozen=True):
    """The last word of people about a field."""

    field: str
    value: Any
    source_name: str
    external_id: str | None
    set_by: UserId | None
    seen_at: datetime


class Standing(Struct, frozen=True):
    """What stands in the catalogue of a work, field by field."""

    media_type: MediaType
    is_custom: bool
    values: dict[str, Any]
    pinned: frozenset[str]
    said: tuple[Said, ...]


class WorkReader(Protocol):
    """One work, as anybody or its owner sees it, and the classes that works stand in."""

    async def work(self, viewer: Actor | None, work_id: MediaItemId) -> MediaView:
        """Raises WorkNotFound, or WorkMerged."""

    async def by_link(self, viewer: Actor | None, source_name: str, external_key: str) -> MediaView:
        """The work that an external key leads to, merged or not, however both are written.

        Raises WorkNotFound.
        """

    async def sources(self, viewer: Actor | None, work_id: MediaItemId) -> tuple[SourceView, ...]:
        """Where the work comes from, first source first. Raises WorkNotFound, or WorkMerged."""

    async def classes(self) -> tuple[ClassView, ...]:
        """The tree of classes, by kind, with how many public works there are of each."""

    async def standing(self, viewer: Actor | None, work_id: MediaItemId) -> Standing:
        """The values of its fields, which are pinned, and what people said.

        Raises WorkNotFound, or WorkMerged.
        """


class RelationReader(Protocol):
    """What is around a work, as anybody or the owner of items sees it."""

    async def related(self, viewer: Actor | None, work_id: MediaItemId, depth: int) -> RelatedPage:
        """At depth 1 every relationship of the work, else every work within so many steps, once.

        Raises WorkNotFound, or WorkMerged.
        """

    async def universe(self, viewer: Actor | None, work_id: MediaItemId) -> Universe:
        """The works that share its world, itself among them. Raises WorkNotFound, or WorkMerged."""
