"""What guests say about a draft by a link that lets them: for its curator, and never a part of the menu."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import force_setattr

from domain.kernel import MenuId, UserId
from domain.menus import words
from domain.menus.views import MenuView

AnchorKind = Literal["course", "item", "pairing"]
Anchor = tuple[AnchorKind, UUID]
"""What a note is about: the id of a course or a pairing, or the `item_key` of an item."""
NoteState = Literal["open", "resolved"]

MOST_NOTES: Final = 300
"""Of one menu, resolved ones too."""
AUTHOR: Final = 60
BODY: Final = 2000
TITLE: Final = 500
NOTES_OF_A_VISIT: Final = 30
VISIT_WINDOW: Final = timedelta(minutes=10)
NOTES_BY_A_LINK: Final = 120
LINK_WINDOW: Final = timedelta(hours=1)


class DraftNote(Struct, frozen=True):
    """A note, plain text. `anchor_title` is what the thing it is about was called then."""

    id: UUID
    menu_id: MenuId
    owner_id: UserId
    token_id: UUID
    visit_id: UUID
    author_name: str
    anchor_kind: AnchorKind
    anchor_id: UUID
    anchor_title: str
    body: str
    created_at: datetime
    resolved_at: datetime | None = None

    def __post_init__(self) -> None:
        name = " ".join(self.author_name.split())
        force_setattr(self, "author_name", words.required(name, AUTHOR, "/author_name"))
        force_setattr(self, "body", words.required(self.body, BODY, "/body"))

    @property
    def anchor(self) -> Anchor:
        return self.anchor_kind, self.anchor_id


class NotesWanted(Struct, frozen=True):
    """Which notes of a menu are asked for: by state, of one visit, older than one, so many."""

    state: NoteState | None = None
    visit_id: UUID | None = None
    before: UUID | None = None
    limit: int = MOST_NOTES


class NoteTally(Struct, frozen=True):
    """How many notes a menu has."""

    open: int = 0
    resolved: int = 0


class NoteView(Struct, frozen=True):
    """A note as the curator sees it.

    `anchor_title` is what the thing it is about is called now, or was called when it is gone from the menu
    (`is_gone`). `share_label` is that of the link it came by.
    """

    id: UUID
    anchor_kind: AnchorKind
    anchor_id: UUID
    anchor_title: str
    is_gone: bool
    author_name: str
    body: str
    share_token_id: UUID
    share_label: str | None
    created_at: datetime
    resolved_at: datetime | None

    @property
    def anchor(self) -> Anchor:
        return self.anchor_kind, self.anchor_id


def anchors(menu: MenuView) -> Mapping[Anchor, str]:
    """Everything on the menu that a note can be about, in order, with what it is called."""
    found: dict[Anchor, str] = {}
    titles: dict[UUID, str] = {}
    for course in menu.courses:
        found["course", course.id] = course.title
        for item in course.items:
            found["item", item.item_key] = titles[item.id] = item.media.title
    for pairing in menu.pairings:
        two = titles[pairing.first_item_id], titles[pairing.second_item_id]
        found["pairing", pairing.id] = " + ".join(two)
    return found


def seen(note: DraftNote, standing: Mapping[Anchor, str], labels: Mapping[UUID, str | None]) -> NoteView:
    """The note beside the menu as it stands now."""
    title = standing.get(note.anchor)
    return NoteView(
        id=note.id,
        anchor_kind=note.anchor_kind,
        anchor_id=note.anchor_id,
        anchor_title=note.anchor_title if title is None else title,
        is_gone=title is None,
        author_name=note.author_name,
        body=note.body,
        share_token_id=note.token_id,
        share_label=labels.get(note.token_id),
        created_at=note.created_at,
        resolved_at=note.resolved_at,
    )
