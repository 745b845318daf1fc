"""What menus ask of the world: somewhere to keep them, and something to make slugs and secrets."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, Protocol
from uuid import UUID

from msgspec import Struct

from domain.kernel import Actor, MediaItemId, MenuId
from domain.menus.balance import Servings
from domain.menus.company import Company, Place, ServedIn
from domain.menus.editions import Edition, EditionSummary
from domain.menus.lineage import Lineage
from domain.menus.model import Menu
from domain.menus.notes import DraftNote, NotesWanted, NoteTally
from domain.menus.proposals import Proposal, ProposalLine, Sought
from domain.menus.revisions import Revision, RevisionMark, RevisionSummary, RevisionView
from domain.menus.sharing import Secret, SharedDraft, ShareLink
from domain.menus.views import (
    DirectoryEntry,
    Family,
    MenuSummary,
    MenuView,
    NewEdition,
    PublicEdition,
    PublicMenu,
    SitemapEntry,
    Status,
)

MakeSlug = Callable[[str], str]
"""From a title to a slug that nobody has: ASCII words and a random tail."""

MakeSecret = Callable[[], Secret]
"""A fresh random token and its digest."""


MenuOrder = Literal["edited", "title", "newest"]
"""Last saved first, by title as Polish dictionaries do, or last begun first."""


class Narrowing(Struct, frozen=True):
    """Which of the own menus are asked for; `text` is a part of the title, whatever its case and accents."""

    text: str = ""
    status: Status | None = None
    archived: bool = False


ALL: Final = Narrowing()
"""Every menu that is not archived."""

DirectoryOrder = Literal["newest", "forked"]
"""Last published first, or most public forks first."""


class Browsing(Struct, frozen=True):
    """Which of the public menus are asked for.

    `text` are beginnings of words that all have to be there, whatever their case and accents: in title and
    description, or in titles and makers of the works. `curator` is a username.
    """

    text: str = ""
    media_type: str | None = None
    curator: str | None = None
    order: DirectoryOrder = "newest"


EVERYTHING: Final = Browsing()


class DirectoryPlace(NamedTuple):
    """Where an entry stands in the directory, in either order."""

    published_at: datetime
    slug: str
    fork_count: int = 0


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
        """Keep it in place of an open one of the same fork. Raises UpstreamClosed."""

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

    async def remove(self, menu_id: MenuId, note_id: UUID) -> None:
        """For good. Raises NoteNotFound."""

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


class CuratorReader(Protocol):
    """What a curator sees of their own menus."""

    async def menu(self, actor: Actor, menu_id: MenuId) -> MenuView:
        """The working copy. Raises MenuNotFound."""

    async def menus(
        self,
        actor: Actor,
        limit: int,
        after: tuple[datetime | str, UUID] | None,
        order: MenuOrder = "edited",
        narrowing: Narrowing = ALL,
    ) -> tuple[MenuSummary, ...]:
        """Own menus in that order, from behind the place `after` on.

        A place is (updated_at, id), (created_at, id), or (the first hundred characters of the title, id).
        """

    async def editions(self, actor: Actor, menu_id: MenuId) -> tuple[EditionSummary, ...]:
        """All editions, newest first. Raises MenuNotFound."""

    async def edition(self, actor: Actor, menu_id: MenuId, number: int) -> PublicMenu:
        """One edition, withdrawn or not. Raises EditionNotFound."""

    async def servings(self, actor: Actor, menu_id: MenuId) -> Servings:
        """What the balance of the working copy is made of. Raises MenuNotFound."""


class HistoryReader(Protocol):
    """What a curator sees of the past of their own menus."""

    async def revisions(
        self, actor: Actor, menu_id: MenuId, limit: int, before: int | None
    ) -> tuple[RevisionSummary, ...]:
        """Kept states, newest first, from before that version on. Raises MenuNotFound."""

    async def revision(self, actor: Actor, menu_id: MenuId, version: int) -> RevisionView:
        """One of them. Raises RevisionNotFound."""

    async def standing(
        self, actor: Actor | None, works: Collection[MediaItemId]
    ) -> Mapping[MediaItemId, MediaItemId]:
        """The works among them that were merged into others, with those that stand for them."""


class FamilyReader(Protocol):
    """What a curator sees of where their own menus come from, and of what was made from them."""

    async def family(self, actor: Actor, menu_id: MenuId, most: int) -> Family:
        """Ancestors, and up to `most` descendants. Raises MenuNotFound."""

    async def lineage(self, actor: Actor, menu_id: MenuId) -> Lineage:
        """Where one's own fork comes from. Raises NotAFork."""


class ProposalReader(Protocol):
    """Proposals as either side sees them."""

    async def lines(
        self, actor: Actor, sought: Sought, limit: int, before: UUID | None
    ) -> tuple[ProposalLine, ...]:
        """Newest first, from behind that one on; none of menus that were deleted."""

    async def line(self, actor: Actor, proposal_id: UUID) -> ProposalLine:
        """One that was made by the actor or to them. Raises ProposalNotFound."""

    async def received(self, actor: Actor, proposal_id: UUID) -> Proposal:
        """The whole of one that was made to a menu of the actor's. Raises ProposalNotFound."""


class PublicReader(Protocol):
    """What anybody sees."""

    async def menu(self, slug: str, number: int | None = None) -> PublicMenu:
        """An edition by number, the current one without. Raises MenuNotFound, or MenuGone."""

    async def editions(self, slug: str) -> tuple[PublicEdition, ...]:
        """All editions of a menu, newest first. Raises MenuNotFound, or MenuGone."""

    async def directory(
        self, limit: int, after: DirectoryPlace | None = None, browsing: Browsing = EVERYTHING
    ) -> tuple[DirectoryEntry, ...]:
        """Public menus in that order, from behind the place `after` on; never unlisted ones."""


class CompanyReader(Protocol):
    """The company that a work keeps in current editions of public menus; no other menu is ever in it."""

    async def company(self, work_id: MediaItemId, *, menus: int, works: int, quotations: int) -> Company:
        """At most so many menus, works, and quotations for each of those; nothing of an unknown work."""

    async def menus_with(self, work_id: MediaItemId, limit: int, after: Place | None) -> tuple[ServedIn, ...]:
        """Menus that serve a work, newest first, from behind that place on."""


class NewsReader(Protocol):
    """Public menus by their news and by their addresses; unlisted ones are nowhere among them."""

    async def news(self, limit: int) -> tuple[NewEdition, ...]:
        """Editions, newest first."""

    async def news_of(self, username: str, limit: int) -> tuple[NewEdition, ...]:
        """The same of one curator; nothing for a name that nobody has."""

    async def beginnings(self, size: int) -> tuple[str, ...]:
        """The slug with which each so many begin, in order."""

    async def addresses(self, beginning: str, until: str | None, most: int) -> tuple[SitemapEntry, ...]:
        """From that slug on, up to another, in order."""


class SharedDrafts(Protocol):
    """The doors behind which a shared draft stands."""

    async def open(self, digest: bytes, visit: UUID, secret: bytes, at: datetime, until: datetime) -> bool:
        """Begin a visit by a link's token; false when the link is no good, for whatever reason."""

    async def visit(self, visit: UUID, secret: bytes, at: datetime) -> SharedDraft | None:
        """The draft that a visit may read, its link checked again; None when it may not."""
