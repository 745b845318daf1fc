"""What administrators do about reported menus: let them stand, take them down, let them go again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from domain.kernel import Actor, Begin, Clock, NewId
from domain.menus import changes
from domain.menus.errors import AlreadyTakenDown, NothingReported, NotTakenDown
from domain.menus.model import Menu
from domain.menus.reports import CaseView, Decision, Ruling, RulingView
from domain.menus.views import TakeDown


class Office(Protocol):
    """Menus that were reported, in a unit of work on the connection of administrators."""

    async def hold(self, slug: str) -> Menu:
        """The menu, locked until the end, without its content and by the title it was last reported under.

        Raises MenuNotFound when it was never reported, or is deleted.
        """

    async def close(self, menu: Menu, take_down: TakeDown) -> None:
        """Keep what the menu is after a take-down, and that it is taken down."""

    async def withdraw(self, menu: Menu, at: datetime) -> None:
        """Close all its editions to readers, as its curator would."""

    async def let_go(self, menu: Menu) -> None:
        """Nothing stands against publishing any more."""

    async def keep(self, ruling: Ruling) -> int:
        """Put the decision on record, and settle by it what is open of the menu; gives how many that were.

        Raises MenuNotFound when the menu was never reported.
        """


class ReportReader(Protocol):
    """Reports and decisions, as administrators read them. Everything raises OfficeClosed."""

    async def cases(self, limit: int, after: tuple[datetime, str] | None) -> Sequence[CaseView]:
        """Menus with open reports, the longest waiting first, from behind (first_at, slug) on."""

    async def rulings(self, limit: int, before: tuple[datetime, UUID] | None) -> Sequence[RulingView]:
        """Decisions, newest first, from before (decided_at, id) on."""


class ReportOffice:
    """Each decision is put on record with who made it and why."""

    def __init__(self, begin: Begin[Office], clock: Clock, new_id: NewId) -> None:
        self._begin = begin
        self._clock = clock
        self._new_id = new_id

    async def dismiss(self, actor: Actor, slug: str, reason: str) -> Ruling:
        """The menu stays as it is. Raises MenuNotFound, NothingReported."""
        ruling = self._ruling(actor, slug, "dismissed", reason)
        async with self._begin(actor) as office:
            if not await office.keep(ruling):
                raise NothingReported
        return ruling

    async def take_down(self, actor: Actor, slug: str, reason: str) -> Ruling:
        """Closed to readers, and not to be published again; the draft stays its curator's.

        Raises MenuNotFound, AlreadyTakenDown, TextInvalid.
        """
        ruling = self._ruling(actor, slug, "taken-down", reason)
        now = ruling.decided_at
        async with self._begin(actor) as office:
            menu = await office.hold(slug)
            if menu.take_down:
                raise AlreadyTakenDown
            closed = changes.next_version(menu.changed(status="draft"), now)
            await office.close(closed, TakeDown(ruling.reason, now))
            if menu.status == "published":
                await office.withdraw(closed, now)
            await office.keep(ruling)
        return ruling

    async def lift(self, actor: Actor, slug: str, reason: str) -> Ruling:
        """Its curator may publish it again. Raises MenuNotFound, NotTakenDown."""
        ruling = self._ruling(actor, slug, "lifted", reason)
        async with self._begin(actor) as office:
            menu = await office.hold(slug)
            if not menu.take_down:
                raise NotTakenDown
            await office.let_go(menu)
            await office.keep(ruling)
        return ruling

    def _ruling(self, actor: Actor, slug: str, decision: Decision, reason: str) -> Ruling:
        return Ruling(self._new_id(), slug, decision, reason, actor.user_id, self._clock())
