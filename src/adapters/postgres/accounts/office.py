"""All accounts, for the administrators' role."""

from datetime import datetime

import msgspec
from sqlalchemy import func, insert, or_, select, update

from adapters.postgres.accounts.tables import invitations, sessions, users
from adapters.postgres.transactions import PgTransactions
from domain.accounts.invitations import Invitation
from domain.accounts.office import Account
from domain.accounts.refusals import AccountNotFound
from domain.kernel import UserId


class PgRegister:
    """Works on a pool of role media_menu_admin; each call is a transaction of its own."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def find(self, login: str) -> Account:
        wanted = func.lower(login)
        statement = select(*[users.c[name] for name in Account.__struct_fields__]).where(
            or_(func.lower(users.c.email) == wanted, func.lower(users.c.username) == wanted)
        )
        async with self._transactions.open(None) as connection:
            row = (await connection.execute(statement)).one_or_none()
        if row is None:
            raise AccountNotFound
        return Account(*row)

    async def save(self, account: Account) -> None:
        given = {"role": account.role, "may_ingest": account.may_ingest, "status": account.status}
        async with self._transactions.open(None) as connection:
            await connection.execute(update(users).where(users.c.id == account.id).values(given))

    async def set_password(self, user_id: UserId, password_hash: str, now: datetime) -> None:
        live = (sessions.c.user_id == user_id, sessions.c.revoked_at.is_(None))
        async with self._transactions.open(None) as connection:
            changed = update(users).where(users.c.id == user_id).values(password_hash=password_hash)
            await connection.execute(changed)
            await connection.execute(update(sessions).where(*live).values(revoked_at=now))

    async def invite(self, invitation: Invitation, digest: bytes) -> None:
        values = msgspec.structs.asdict(invitation) | {"code_hash": digest}
        async with self._transactions.open(None) as connection:
            await connection.execute(insert(invitations).values(values))
