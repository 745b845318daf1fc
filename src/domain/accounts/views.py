"""What people see of their own account: the documents of the API and of the settings page."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.accounts.model import Locale, RatingScale
from domain.kernel import Actor, Role, Scope, UserId


class Me(msgspec.Struct, frozen=True):
    """A person's own account and profile."""

    id: UserId
    email: str
    username: str
    role: Role
    may_ingest: bool
    display_name: str
    country_code: str
    locale: Locale
    time_zone: str
    rating_scale: RatingScale
    shows_adult: bool
    settings: dict[str, Any]
    onboarding_step: int
    onboarding_started_at: datetime | None
    onboarding_completed_at: datetime | None
    email_verified_at: datetime | None
    created_at: datetime


class SignedIn(msgspec.Struct, frozen=True):
    """Who a live session belongs to."""

    actor: Actor
    session_id: UUID
    username: str
    display_name: str
    locale: Locale
    expires_at: datetime


class OpenedSession(msgspec.Struct, frozen=True):
    """A new session with its token, which is nowhere else."""

    token: str
    id: UUID
    user_id: UserId
    expires_at: datetime


class SessionLine(msgspec.Struct, frozen=True):
    """One of the browsers a person is signed in with."""

    id: UUID
    user_agent: str
    address_prefix: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool


class ApiKeyLine(msgspec.Struct, frozen=True):
    """An API key as its owner may see it again: without the secret."""

    id: UUID
    name: str
    scopes: tuple[Scope, ...]
    hint: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


class IssuedApiKey(ApiKeyLine, frozen=True, kw_only=True):
    """The one time that the key itself is shown."""

    key: str
