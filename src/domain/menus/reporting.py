"""Reporting a menu that anybody can read: by anybody, but not without end."""

from datetime import timedelta
from typing import Final, Protocol

from domain.kernel import Actor, Clock, NewId
from domain.menus.ports import Attempts
from domain.menus.reports import NewReport, Report

REPORTS: Final = 10
REPORTS_WINDOW: Final = timedelta(hours=1)


class ReportBox(Protocol):
    """Takes reports, and gives none back."""

    async def put(self, actor: Actor | None, report: Report) -> None:
        """Keep a report of the edition that is open. Raises MenuNotFound, MenuGone, AlreadyReported."""


class Reporting:
    def __init__(self, box: ReportBox, attempts: Attempts, clock: Clock, new_id: NewId) -> None:
        self._box = box
        self._attempts = attempts
        self._clock = clock
        self._new_id = new_id

    async def report(self, actor: Actor | None, address: str, slug: str, wish: NewReport) -> Report:
        """Tell administrators about a menu; `address` is whatever one subscriber has to themselves.

        Raises MenuNotFound, MenuGone, AlreadyReported, and Busy after too many.
        """
        now = self._clock()
        by = [f"report by {actor.user_id}"] if actor else []
        await self._attempts.claim([f"report from {address}", *by], REPORTS, REPORTS_WINDOW, now)
        reporter = actor.user_id if actor else None
        report = Report(self._new_id(), slug, reporter, wish.reason, wish.words, now)
        await self._box.put(actor, report)
        return report
