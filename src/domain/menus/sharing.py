"""Share links: what opens a draft to others, on which terms, and for how long."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from msgspec import Struct
from msgspec.structs import force_setattr

from domain.kernel import MenuId, Problem, UserId
from domain.menus import words
from domain.menus.errors import ShareTermsInvalid

LinkScope = Literal["view", "comment"]
"""Whether guests only read the draft, or leave notes on it too."""

MOST_LINKS = 50
MOST_HOURS = 31 * 24
LABEL = 100
VISIT = timedelta(hours=12)
"""How long a browser may go on reading before it has to open the link again."""


class Secret(Struct, frozen=True):
    """A random token, to be shown once, and the digest to keep."""

    token: str
    digest: bytes


class ShareLink(Struct, frozen=True):
    """A link to a draft, without its token."""

    id: UUID
    menu_id: MenuId
    owner_id: UserId
    label: str | None
    scope: LinkScope
    expires_at: datetime
    created_at: datetime
    max_uses: int | None = None
    use_count: int = 0
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        force_setattr(self, "label", words.optional(self.label, LABEL, "/label"))
        if self.max_uses is not None and not 1 <= self.max_uses <= 1_000_000:
            at = Problem("/max_uses", "out-of-range", "Between one use and a million.")
            raise ShareTermsInvalid("A link allows between one use and a million.", at)

    def is_alive(self, now: datetime) -> bool:
        """Whether it still opens the draft."""
        has_uses = self.max_uses is None or self.use_count < self.max_uses
        return has_uses and self.lets_in(now)

    def lets_in(self, now: datetime) -> bool:
        """Whether those read on who have opened it, though it may be used up."""
        return self.revoked_at is None and self.expires_at > now


class SharedDraft(Struct, frozen=True):
    """Which draft a visit may read, until when, by which link, and what else that allows."""

    menu_id: MenuId
    owner_id: UserId
    expires_at: datetime
    token_id: UUID
    scope: LinkScope

    @property
    def takes_notes(self) -> bool:
        return self.scope == "comment"


def expiry(now: datetime, hours: int) -> datetime:
    """The end of a link that is to live so many hours. Raises ShareTermsInvalid."""
    if not 1 <= hours <= MOST_HOURS:
        at = Problem("/expires_in_hours", "out-of-range", f"Between 1 and {MOST_HOURS} hours.")
        raise ShareTermsInvalid("A share link lives between an hour and 31 days.", at)
    return now + timedelta(hours=hours)
