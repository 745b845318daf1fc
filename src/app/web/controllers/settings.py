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
from app.web.notices import notice_of
from app.web.sent import sent_form
from domain.accounts.api_keys import ApiKeyService
from domain.accounts.proofs import Visitor
from domain.accounts.refusals import ApiKeyNotFound, SessionNotFound
from domain.accounts.service import AccountService
from domain.accounts.signing_in import SignInService
from domain.kernel import Busy, Clock, Conflict, Forbidden, Invalid, Scope

SETTINGS = "/settings"
TICKED = frozenset({"scopes"})


def done(what: str) -> str:
    """The page with a word on top; without a place of its own the address would keep that of the form."""
    return f"{SETTINGS}?done={what}#top"


class KeyWish(Struct, frozen=True):
    """What the form of a new key asks for."""

    name: str
    days: Annotated[int, Meta(ge=1, le=366)] = 90
    scopes: tuple[Scope, ...] = ()


class Closet(Struct, frozen=True):
    """Everything that the page shows and changes, for whoever asks."""

    request: AnyRequest
    identity: Identity
    accounts: AccountService
    sign_ins: SignInService
    api_keys: ApiKeyService
    clock: Clock

    async def show(self, *, status: int = 200, **more: Any) -> Response[str]:
        actor, now = self.identity.actor, self.clock()
        return await page(
            self.request,
            "settings.html",
            status=status,
            here=SETTINGS,
            me=await self.accounts.me(actor),
            sessions=await self.sign_ins.sessions(actor, self.identity.session_id, now),
            api_keys=await self.api_keys.live(actor, now),
            **more,
        )

    async def take(self, name: str, change: Callable[[], Awaitable[Response[Any]]]) -> Response[Any]:
        """Does what gives the answer; shows the form of that name again with what stands against it."""
        try:
            return await change()
        except (Invalid, Conflict, Forbidden, Busy) as refusal:
            form = await sent_form(self.request)
            state = form.refused(name, refusal, spoken(self.request, self.identity), TICKED)
            return when_again(await self.show(status=status_of(refusal), form=state), refusal)


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
    async def show(self, closet: Own) -> Response[str]:
        """All of it on one page."""
        return await closet.show(notice=notice_of(closet.request, spoken(closet.request, closet.identity)))

    @post("/profile")
    async def change_profile(self, closet: Own) -> Response[Any]:
        """The language chosen here is that of the next page already."""

        async def change() -> Response[Any]:
            wish = (await sent_form(closet.request)).read(ProfileChange)
            now = closet.clock()
            me = await closet.accounts.change_profile(
                closet.identity.actor, lambda profile: wish.applied_to(profile, now)
            )
            return see_other(done("saved"), cookies=[language_cookie(me.locale)])

        return await closet.take("profile", change)

    @post("/password")
    async def change_password(self, closet: Own, visitor: NamedDependency[Visitor]) -> Response[Any]:
        """Ends every session, and goes on in a fresh one."""

        async def change() -> Response[Any]:
            wish = (await sent_form(closet.request)).read(PasswordChange)
            opened = await closet.sign_ins.change_password(
                closet.identity.actor, wish.current, wish.new, visitor, closet.clock()
            )
            cookies: list[Cookie] = [identities(closet.request).cookie(opened)]
            return see_other(done("password"), cookies=cookies)

        return await closet.take("password", change)

    @post("/sessions/{session_id:uuid}/revoke")
    async def end_session(self, closet: Own, session_id: FromPath[UUID]) -> Response[Any]:
        """Signs another browser out; asking twice is fine."""
        with suppress(SessionNotFound):
            await closet.sign_ins.sign_out(closet.identity.actor, session_id, closet.clock())
        return see_other(f"{SETTINGS}#sessions")

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
            return await closet.show(new_api_key=issued.key)

        return await closet.take("api-key", change)

    @post("/api-keys/{key_id:uuid}/revoke")
    async def revoke_key(self, closet: Own, key_id: FromPath[UUID]) -> Response[Any]:
        """Ends a key at once; asking twice is fine."""
        with suppress(ApiKeyNotFound):
            await closet.api_keys.revoke(closet.identity.actor, key_id, closet.clock())
        return see_other(f"{SETTINGS}#api-keys")
