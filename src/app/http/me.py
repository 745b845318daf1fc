"""The API of a person's own things: profile, password, browsers, API keys."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, Request, Response, delete, get, patch, post, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import UNSET, UnsetType

from app.http.access import BY_SESSION, SIGNED_IN
from app.http.accounts import PRIVATE, SessionDocument, document_of
from app.http.idempotency import REPLAYED_WITHOUT_SECRET
from app.http.identity import Identity, identities
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.model import Locale, Profile, RatingScale
from domain.accounts.proofs import Visitor
from domain.accounts.service import AccountService
from domain.accounts.signing_in import SignInService
from domain.accounts.views import ApiKeyLine, IssuedApiKey, Me, SessionLine
from domain.kernel import Actor, Clock, Page, Scope


class ProfileChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A merge patch: what is absent stays. `onboarding_completed` notes when, or that it is not."""

    display_name: str | UnsetType = UNSET
    country_code: str | UnsetType = UNSET
    locale: Locale | UnsetType = UNSET
    time_zone: str | UnsetType = UNSET
    rating_scale: RatingScale | UnsetType = UNSET
    shows_adult: bool | UnsetType = UNSET
    settings: dict[str, Any] | UnsetType = UNSET
    onboarding_step: int | UnsetType = UNSET
    onboarding_completed: bool | UnsetType = UNSET

    def applied_to(self, profile: Profile, now: datetime) -> Profile:
        given = {name: value for name, value in msgspec.structs.asdict(self).items() if value is not UNSET}
        step = given.pop("onboarding_step", profile.onboarding_step)
        completed = given.pop("onboarding_completed", profile.onboarding_completed_at is not None)
        return msgspec.structs.replace(profile, **given).at_step(step, now).onboarded(completed, now)


class PasswordChange(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    current: str
    new: str


class ApiKeyWish(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`expires_at` lies within a year; `ingest` takes the right to push records."""

    name: str
    scopes: list[Scope]
    expires_at: Annotated[datetime, msgspec.Meta(tz=True)]


class MeController(Controller):
    path = "/api/v1/me"
    tags = ("accounts",)
    opt = SIGNED_IN
    response_headers = PRIVATE

    @get()
    async def show(
        self, actor: NamedDependency[Actor], accounts: NamedDependency[SkipValidation[AccountService]]
    ) -> Me:
        """Account and profile."""
        return await accounts.me(actor)

    @patch()
    async def change(
        self,
        data: JSONBody[ProfileChange],
        actor: NamedDependency[Actor],
        accounts: NamedDependency[SkipValidation[AccountService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Me:
        """Changes what is given and leaves the rest."""
        now = clock()
        return await accounts.change_profile(actor, lambda profile: data.applied_to(profile, now))

    @put("/password", status_code=200, opt=BY_SESSION)
    async def change_password(
        self,
        *,
        request: Request[Any, Any, Any],
        data: JSONBody[PasswordChange],
        actor: NamedDependency[Actor],
        accounts: NamedDependency[SkipValidation[AccountService]],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        visitor: NamedDependency[Visitor],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Response[SessionDocument]:
        """Ends every session and answers with a fresh one: new cookie, new CSRF token."""
        opened = await sign_ins.change_password(actor, data.current, data.new, visitor, clock())
        document = document_of(await accounts.me(actor), opened)
        return Response(document, cookies=[identities(request).cookie(opened)])


class SessionsController(Controller):
    path = "/api/v1/me/sessions"
    tags = ("accounts",)
    opt = SIGNED_IN
    response_headers = PRIVATE

    @get()
    async def list_sessions(
        self,
        identity: NamedDependency[SkipValidation[Identity]],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Page[SessionLine]:
        """The browsers that are signed in, all on one page."""
        current = identity.session.session_id if identity.session else None
        return Page(await sign_ins.sessions(identity.actor, current, clock()))

    @delete(opt=BY_SESSION)
    async def end_others(
        self,
        identity: NamedDependency[SkipValidation[Identity]],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> None:
        """Ends every session but this one."""
        await sign_ins.sign_out_elsewhere(identity.actor, identity.session_id, clock())

    @delete("/{session_id:uuid}", opt=BY_SESSION)
    async def end_session(
        self,
        session_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        sign_ins: NamedDependency[SkipValidation[SignInService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> None:
        """Ends one."""
        await sign_ins.sign_out(actor, session_id, clock())


class ApiKeysController(Controller):
    path = "/api/v1/me/api-keys"
    tags = ("accounts",)
    opt = SIGNED_IN
    response_headers = PRIVATE

    @get()
    async def list_keys(
        self,
        actor: NamedDependency[Actor],
        api_keys: NamedDependency[SkipValidation[ApiKeyService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> Page[ApiKeyLine]:
        """The keys that work, all on one page, without their secrets."""
        return Page(await api_keys.live(actor, clock()))

    @post(opt=BY_SESSION, middleware=[REPLAYED_WITHOUT_SECRET])
    async def issue(
        self,
        data: JSONBody[ApiKeyWish],
        actor: NamedDependency[Actor],
        api_keys: NamedDependency[SkipValidation[ApiKeyService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> IssuedApiKey:
        """Makes a key and shows it, this once."""
        return await api_keys.issue(actor, data.name, data.scopes, data.expires_at, clock())

    @delete("/{key_id:uuid}")
    async def revoke(
        self,
        key_id: FromPath[UUID],
        actor: NamedDependency[Actor],
        api_keys: NamedDependency[SkipValidation[ApiKeyService]],
        clock: NamedDependency[SkipValidation[Clock]],
    ) -> None:
        """Ends a key at once."""
        await api_keys.revoke(actor, key_id, clock())
