"""Making an account, signing in, signing out."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.access import ANONYMOUS, OPTIONAL
from app.http.accounts import LoginForm, Registration
from app.http.bodies import LOGIN_FORM, SHORT_FORM
from app.http.csrf import csrf_token
from app.http.errors import status_of
from app.http.identity import identities
from app.web.answers import (
    LANGUAGE_COOKIE,
    LOGIN,
    STUDIO,
    AnyRequest,
    language_cookie,
    local_path,
    locale_of,
    page,
    see_other,
    spoken,
    when_again,
)
from app.web.forms import FormState
from app.web.kept import Kept, carried_in
from app.web.pages import Viewer
from app.web.resuming import login_with, signed_in_again
from app.web.sent import SentForm, sent_form
from app.web.studio.welcome import WELCOME
from domain.accounts.proofs import Visitor
from domain.accounts.service import AccountService, Application, RegistrationPolicy
from domain.accounts.signing_in import SignInService
from domain.kernel import Actor, Busy, Clock, DomainError, UserId

Accounts = NamedDependency[SkipValidation[AccountService]]
SignIns = NamedDependency[SkipValidation[SignInService]]
Now = NamedDependency[SkipValidation[Clock]]
Policy = NamedDependency[RegistrationPolicy]


class AccountPages(Controller):
    opt = {"accepts": SHORT_FORM}  # noqa: RUF012 - Litestar's way

    @get("/login", opt=OPTIONAL)
    async def show_login(self, request: AnyRequest, registration: Policy) -> Response[Any]:
        """The form; whoever is signed in already goes on to where they wanted to be."""
        wanted = local_path(request.query_params.get("next", ""))
        if await identities(request).of(request):
            return see_other(wanted)
        return await page(request, "login.html", registration=registration, next=wanted)

    @post("/login", opt={**ANONYMOUS, "accepts": LOGIN_FORM})
    async def sign_in(
        self,
        *,
        request: AnyRequest,
        accounts: Accounts,
        sign_ins: SignIns,
        visitor: NamedDependency[Visitor],
        clock: Now,
        registration: Policy,
    ) -> Response[Any]:
        """Opens a session, and goes on to where somebody wanted to be, or to what they had sent before."""
        form, kept = await sent_form(request), await carried_in(request)
        wanted = local_path(form.values.get("next", ""))
        try:
            wish = form.read(LoginForm)
            opened = await sign_ins.sign_in(wish.login, wish.password, visitor, clock())
        except DomainError as refusal:
            if kept:
                return await refused_again(request, form, refusal, kept)
            context = {"registration": registration, "next": wanted}
            return await shown_again(request, "login", form, refusal, context)
        await identities(request).end_present_session(request, sign_ins)
        cookie = identities(request).cookie(opened)
        if kept is None:
            own = await own_language(request, accounts, opened.user_id)
            return see_other(wanted, cookies=[cookie, *own])
        me = await accounts.me(Actor(opened.user_id))
        viewer = Viewer(me.username, me.display_name, me.time_zone, me.role)
        return signed_in_again(request, kept, viewer, csrf_token(opened.token), cookie)

    @get("/register", opt=OPTIONAL)
    async def show_registration(self, request: AnyRequest, registration: Policy) -> Response[Any]:
        """The form, with the invitation that the link brought; or the word that nobody is taken."""
        wanted = local_path(request.query_params.get("next", ""))
        if await identities(request).of(request):
            return see_other(wanted)
        brought = FormState("register", {"invitation": request.query_params.get("invitation", "")})
        return await page(request, "register.html", registration=registration, form=brought, next=wanted)

    @post("/register", opt=ANONYMOUS)
    async def register(
        self,
        *,
        request: AnyRequest,
        accounts: Accounts,
        sign_ins: SignIns,
        visitor: NamedDependency[Visitor],
        clock: Now,
        registration: Policy,
    ) -> Response[Any]:
        """Makes an account and opens its first session; goes on to where somebody wanted to be."""
        form = await sent_form(request)
        wanted = local_path(form.values.get("next", ""))
        try:
            application = application_in(form, locale_of(request))
            await accounts.register(application, visitor, clock())
        except DomainError as refusal:
            context = {"registration": registration, "next": wanted}
            return await shown_again(request, "register", form, refusal, context)
        try:
            opened = await sign_ins.sign_in(application.username, application.password, visitor, clock())
        except Busy:
            return see_other(LOGIN)
        goal = WELCOME if wanted == STUDIO else wanted
        return see_other(goal, cookies=[identities(request).cookie(opened)])

    @post("/logout", opt=OPTIONAL)
    async def sign_out(self, request: AnyRequest, sign_ins: SignIns, clock: Now) -> Response[Any]:
        """Ends the session and takes the cookie back; of no effect on somebody who has none."""
        identity = await identities(request).of(request)
        if identity and identity.session:
            await sign_ins.sign_out(identity.actor, identity.session_id, clock())
        return see_other("/", cookies=[identities(request).no_cookie()])


async def own_language(request: AnyRequest, accounts: AccountService, person: UserId) -> list[Cookie]:
    """That of the profile, where a browser remembers none: pages that are the same for everybody go by it."""
    if LANGUAGE_COOKIE in request.cookies:
        return []
    return [language_cookie((await accounts.me(Actor(person))).locale)]


def application_in(form: SentForm, locale: str) -> Application:
    """The form, with the language it was read in. Raises Invalid. An empty name is none."""
    name = form.values.get("display_name", "").strip() or None
    wish = form.read(Registration, locale=locale, display_name=name)
    return Application(
        email=wish.email,
        username=wish.username,
        password=wish.password,
        display_name=wish.display_name,
        locale=wish.locale,
        invitation=wish.invitation,
    )


async def refused_again(
    request: AnyRequest, form: SentForm, refusal: DomainError, kept: Kept
) -> Response[str]:
    """The form that signs in, once more, with the other one still in it."""
    login = SentForm({name: form.values[name] for name in ("login", "password") if name in form.values})
    state = login.refused("login", refusal, spoken(request))
    return when_again(await login_with(request, kept, status=status_of(refusal), form=state), refusal)


async def shown_again(
    request: AnyRequest, name: str, form: SentForm, refusal: DomainError, context: dict[str, Any]
) -> Response[str]:
    """The page with the refused form in it."""
    state = form.refused(name, refusal, spoken(request))
    shown = await page(request, f"{name}.html", status=status_of(refusal), form=state, **context)
    return when_again(shown, refusal)
