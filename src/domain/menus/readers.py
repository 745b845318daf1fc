"""What is read of menus, by whom: ports that answer with one statement each, outside any unit of work."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.kernel import Actor, MediaItemId, MenuId
from domain.menus.balance import Servings
from domain.menus.browsing import ALL, EVERYTHING, Browsing, DirectoryPlace, MenuOrder, Narrowing
from domain.menus.company import Company, Place, ServedIn
from domain.menus.editions import EditionSummary
from domain.menus.lineage import Lineage
from domain.menus.proposals import Proposal, ProposalLine, Sought
from domain.menus.revisions import RevisionSummary, RevisionView
from domain.menus.views import (
    DirectoryEntry,
    Family,
    MenuSummary,
    MenuView,
    NewEdition,
    PublicEdition,
    PublicMenu,
    SitemapEntry,
)


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

    async def waiting(self, actor: Actor, menu_id: MenuId) -> int:
        """How many wait for the actor's answer to one of their menus."""

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
