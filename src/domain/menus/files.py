"""`menu.json`: a published menu as a file that any instance can read."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from domain.kernel import Invalid
from domain.menus.views import CourseView, Credit, Curator, EditionMark, LineageView, PairingView, PublicMenu


class NoMenuFile(Invalid):
    """The file is no `menu.json`, or one that this version cannot read."""

    code = "no-menu-file"

    def __init__(self) -> None:
        super().__init__("This file is no menu.json.")


class MenuFile(Struct, frozen=True, kw_only=True):
    """An edition of a menu as a file. What a reader of it does not know, it leaves out.

    Works carry their facts and their ids elsewhere, so that another instance can find them. `item_key` names
    the same place through editions and forks. `content_hash` is SHA-256 over `title`, `description`,
    `courses` and `pairings` as JSON in UTF-8 without blanks and with sorted keys: the same words, the same
    number. Covers are addresses as their sources gave them.
    """

    schema: str = field(name="$schema", default="")
    format: Literal["media-menu/menu"]
    format_version: Annotated[Literal[1], Meta(description="Goes up when readers would misunderstand.")]
    url: str | None = None
    slug: str | None = None
    title: str
    description: str | None = None
    curator: Curator | None = None
    credits: tuple[Credit, ...] = ()
    edition: EditionMark | None = None
    content_hash: str | None = None
    lineage: LineageView | None = None
    created_at: datetime | None = None
    courses: tuple[CourseView, ...] = ()
    pairings: tuple[PairingView, ...] = ()


def file_of(menu: PublicMenu, content_hash: str, *, url: str, schema: str) -> MenuFile:
    """The file of an edition as it was frozen; `schema` is where the description of the format stands."""
    return MenuFile(
        schema=schema,
        format="media-menu/menu",
        format_version=1,
        url=url,
        slug=menu.slug,
        title=menu.title,
        description=menu.description,
        curator=menu.curator,
        credits=menu.credits,
        edition=menu.edition,
        content_hash=content_hash,
        lineage=menu.lineage,
        created_at=menu.created_at,
        courses=menu.courses,
        pairings=menu.pairings,
    )
