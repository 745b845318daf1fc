"""The page of a menu's past: its revisions day by day, and what changed between two of its states."""

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from litestar import Response
from msgspec import Struct

from app.http.history import CURSOR
from app.http.paging import page_of
from app.web.answers import AnyRequest, page
from app.web.pages import Viewer
from domain.accounts.service import AccountService
from domain.kernel import Actor, MenuId
from domain.menus.differences import Differences
from domain.menus.editions import EditionSummary
from domain.menus.history import Comparing, Past
from domain.menus.readers import CuratorReader, HistoryReader
from domain.menus.revisions import RevisionSummary

SHOWN: Final = 60
NOW: Final = "now"
STATE: Final = re.compile(r"(?P<past>edition|revision)-(?P<number>[1-9][0-9]{0,8})")


class State(Struct, frozen=True):
    """A state of a menu, as a form names it: edition-3, revision-17."""

    past: Past
    number: int

    @property
    def name(self) -> str:
        return f"{self.past}-{self.number}"


class Compared(Struct, frozen=True):
    """What is chosen in the two lists, whether somebody `asked` for it, and what it comes to.

    `since` is the revision that is chosen, if so.
    """

    old: str
    new: str
    differences: Differences
    asked: bool
    since: RevisionSummary | None = None


class Day(Struct, frozen=True):
    """The revisions of a day, newest first."""

    day: date
    revisions: tuple[RevisionSummary, ...]


class Archive(Struct, frozen=True, kw_only=True):
    """Where everything that the page shows is read."""

    accounts: AccountService
    comparing: Comparing
    curator_reader: CuratorReader
    history_reader: HistoryReader

    async def show(
        self, request: AnyRequest, actor: Actor, menu_id: MenuId, cursor: str | None, notice: str
    ) -> Response[str]:
        """`from` and `to` name the states to compare. Raises MenuNotFound, or what one of them raises."""
        menu = await self.curator_reader.menu(actor, menu_id)
        me = await self.accounts.me(actor)
        editions = await self.curator_reader.editions(actor, menu_id)
        (before,) = CURSOR.read(cursor) or (None,)
        found = await self.history_reader.revisions(actor, menu_id, SHOWN + 1, before)
        lines = page_of(found, SHOWN, lambda last: CURSOR.written((last.version,)))
        asked = {name: request.query_params.get(name, "") for name in ("from", "to")}
        return await page(
            request,
            "history.html",
            viewer=Viewer(me.username, me.display_name, me.time_zone, me.role),
            menu=menu,
            editions=editions,
            days=days_of(lines.items, me.time_zone),
            next_cursor=lines.next_cursor,
            compared=await self._compared(actor, menu_id, editions, asked),
            notice=notice,
        )

    async def _compared(
        self, actor: Actor, menu_id: MenuId, editions: tuple[EditionSummary, ...], asked: dict[str, str]
    ) -> Compared | None:
        """The working copy and the newest edition, unless others are asked for; None without a past."""
        newest = State("edition", editions[0].number) if editions else None
        wanted, new = state_of(asked["from"]), state_of(asked["to"])
        old, is_asked = wanted or newest, wanted is not None
        if old is None:
            return None
        if old.past == "edition" and new is not None and new.past == "edition":
            found = await self.comparing.editions(actor, menu_id, new.number, old.number)
            return Compared(old.name, new.name, found, is_asked)
        found = await self.comparing.working_copy(actor, menu_id, old.past, old.number)
        since = await self._line(actor, menu_id, old.number) if old.past == "revision" else None
        return Compared(old.name, NOW, found, is_asked, since)

    async def _line(self, actor: Actor, menu_id: MenuId, version: int) -> RevisionSummary:
        kept = await self.history_reader.revision(actor, menu_id, version)
        return RevisionSummary(kept.version, kept.made_at, kept.summary)


def state_of(name: str) -> State | None:
    """The state that a form names so; None for what names none."""
    named = STATE.fullmatch(name)
    if named is None:
        return None
    return State("edition" if named["past"] == "edition" else "revision", int(named["number"]))


def days_of(revisions: Iterable[RevisionSummary], zone: str) -> tuple[Day, ...]:
    """The revisions by the day on the curator's clock when they were saved."""

    def day(revision: RevisionSummary) -> date:
        return revision.made_at.astimezone(ZoneInfo(zone)).date()

    return tuple(Day(each, tuple(its)) for each, its in groupby(revisions, day))
