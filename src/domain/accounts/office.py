"""What an operator does about accounts from the command line, on the administrators' connection."""

from datetime import datetime
from typing import Protocol

import msgspec

from domain.accounts.invitations import INVITATION_PREFIX, Invitation, IssuedInvitation, invitation_for
from domain.accounts.model import Status, password_as_hashed, password_problems
from domain.accounts.ports import Doors, Passwords, Tokens
from domain.accounts.refusals import refuse
from domain.accounts.service import Application, account_from
from domain.kernel import NewId, Role, UserId


class Account(msgspec.Struct, frozen=True):
    """An account as its administrator sees it."""

    id: UserId
    email: str
    username: str
    role: Role
    may_ingest: bool
    status: Status


class Register(Protocol):
    """Every account, by login (e-mail address or username)."""

    async def find(self, login: str) -> Account:
        """Raises AccountNotFound."""

    async def save(self, account: Account) -> None:
        """Keeps role, the right to ingest and status."""

    async def set_password(self, user_id: UserId, password_hash: str, now: datetime) -> None:
        """And ends every session of the person."""

    async def invite(self, invitation: Invitation, digest: bytes) -> None: ...


class OfficeService:
    def __init__(
        self, *, register: Register, doors: Doors, passwords: Passwords, tokens: Tokens, new_id: NewId
    ) -> None:
        self._register = register
        self._doors = doors
        self._passwords = passwords
        self._tokens = tokens
        self._new_id = new_id

    async def create(self, application: Application, now: datetime) -> Account:
        """Whatever the setting says about registration. Raises Invalid, EmailTaken, UsernameTaken."""
        account = account_from(application, UserId(self._new_id()))
        password_hash = await self._passwords.hash(password_as_hashed(application.password))
        await self._doors.register(account, password_hash, now)
        return await self._register.find(account.username)

    async def grant(self, login: str, role: Role | None, may_ingest: bool | None) -> Account:
        """Changes what is given and leaves what is None. Raises AccountNotFound."""
        account = await self._register.find(login)
        changed = msgspec.structs.replace(
            account,
            role=account.role if role is None else role,
            may_ingest=account.may_ingest if may_ingest is None else may_ingest,
        )
        await self._register.save(changed)
        return changed

    async def reset_password(self, login: str, password: str, now: datetime) -> Account:
        """Raises AccountNotFound, Invalid."""
        account = await self._register.find(login)
        password = password_as_hashed(password)
        refuse([*password_problems(password, email=account.email, username=account.username)])
        await self._register.set_password(account.id, await self._passwords.hash(password), now)
        return account

    async def invite(self, days: int, note: str, now: datetime) -> IssuedInvitation:
        """Good for one account within that many days. Raises Invalid."""
        invitation = invitation_for(days, note, now)
        code = self._tokens.new_token(INVITATION_PREFIX)
        await self._register.invite(invitation, self._tokens.digest(code))
        return IssuedInvitation(**msgspec.structs.asdict(invitation), code=code)
