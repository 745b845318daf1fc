"""What readers and curators see of a menu: the documents of the API and of the pages."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from domain.kernel import MediaItemId, MenuId

Status = Literal["draft", "published"]
Visibility = Literal["public", "unlisted"]


class ExternalLink(msgspec.Struct, frozen=True):
    """The same work elsewhere: `imdb` and `tt0133093`, say."""

    source_name: str
    external_key: str
    url: str | None = None


class ServedWork(msgspec.Struct, frozen=True):
    """A work of the catalogue as it stands on a menu; `details` holds the facts of its kind."""

    id: MediaItemId
    media_type: str
    title: str
    release_year: int | None
    creators: tuple[str, ...]
    cover_url: str | None
    external_links: tuple[ExternalLink, ...]
    details: dict[str, Any]


class ItemView(msgspec.Struct, frozen=True):
    id: UUID
    item_key: UUID
    media_item_id: MediaItemId
    media: ServedWork
    annotation: str | None


class CourseView(msgspec.Struct, frozen=True):
    id: UUID
    title: str
    intent: str | None
    items: tuple[ItemView, ...]


class PairingView(msgspec.Struct, frozen=True):
    id: UUID
    first_item_id: UUID
    second_item_id: UUID
    relationship: str
    narrative: str


class EditionMark(msgspec.Struct, frozen=True):
    number: int
    published_at: datetime


class LineageView(msgspec.Struct, frozen=True):
    """The credit of a fork: a snapshot of where it came from.

    `source_slug` is null while the source is not public: its link may be all that opens it, now or later. It
    is told again once the source is deleted. `source_curator` is empty once that person is erased;
    `source_username` is theirs while the source is there to be read. `source_edition` moves on as the fork
    follows its source.
    """

    source_title: str
    source_curator: str
    source_slug: str | None
    source_edition: int
    source_available: bool
    source_username: str | None = None


class Ancestor(msgspec.Struct, frozen=True):
    """A menu that a fork comes from: as it is called now while it can be read, else by the credit alone."""

    menu_id: MenuId | None
    title: str
    curator: str
    slug: str | None
    edition: int
    is_available: bool
    is_mine: bool
    forked_at: datetime


class Descendant(msgspec.Struct, frozen=True):
    """A fork, or a fork of one; `depth` counts from 1, and `edition` is the one of its parent that it has."""

    menu_id: MenuId
    parent_id: MenuId
    depth: int
    title: str
    curator: str
    slug: str
    status: Status
    edition: int
    is_mine: bool
    forked_at: datetime


class Family(msgspec.Struct, frozen=True):
    """Where a menu comes from, nearest first, and what was made from it: each fork before its own forks.

    Others' drafts and unlisted menus are not in it, nor what comes after them. `is_whole` is false when there
    are more forks than are shown.
    """

    ancestors: tuple[Ancestor, ...]
    descendants: tuple[Descendant, ...]
    is_whole: bool


class TakeDown(msgspec.Struct, frozen=True):
    """An administrator has closed the menu, and it cannot be published until one lets it: why, since when."""

    reason: str
    at: datetime


class MenuView(msgspec.Struct, frozen=True):
    """A whole menu in order: the curator's working copy, or a frozen edition, which has no `take_down`."""

    id: MenuId
    slug: str
    title: str
    description: str | None
    status: Status
    visibility: Visibility
    version: int
    courses: tuple[CourseView, ...]
    pairings: tuple[PairingView, ...]
    edition: EditionMark | None
    lineage: LineageView | None
    created_at: datetime
    updated_at: datetime
    take_down: TakeDown | UnsetType | None = UNSET


class Curator(msgspec.Struct, frozen=True):
    """Who made it, by public name."""

    username: str
    display_name: str


class Credit(msgspec.Struct, frozen=True):
    """Somebody whose proposal was taken over, from which edition on; null once that person is erased."""

    curator: Curator | None
    edition: int


class PublicMenu(MenuView, frozen=True, kw_only=True):
    """An edition as anybody reads it: the frozen menu, people by their names of today, published forks."""

    curator: Curator
    credits: tuple[Credit, ...] = ()
    fork_count: int = 0


class CoverView(msgspec.Struct, frozen=True):
    """A work as far as its cover tells of it, in a picture or in type."""

    id: MediaItemId
    media_type: str
    title: str
    creators: tuple[str, ...]
    cover_url: str | None


class MenuSummary(msgspec.Struct, frozen=True):
    """An entry of the curator's own list of menus; `covers` are those of the first works, five at most.

    `proposal_count` counts proposals that wait for an answer.
    """

    id: MenuId
    slug: str
    title: str
    description: str | None
    status: Status
    visibility: Visibility
    version: int
    course_count: int
    item_count: int
    media_types: tuple[str, ...]
    covers: tuple[CoverView, ...]
    edition: EditionMark | None
    archived_at: datetime | None
    created_at: datetime
    updated_at: datetime
    proposal_count: int = 0
    take_down: TakeDown | None = None


class DirectoryEntry(msgspec.Struct, frozen=True):
    """A line of the directory of published menus; `covers` are those of the first works, five at most."""

    slug: str
    title: str
    description: str | None
    curator: Curator
    edition: EditionMark
    course_count: int
    item_count: int
    media_types: tuple[str, ...]
    covers: tuple[CoverView, ...]
    fork_count: int


class NewEdition(msgspec.Struct, frozen=True):
    """An edition as news: what it is of, and what its curator says changed."""

    slug: str
    number: int
    title: str
    description: str | None
    note: str | None
    curator: Curator
    published_at: datetime
    course_count: int
    item_count: int


class PublicEdition(msgspec.Struct, frozen=True):
    """A line of what a public menu was before: what it was called, what is said to have changed."""

    number: int
    title: str
    note: str | None
    content_hash: str
    published_at: datetime


class SitemapEntry(msgspec.Struct, frozen=True):
    """The address of a public menu, and when its newest edition came out.

    `curator` is whose page is to stand beside it: each curator's, beside what they published last.
    """

    slug: str
    published_at: datetime
    curator: str | None = None
