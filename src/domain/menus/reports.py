"""Reports of menus by those who read them, and what administrators decide about the menus."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import force_setattr

from domain.kernel import UserId
from domain.menus import words
from domain.menus.views import Status

ReportReason = Literal["spam", "hateful", "sexual", "personal-data", "copyright", "other"]
Decision = Literal["dismissed", "taken-down", "lifted"]

WORDS = 2000
RULING = 1000


class NewReport(Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with a menu; `other` has to say it in words."""

    reason: ReportReason
    words: str = ""

    def __post_init__(self) -> None:
        least = words.required if self.reason == "other" else words.optional
        force_setattr(self, "words", least(self.words, WORDS, "/words") or "")


class Report(Struct, frozen=True):
    """A report that was made. `reporter_id` is null for somebody who is not signed in."""

    id: UUID
    slug: str
    reporter_id: UserId | None
    reason: ReportReason
    words: str
    created_at: datetime


class Ruling(Struct, frozen=True):
    """What an administrator decides about a menu that was reported, and why; a take-down has to say it."""

    id: UUID
    slug: str
    decision: Decision
    reason: str
    decided_by: UserId
    decided_at: datetime

    def __post_init__(self) -> None:
        least = words.required if self.decision == "taken-down" else words.optional
        force_setattr(self, "reason", least(self.reason, RULING, "/reason") or "")


class ReportView(Struct, frozen=True):
    """A report as administrators read it; `reporter` is a username, null for who was not signed in."""

    id: UUID
    reason: ReportReason
    words: str
    reporter: str | None
    edition: int
    created_at: datetime


class RulingView(Struct, frozen=True):
    """A decision of the past; `report_count` is how many reports it settled.

    `decided_by` is a username, null once that person is erased. `in_force` is true for the take-down that
    still stands against publishing.
    """

    id: UUID
    slug: str
    title: str
    decision: Decision
    reason: str
    decided_by: str | None
    decided_at: datetime
    report_count: int
    in_force: bool


class CaseView(Struct, frozen=True):
    """A menu with the reports of it that are open: all are counted, the newest are shown.

    `status` is null once the menu is deleted, `curator` once that person is erased. `rulings` are earlier
    decisions about the same menu, newest first.
    """

    slug: str
    title: str
    curator: str | None
    status: Status | None
    is_taken_down: bool
    report_count: int
    first_at: datetime
    reports: tuple[ReportView, ...]
    rulings: tuple[RulingView, ...]
