"""Signing in and out, and the password: everything that opens or ends a session."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from domain.accounts.model import password_as_hashed, password_problems, tidy
from domain.accounts.ports import (
    Accounts,
    Credentials,
    Doors,
    LoginEvent,
    Passwords,
    Reason,
    Throttles,
    Tokens,
    Verdict,
)
from domain.accounts.proofs import Visitor, session_for
from domain.accounts.refusals import (
    AccountBanned,
    PasswordChangedMeanwhile,
    TooManyAttempts,
    WrongCredentials,
    WrongPassword,
    refuse,
)
from domain.accounts.views import OpenedSession, SessionLine
from domain.kernel import Actor, Begin, NewId

FAILURES = 10
FAILURE_WINDOW: Final = timedelta(minutes=5)


class SignInService:
    """Every way in makes a new session; none looks at a token that the browser brought along."""

    def __init__(
        self,
        *,
        begin: Begin[Accounts],
        doors: Doors,
        passwords: Passwords,
        tokens: Tokens,
        throttles: Throttles,
        new_id: NewId,
    ) -> None:
        self._begin = begin
        self._doors = doors
        self._passwords = passwords
        self._tokens = tokens
        self._throttles = throttles
        self._new_id = new_id

    async def sign_in(self, login: str, password: str, visitor: Visitor, now: datetime) -> OpenedSession:
        """`login` is an e-mail address or a username.

        Known and unknown logins take the same steps. Raises WrongCredentials, TooManyAttempts, AccountBanned.
        """
        login = tidy(login).lower()
        found = await self._doors.credentials(login, visitor, now)
        verdict = await self._attempt(found, password, counted(found, login, visitor), now)
        if found is None or verdict == "wrong":
            await self._note(found, "wrong-password" if found else "unknown-login", visitor, now)
            raise WrongCredentials
        if found.status == "banned":
            await self._note(found, "banned", visitor, now)
            raise AccountBanned
        dated = verdict == "right-but-dated"
        rehashed = await self._passwords.hash(password_as_hashed(password)) if dated else None
        opened = await self._open(found, rehashed, visitor, now)
        await self._note(found, "signed-in", visitor, now)
        return opened

    async def sign_out(self, actor: Actor, session_id: UUID, now: datetime) -> None:
        """Ends one of the actor's sessions, the present one or another. Raises SessionNotFound."""
        async with self._begin(actor) as accounts:
            await accounts.sessions.end(actor.user_id, session_id, now)

    async def sessions(self, actor: Actor, current: UUID | None, now: datetime) -> tuple[SessionLine, ...]:
        async with self._begin(actor) as accounts:
            return await accounts.sessions.live(actor.user_id, current, now)

    async def sign_out_elsewhere(self, actor: Actor, current: UUID | None, now: datetime) -> None:
        """Ends every session but the current one; all of them when there is none."""
        async with self._begin(actor) as accounts:
            await accounts.sessions.end_all(actor.user_id, keep=current, now=now)

    async def change_password(
        self, actor: Actor, current: str, new: str, visitor: Visitor, now: datetime
    ) -> OpenedSession:
        """Ends every session of the person and opens a fresh one for whoever changed it.

        Raises WrongPassword, TooManyAttempts, Invalid, PasswordChangedMeanwhile.
        """
        async with self._begin(actor) as accounts:
            me = await accounts.people.me(actor.user_id)
            found = Credentials(actor.user_id, await accounts.people.lock(actor.user_id), "active", True)
        if await self._attempt(found, current, (f"password:{actor.user_id}",), now) == "wrong":
            raise WrongPassword
        new = password_as_hashed(new)
        refuse([*password_problems(new, email=me.email, username=me.username, pointer="/new")])
        return await self._replace_password(found, await self._passwords.hash(new), visitor, now)

    async def _attempt(
        self, found: Credentials | None, password: str, count: Sequence[str], now: datetime
    ) -> Verdict:
        """Claims before hashing, so that a crowd of guesses is counted before any is answered."""
        await self._throttles.claim(count, FAILURES, FAILURE_WINDOW, now)
        known = found.password_hash if found else None
        try:
            verdict = await self._passwords.verify(known, password_as_hashed(password))
        except TooManyAttempts:
            await self._throttles.give_back(count)
            raise
        if verdict != "wrong":
            await self._throttles.give_back(count)
        return verdict

    async def _open(
        self, found: Credentials, rehashed: str | None, visitor: Visitor, now: datetime
    ) -> OpenedSession:
        """Refuses when the password was changed since it was checked."""
        async with self._begin(Actor(found.user_id)) as accounts:
            if await accounts.people.lock(found.user_id) != found.password_hash:
                raise WrongCredentials
            if rehashed is not None:
                await accounts.people.set_password_hash(found.user_id, rehashed)
            return await self._new_session(accounts, found, visitor, now)

    async def _replace_password(
        self, found: Credentials, password_hash: str, visitor: Visitor, now: datetime
    ) -> OpenedSession:
        async with self._begin(Actor(found.user_id)) as accounts:
            if await accounts.people.lock(found.user_id) != found.password_hash:
                raise PasswordChangedMeanwhile
            await accounts.people.set_password_hash(found.user_id, password_hash)
            await accounts.sessions.end_all(found.user_id, keep=None, now=now)
            return await self._new_session(accounts, found, visitor, now)

    async def _new_session(
        self, accounts: Accounts, found: Credentials, visitor: Visitor, now: datetime
    ) -> OpenedSession:
        token = self._tokens.new_token()
        session = session_for(found.user_id, self._new_id(), visitor, now)
        await accounts.sessions.open(session, self._tokens.digest(token))
        return OpenedSession(token, session.id, session.user_id, session.absolute_expires_at)

    async def _note(self, found: Credentials | None, reason: Reason, visitor: Visitor, now: datetime) -> None:
        person = found.user_id if found else None
        await self._doors.record_login(LoginEvent(self._new_id(), person, reason, visitor.network, now))


def counted(found: Credentials | None, login: str, visitor: Visitor) -> tuple[str, str]:
    """What an attempt counts against: the account and the address.

    From a network where its owner signed in of late an account has a count of its own, so that a stranger
    who guesses elsewhere cannot lock the owner out at home.
    """
    account = str(found.user_id) if found else login
    where = f"@{visitor.network}" if found and found.network_is_known else ""
    return f"sign-in:{account}{where}", f"sign-in-from:{visitor.subscriber}"
