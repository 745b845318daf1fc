"""A proposal: a fork as it stood when its curator offered it to the menu it comes from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import force_setattr, replace

from domain.kernel import MediaItemId, MenuId, UserId
from domain.menus import words
from domain.menus.comparing import Document
from domain.menus.keyed import Keyed, keyed
from domain.menus.offers import Offer
from domain.menus.views import Curator, MenuView

ProposalStatus = Literal["open", "accepted", "declined"]
Side = Literal["received", "made"]


class Proposal(Struct, frozen=True):
    """The frozen fork, and what it is held against.

    `base_edition` is the edition of the menu that the fork had followed to. `courses` leads from ids of the
    fork's courses to those of the menu, and grows with each course that comes in. `taken` counts changes.
    """

    id: UUID
    fork_id: MenuId
    proposer_id: UserId
    menu_id: MenuId
    base_edition: int
    document: MenuView
    courses: Mapping[UUID, UUID]
    created_at: datetime
    message: str | None = None
    status: ProposalStatus = "open"
    taken: int = 0
    answer: str | None = None
    settled_at: datetime | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "message", words.optional(self.message, words.NOTE, "/message"))
        force_setattr(self, "answer", words.optional(self.answer, words.NOTE, "/answer"))

    def beside(
        self, base: Document, mine: Document, standing: Mapping[MediaItemId, MediaItemId]
    ) -> tuple[Keyed, Keyed, Keyed]:
        """Base, theirs and mine, as when a fork follows its source: here the proposal is what is followed."""
        return (
            keyed(base, standing=standing),
            keyed(self.document, self.courses, standing),
            keyed(mine),
        )

    def taken_over(self, count: int, new_courses: Mapping[UUID, UUID]) -> "Proposal":
        """With so many changes more, and new courses: {id at the menu: name that it was offered by}."""
        here = {there: own for own, there in new_courses.items()}
        names = {each.id: self.courses.get(each.id, each.id) for each in self.document.courses}
        came = {own: here[name] for own, name in names.items() if name in here}
        return replace(self, taken=self.taken + count, courses={**self.courses, **came})

    def settled(self, status: ProposalStatus, answer: str | None, now: datetime) -> "Proposal":
        return replace(self, status=status, answer=answer, settled_at=now)


class ProposalLine(Struct, frozen=True):
    """A proposal as both sides see it listed: what the fork was called, who made it, what became of it.

    `side` is the asker's. `menu_id` and `menu_title` are of the menu that it was made to. Of an `open` one
    some changes may be `taken`.
    """

    id: UUID
    side: Side
    menu_id: MenuId
    menu_title: str
    curator: Curator | None
    fork_id: MenuId
    title: str
    proposer: Curator | None
    message: str | None
    status: ProposalStatus
    taken: int
    answer: str | None
    created_at: datetime
    settled_at: datetime | None


class ProposedChanges(Struct, frozen=True):
    """What a proposal has that the menu has not. `version` is that of the working copy it was held against.

    Null, and no changes, once it is settled, and for whoever made it: the working copy is not theirs to see.
    """

    proposal: ProposalLine
    version: int | None
    changes: tuple[Offer, ...]


class Sought(Struct, frozen=True):
    """Which proposals are asked for: made to one's own menus or by oneself, of one menu, in one status."""

    side: Side = "received"
    menu_id: MenuId | None = None
    status: ProposalStatus | None = None
