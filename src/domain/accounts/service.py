"""What people do with their account: register, and say who they are and how they like things."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal

import msgspec

from domain.accounts.invitations import INVITATION_PREFIX
from domain.accounts.model import (
    Locale,
    NewAccount,
    Profile,
    display_name_problems,
    email_problems,
    password_as_hashed,
    password_problems,
    tidy,
    username_problems,
)
from domain.accounts.ports import Accounts, Doors, Passwords, Throttles, Tokens
from domain.accounts.proofs import Visitor
from domain.accounts.refusals import InvitationInvalid, InvitationRequired, RegistrationClosed, refuse
from domain.accounts.views import Me
from domain.kernel import Actor, Begin, NewId, UserId

REGISTRATIONS = 60
REGISTRATION_WINDOW: Final = timedelta(hours=1)
RegistrationPolicy = Literal["open", "invite", "closed"]


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody writes into the form of registration, not yet looked at."""

    email: str
    username: str
    password: str
    display_name: str | None = None
    locale: Locale = "en"
    invitation: str | None = None


class AccountService:
    """Registration and the profile."""

    def __init__(
        self,
        *,
        begin: Begin[Accounts],
        doors: Doors,
        passwords: Passwords,
        tokens: Tokens,
        throttles: Throttles,
        new_id: NewId,
        registration: RegistrationPolicy,
    ) -> None:
        self._begin = begin
        self._doors = doors
        self._passwords = passwords
        self._tokens = tokens
        self._throttles = throttles
        self._new_id = new_id
        self._registration = registration

    async def register(self, application: Application, visitor: Visitor, now: datetime) -> Me:
        """Makes an account; it is not signed in by that.

        Raises RegistrationClosed, InvitationRequired, Invalid with everything that is wrong, TooManyAttempts,
        InvitationInvalid, EmailTaken, UsernameTaken.
        """
        code = self._code_asked_of(application)
        account = account_from(application, UserId(self._new_id()))
        password = password_as_hashed(application.password)
        await self._throttles.claim(
            (f"register:{visitor.subscriber}",), REGISTRATIONS, REGISTRATION_WINDOW, now
        )
        invitation = self._digest_of(code)
        await self._doors.register(account, await self._passwords.hash(password), now, invitation)
        return await self.me(Actor(account.id))

    def _code_asked_of(self, application: Application) -> str | None:
        """The invitation's code where it takes one; None where anybody may register."""
        if self._registration == "closed":
            raise RegistrationClosed
        if self._registration == "open":
            return None
        code = tidy(application.invitation or "")
        if not code:
            raise InvitationRequired
        return code

    def _digest_of(self, code: str | None) -> bytes | None:
        if code is None:
            return None
        if not self._tokens.looks_valid(code, INVITATION_PREFIX):
            raise InvitationInvalid
        return self._tokens.digest(code)

    async def me(self, actor: Actor) -> Me:
        async with self._begin(actor) as accounts:
            return await accounts.people.me(actor.user_id)

    async def change_profile(self, actor: Actor, change: Callable[[Profile], Profile]) -> Me:
        """`change` gives the next profile from the present one. Raises Invalid."""
        async with self._begin(actor) as accounts:
            await accounts.people.lock(actor.user_id)
            present = profile_in(await accounts.people.me(actor.user_id))
            changed = change(present)
            await accounts.people.save_profile(actor.user_id, changed)
            if changed.display_name != present.display_name:
                await accounts.publications.refresh_name(actor.user_id)
            return await accounts.people.me(actor.user_id)


def account_from(application: Application, user_id: UserId) -> NewAccount:
    """Raises Invalid with every problem of the application at once, the password's too."""
    email = tidy(application.email)
    username = tidy(application.username).lower()
    name = email.partition("@")[0] if application.display_name is None else tidy(application.display_name)
    password = password_as_hashed(application.password)
    refuse([
        *email_problems(email),
        *username_problems(username),
        *password_problems(password, email=email, username=username),
        *(display_name_problems(name) if application.display_name is not None else ()),
    ])  # fmt: skip
    return NewAccount(
        id=user_id, email=email, username=username, display_name=name, locale=application.locale
    )


def profile_in(me: Me) -> Profile:
    return Profile(**{name: getattr(me, name) for name in Profile.__struct_fields__})
