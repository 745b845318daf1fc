"""A person's own settings: profile, password, browsers that are signed in, keys for programs."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, SkipValidation
from msgspec import Meta, Struct

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.identity import Identity, identities
from app.http.me import PasswordChange, ProfileChange
from app.web.answers import AnyRequest, language_cookie, page, see_other, spoken, when_again
from app.web.notices import notice_of, saying
from app.web.sent import sent_form
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.proofs import Visitor
from domain.accounts.refusals import ApiKeyNotFound, SessionNotFound
from domain.accounts.service import AccountService
from domain.accounts.signing_in import SignInService
from domain.kernel import Busy, Clock, Conflict, Forbidden, Invalid, Scope

SETTINGS = "/settings"
TICKED = frozenset({"scopes"})


SECURITY = f"{SETTINGS}/security"
API_KEYS = f"{SETTINGS}/api-keys"


class KeyWish(Struct, frozen=True):
    """What the form of a new key asks for."""

    name: str
    days: Annotated[int, Meta(ge=1, le=366)] = 90
    scopes: tuple[Scope, ...] = ()


Room = Callable[..., Awaitable[Response[str]]]
"""Shows one room of the settings, with what else its page takes."""


class Closet(Struct, frozen=True):
    """Everything that the page shows and changes, for whoever asks."""

    request: AnyRequest
    identity: Identity
    accounts: AccountService
    sign_ins: SignInService
    api_keys: ApiKeyService
    clock: Clock

    async def profile(self, *, status: int = 200, **more: Any) -> Response[str]:
        me = await self.accounts.me(self.identity.actor)
        return await page(self.request, "settings/profile.html", status=status, me=me, **more)

    async def security(self, *, status: int = 200, **more: Any) -> Response[str]:
        actor = self.identity.actor
        return await page(
            self.request,
            "settings/security.html",
            status=status,
            me=await self.accounts.me(actor),
            sessions=await self.sign_ins.sessions(actor, self.identity.session_id, self.clock()),
            **more,
        )

    async def keys(self, *, status: int = 200, **more: Any) -> Response[str]:
        actor = self.identity.actor
        return await page(
            self.request,
            "settings/api_keys.html",
            status=status,
            me=await self.accounts.me(actor),
            api_keys=await self.api_keys.live(actor, self.clock()),
            **more,
        )

    @property
    def notice(self) -> str:
        return notice_of(self.request, spoken(self.request, self.identity))

    async def take(
        self, name: str, room: Room, change: Callable[[], Awaitable[Response[Any]]]
    ) -> Response[Any]:
        """Does what gives the answer; shows the form of that name again with what stands against it."""
        try:
            return await change()
        except (Invalid, Conflict, Forbidden, Busy) as refusal:
            form = await sent_form(self.request)
            state = form.refused(name, refusal, spoken(self.request, self.identity), TICKED)
            ticked = (await self.request.form()).getall("scopes", [])
            return when_again(await room(status=status_of(refusal), form=state, ticked=ticked), refusal)


def provide_closet(
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    accounts: NamedDependency[SkipValidation[AccountService]],
    sign_ins: NamedDependency[SkipValidation[SignInService]],
    api_keys: NamedDependency[SkipValidation[ApiKeyService]],
    clock: NamedDependency[SkipValidation[Clock]],
) -> Closet:
    return Closet(request, identity, accounts, sign_ins, api_keys, clock)


Own = NamedDependency[SkipValidation[Closet]]


class SettingsPages(Controller):
    path = SETTINGS
    opt = BY_SESSION
    dependencies = {"closet": Provide(provide_closet, sync_to_thread=False)}  # noqa: RUF012 - Litestar's way

    @get()
    async def show_profile(self, closet: Own) -> Response[str]:
        """Who somebody is here, and how they like things."""
        return await closet.profile(notice=closet.notice)

    @get("/security")
    async def show_security(self, closet: Own) -> Response[str]:
        """The password, and the browsers that are signed in."""
        return await closet.security(notice=closet.notice)

    @get("/api-keys")
    async def show_keys(self, closet: Own) -> Response[str]:
        """The keys that work, and the form of another."""
        return await closet.keys(notice=closet.notice)

    @post("/profile")
    async def change_profile(self, closet: Own) -> Response[Any]:
        """The language chosen here is that of the next page already."""

        async def change() -> Response[Any]:
            wish = (await sent_form(closet.request)).read(ProfileChange)
            now = closet.clock()
            me = await closet.accounts.change_profile(
                closet.identity.actor, lambda profile: wish.applied_to(profile, now)
            )
            return see_other(saying(SETTINGS, "saved"), cookies=[language_cookie(me.locale)])

        return await closet.take("profile", closet.profile, change)

    @post("/password")
    async def change_password(self, closet: Own, visitor: NamedDependency[Visitor]) -> Response[Any]:
        """Ends every session, and goes on in a fresh one."""

        async def change() -> Response[Any]:
            wish = (await sent_form(closet.request)).read(PasswordChange)
            opened = await closet.sign_ins.change_password(
                closet.identity.actor, wish.current, wish.new, visitor, closet.clock()
            )
            cookies: list[Cookie] = [identities(closet.request).cookie(opened)]
            return see_other(saying(SECURITY, "password"), cookies=cookies)

        return await closet.take("password", closet.security, change)

    @post("/sessions/{session_id:uuid}/revoke")
    async def end_session(self, closet: Own, session_id: FromPath[UUID]) -> Response[Any]:
        """Signs another browser out; asking twice is fine."""
        with suppress(SessionNotFound):
            await closet.sign_ins.sign_out(closet.identity.actor, session_id, closet.clock())
        return see_other(saying(SECURITY, "signed-out-there"))

    @post("/sessions/revoke")
    async def end_other_sessions(self, closet: Own) -> Response[Any]:
        """Signs every other browser out."""
        await closet.sign_ins.sign_out_elsewhere(
            closet.identity.actor, closet.identity.session_id, closet.clock()
        )
        return see_other(saying(SECURITY, "signed-out-elsewhere"))

    @post("/api-keys")
    async def issue_key(self, closet: Own) -> Response[Any]:
        """The new key stands on the page that answers, this once."""

        async def change() -> Response[Any]:
            fields = await closet.request.form()
            wish = (await sent_form(closet.request)).read(KeyWish, scopes=fields.getall("scopes", []))
            now = closet.clock()
            issued = await closet.api_keys.issue(
                closet.identity.actor, wish.name, wish.scopes, now + timedelta(days=wish.days), now
            )
            return await closet.keys(new_api_key=issued.key)

        return await closet.take("api-key", closet.keys, change)

    @post("/api-keys/{key_id:uuid}/revoke")
    async def revoke_key(self, closet: Own, key_id: FromPath[UUID]) -> Response[Any]:
        """Ends a key at once; asking twice is fine."""
        with suppress(ApiKeyNotFound):
            await closet.api_keys.revoke(closet.identity.actor, key_id, closet.clock())
        return see_other(saying(API_KEYS, "revoked"))
