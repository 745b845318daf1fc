"""What a curator asks for. In a change, what is left out stays; what is null is cleared (RFC 7396)."""

from typing import Annotated, Final, Literal
from uuid import UUID

from msgspec import UNSET, Meta, Struct, UnsetType

from domain.kernel import MediaItemId
from domain.menus.notes import AnchorKind
from domain.menus.sharing import LinkScope
from domain.menus.views import Visibility

MOST_EDITIONS: Final = 2_147_483_647


class NewMenu(Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    description: str | None = None


class Duplicate(Struct, frozen=True, forbid_unknown_fields=True):
    """A copy of a menu; without a title it takes that of the original."""

    title: str | None = None


class MenuChange(Struct, frozen=True, forbid_unknown_fields=True):
    title: str | UnsetType = UNSET
    description: str | UnsetType | None = UNSET
    visibility: Visibility | UnsetType = UNSET


class NewCourse(Struct, frozen=True, forbid_unknown_fields=True):
    """`id` may be the client's own (UUIDv7), here as in the other things that are new."""

    title: str
    intent: str | None = None
    position: int | None = None
    id: UUID | None = None


class CourseChange(Struct, frozen=True, forbid_unknown_fields=True):
    title: str | UnsetType = UNSET
    intent: str | UnsetType | None = UNSET
    position: int | UnsetType = UNSET


class NewItem(Struct, frozen=True, forbid_unknown_fields=True):
    """`item_key` names its place through editions; one that it had before may return with it."""

    media_item_id: MediaItemId
    annotation: str | None = None
    position: int | None = None
    id: UUID | None = None
    item_key: UUID | None = None


class ItemChange(Struct, frozen=True, forbid_unknown_fields=True):
    """`course_id` without `position` moves the work to the end of that course."""

    annotation: str | UnsetType | None = UNSET
    course_id: UUID | UnsetType = UNSET
    position: int | UnsetType = UNSET


class NewPairing(Struct, frozen=True, forbid_unknown_fields=True):
    first_item_id: UUID
    second_item_id: UUID
    relationship: str
    narrative: str
    position: int | None = None
    id: UUID | None = None


class PairingChange(Struct, frozen=True, forbid_unknown_fields=True):
    relationship: str | UnsetType = UNSET
    narrative: str | UnsetType = UNSET
    position: int | UnsetType = UNSET


class CourseOrder(Struct, frozen=True, forbid_unknown_fields=True):
    """A course and its works in the order they are to have."""

    id: UUID
    items: tuple[UUID, ...]


class Arrangement(Struct, frozen=True, forbid_unknown_fields=True):
    courses: tuple[CourseOrder, ...]


class ContentItem(Struct, frozen=True, forbid_unknown_fields=True):
    id: UUID
    media_item_id: MediaItemId
    item_key: UUID | None = None
    annotation: str | None = None


class ContentCourse(Struct, frozen=True, forbid_unknown_fields=True):
    id: UUID
    title: str
    intent: str | None = None
    items: tuple[ContentItem, ...] = ()


class ContentPairing(Struct, frozen=True, forbid_unknown_fields=True):
    id: UUID
    first_item_id: UUID
    second_item_id: UUID
    relationship: str
    narrative: str


class Content(Struct, frozen=True, forbid_unknown_fields=True):
    """All courses and pairings as one document; the client may make ids of its own (UUIDv7)."""

    courses: tuple[ContentCourse, ...]
    pairings: tuple[ContentPairing, ...] = ()


class Publication(Struct, frozen=True, forbid_unknown_fields=True):
    visibility: Visibility | UnsetType = UNSET
    note: str | None = None


class NewFork(Struct, frozen=True, forbid_unknown_fields=True):
    """`edition` is a number; without one it is the current edition."""

    edition: Annotated[int, Meta(ge=1, le=MOST_EDITIONS)] | None = None


class Taking(Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes of the upstream's `edition` to take over: their keys, `clean` for all that clash with
    nothing of mine, or `all`, as theirs where both changed the same.

    With `dismiss_rest` what is left is not offered again.
    """

    edition: Annotated[int, Meta(ge=1, le=MOST_EDITIONS)]
    take: tuple[str, ...] | Literal["all", "clean"] = ()
    dismiss_rest: bool = False


class NewProposal(Struct, frozen=True, forbid_unknown_fields=True):
    """`menu_id` is the fork, which is proposed as it stands; `message` is for the curator of its source."""

    menu_id: UUID
    message: str | None = None


class Acceptance(Struct, frozen=True, forbid_unknown_fields=True):
    """Which changes of a proposal to take over, as in `Taking`; with `dismiss_rest` it is settled at once.

    Else it is when nothing is left. `answer` is for whoever proposed it.
    """

    take: tuple[str, ...] | Literal["all", "clean"] = ()
    dismiss_rest: bool = False
    answer: str | None = None


class Declining(Struct, frozen=True, forbid_unknown_fields=True):
    answer: str | None = None


class NewShareLink(Struct, frozen=True, forbid_unknown_fields=True):
    """Terms of a link to a draft; `expires_in_hours` from 1 to 744 (31 days), a week by default.

    With the scope `comment` guests may leave notes, besides reading.
    """

    label: str | None = None
    scope: LinkScope = "view"
    expires_in_hours: int = 168
    max_uses: int | None = None


class NewNote(Struct, frozen=True, forbid_unknown_fields=True):
    """A guest's note about a course or a pairing (by its id), or an item (by its `item_key`): plain text."""

    anchor_kind: AnchorKind
    anchor_id: UUID
    author_name: str
    body: str


class NoteChange(Struct, frozen=True, forbid_unknown_fields=True):
    is_resolved: bool
