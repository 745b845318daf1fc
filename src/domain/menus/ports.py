"""What menus ask of the world: somewhere to keep them, and something to make slugs and secrets."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.kernel import MediaItemId, MenuId
from domain.menus.editions import Edition
from domain.menus.lineage import Lineage
from domain.menus.model import Menu
from domain.menus.notes import DraftNote, NotesWanted, NoteTally
from domain.menus.proposals import Proposal
from domain.menus.revisions import Revision, RevisionMark, RevisionView
from domain.menus.sharing import Secret, SharedDraft, ShareLink
from domain.menus.views import MenuView

MakeSlug = Callable[[str], str]
"""From a title to a slug that nobody has: ASCII words and a random tail."""

MakeSecret = Callable[[], Secret]
"""A fresh random token and its digest."""


class Menus(Protocol):
    """The curator's working copies, in a unit of work."""

    async def add(self, menu: Menu) -> None:
        """Keep a new menu and its slug for ever."""

    async def get(self, menu_id: MenuId, version: int | None) -> Menu:
        """The whole menu, locked until the unit of work ends.

        Raises MenuNotFound, and Stale when it is not at `version` any more (None: any will do).
        """

    async def save(self, menu: Menu) -> None:
        """Write the next version. Raises IdTaken for an id that belongs to another menu."""

    async def archive(self, menu_id: MenuId, at: datetime | None) -> None:
        """Put the menu away, or bring it back (None); its version stays. Raises MenuNotFound."""

    async def view(self, menu_id: MenuId) -> MenuView:
        """The working copy with its works, as it stands in this unit of work. Raises MenuNotFound."""

    async def standing_works(self, ids: Collection[MediaItemId]) -> Mapping[MediaItemId, MediaItemId]:
        """The ids that the catalogue has for this curator, each with the id of the work that stands for it.

        No work among them is merged into another until the unit of work ends.
        """

    async def lent_works(self, ids: Collection[MediaItemId]) -> Mapping[MediaItemId, MediaItemId]:
        """As `standing_works`, but whoever made them: for works that an open edition serves."""

    async def to_freeze(self, menu_id: MenuId) -> MenuView:
        """The same as it is published: with nothing that only this server has. Raises MenuNotFound."""


class Editions(Protocol):
    """Frozen publications, in the same unit of work.

    Every change reaches all readers at commit, those of the menu's source and of its forks too.
    """

    async def publish(self, edition: Edition) -> None:
        """Keep the edition as the current one of its menu, and open all its editions to readers."""

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        """Close all editions of the menu to readers; its slug answers 410 when the menu is deleted."""

    async def show(self, menu: Menu) -> None:
        """Give the editions the visibility that the menu has now."""


class Lineages(Protocol):
    """Where forks come from, in the same unit of work."""

    async def add(self, lineage: Lineage) -> None:
        """Keep where a new fork comes from. Raises MenuNotFound when the source is erased meanwhile."""

    async def of(self, menu_id: MenuId) -> Lineage:
        """Where one's own fork comes from. Raises NotAFork."""

    async def follow(self, menu_id: MenuId, edition: int, courses: Mapping[UUID, UUID]) -> None:
        """Keep how far the fork has followed its source, and which of its courses are from there."""


class Proposals(Protocol):
    """What forks propose to the menus they come from, in the same unit of work."""

    async def add(self, proposal: Proposal) -> None:
        """Keep it in place of an open one of the same fork. Raises UpstreamClosed, and ProposalsNotTaken."""

    async def withdraw(self, proposal_id: UUID) -> None:
        """Take back one's own open one. Raises ProposalNotFound, ProposalSettled."""

    async def get(self, proposal_id: UUID) -> Proposal:
        """An open one to a menu of one's own, locked. Raises ProposalNotFound, ProposalSettled."""

    async def answer(self, proposal: Proposal, credited_from: int | None = None) -> None:
        """Write what became of it, and credit whoever made it from that edition on, unless they are."""

    async def forget(self, menu_id: MenuId) -> None:
        """Keep no open ones from the menu or to it."""


class Attempts(Protocol):
    """Counts what may be done only so often."""

    async def claim(self, what: Sequence[str], limit: int, window: timedelta, now: datetime) -> None:
        """Counts one attempt for each. Raises Busy when that is more than the limit for one."""


class Revisions(Protocol):
    """Kept states of working copies, in the same unit of work, whose menu it holds locked."""

    async def newest(self, menu_id: MenuId) -> RevisionMark | None:
        """The last one that was kept, if any."""

    async def view(self, menu_id: MenuId, version: int) -> RevisionView:
        """The menu as it was, served by the works that stand for its works now. Raises RevisionNotFound."""

    async def keep(self, revision: Revision) -> None:
        """Keep a state; of more than MOST_REVISIONS of a menu the oldest go."""

    async def forget(self, menu_id: MenuId) -> None:
        """Keep none of the menu's any more."""


class ShareLinks(Protocol):
    """Links to a draft, in the same unit of work."""

    async def add(self, link: ShareLink, digest: bytes) -> None:
        """Keep a link by the digest of its token."""

    async def of(self, menu_id: MenuId) -> tuple[ShareLink, ...]:
        """The links of a menu, newest first, revoked and expired ones too."""

    async def revoke(self, menu_id: MenuId, link_id: UUID, at: datetime) -> None:
        """Refuse the link from now on. Raises ShareTokenNotFound."""


class DraftNotes(Protocol):
    """What guests say about a draft, in the same unit of work."""

    async def add(self, note: DraftNote) -> None:
        """Keep a note; the unit of work holds the menu."""

    async def of(self, menu_id: MenuId, wanted: NotesWanted) -> tuple[DraftNote, ...]:
        """Notes on a menu of one's own, newest first."""

    async def tally(self, menu_id: MenuId) -> NoteTally:
        """How many there are."""

    async def resolve(self, menu_id: MenuId, note_id: UUID, at: datetime | None) -> DraftNote:
        """Done with from then on, or open again (None); the first moment stays. Raises NoteNotFound."""

    async def remove(self, menu_id: MenuId, note_id: UUID, visit_id: UUID | None = None) -> None:
        """For good; with a visit, only a note of that visit. Raises NoteNotFound."""

    async def forget(self, menu_id: MenuId) -> None:
        """Keep none of the menu's any more."""


class Workspace(Protocol):
    """What a unit of work of this context works with."""

    @property
    def menus(self) -> Menus: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def lineages(self) -> Lineages: ...
    @property
    def proposals(self) -> Proposals: ...
    @property
    def revisions(self) -> Revisions: ...
    @property
    def share_links(self) -> ShareLinks: ...
    @property
    def notes(self) -> DraftNotes: ...


class SharedDrafts(Protocol):
    """The doors behind which a shared draft stands."""

    async def open(self, digest: bytes, visit: UUID, secret: bytes, at: datetime, until: datetime) -> bool:
        """Begin a visit by a link's token; false when the link is no good, for whatever reason."""

    async def visit(self, visit: UUID, secret: bytes, at: datetime) -> SharedDraft | None:
        """The draft that a visit may read, its link checked again; None when it may not."""
