"""Invitations: with one, one person makes an account where registration is not open to everybody."""

from datetime import datetime, timedelta
from typing import Final

import msgspec

from domain.accounts.model import tidy
from domain.accounts.refusals import refuse
from domain.kernel import Problem

INVITATION_PREFIX: Final = "mmi_"
LONGEST_DAYS: Final = 366
NOTE_MAX: Final = 200


class Invitation(msgspec.Struct, frozen=True, kw_only=True):
    """Without the code; `note` tells the operator for whom it is."""

    note: str
    created_at: datetime
    expires_at: datetime

    def __post_init__(self) -> None:
        problems = []
        if len(self.note) > NOTE_MAX or (self.note and not self.note.isprintable()):
            problems.append(Problem("/note", "note-invalid", f"At most {NOTE_MAX} characters on one line."))
        if not self.created_at < self.expires_at <= self.created_at + timedelta(days=LONGEST_DAYS):
            problems.append(Problem("/days", "expiry-invalid", "Later than now, and within a year."))
        refuse(problems)


class IssuedInvitation(Invitation, frozen=True, kw_only=True):
    """The one time that the code itself is shown."""

    code: str


def invitation_for(days: int, note: str, now: datetime) -> Invitation:
    """Raises Invalid."""
    return Invitation(note=tidy(note), created_at=now, expires_at=now + timedelta(days=days))
