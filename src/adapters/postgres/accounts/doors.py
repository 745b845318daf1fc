"""The doors: database functions that lead from a login, a token or a key to a person."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import text

from adapters.postgres.constraints import Refusals
from adapters.postgres.transactions import PgTransactions
from domain.accounts.model import NewAccount
from domain.accounts.ports import Credentials, LoginEvent
from domain.accounts.proofs import IDLE, Visitor
from domain.accounts.refusals import EmailTaken, InvitationInvalid, UsernameTaken
from domain.accounts.views import SignedIn
from domain.kernel import Actor

REFUSALS: Final[Refusals] = {"users_email_lower_uq": EmailTaken, "users_username_lower_uq": UsernameTaken}

OF_LATE: Final = timedelta(days=90)
"""A network from which the owner signed in within this time is known."""

REGISTER = text(
    "SELECT accounts.register(:id, :email, :username, :password_hash, :display_name, :locale, :now)"
)
REGISTER_INVITED = text("""
    SELECT accounts.register_invited(
        :invitation, :id, :email, :username, :password_hash, :display_name, :locale, :now)
""")
CREDENTIALS = text("SELECT * FROM accounts.credentials(:login, :network, :since)")
SESSION = text("""
    SELECT person.*, accounts.shows_adult(person.user_id) AS sees_adult
    FROM accounts.session_by_token(:digest, :now, :idle_until) AS person
""")
API_KEY = text("""
    SELECT person.*, accounts.shows_adult(person.user_id) AS sees_adult
    FROM accounts.api_key_by_hash(:digest, :now) AS person
""")
RECORD_LOGIN = text("SELECT accounts.record_login(:id, :user_id, :success, :reason, :address_prefix, :at)")


class PgDoors:
    """Each call is a transaction of its own, without an identity."""

    def __init__(self, transactions: PgTransactions) -> None:
        self._transactions = transactions

    async def register(
        self, account: NewAccount, password_hash: str, now: datetime, invitation: bytes | None = None
    ) -> None:
        given = {
            "id": account.id,
            "email": account.email,
            "username": account.username,
            "password_hash": password_hash,
            "display_name": account.display_name,
            "locale": account.locale,
            "now": now,
        }
        async with self._transactions.open(None) as connection:
            if invitation is None:
                await connection.execute(REGISTER, given)
            elif not await connection.scalar(REGISTER_INVITED, given | {"invitation": invitation}):
                raise InvitationInvalid

    async def credentials(self, login: str, visitor: Visitor, now: datetime) -> Credentials | None:
        asked = {"login": login, "network": visitor.network, "since": now - OF_LATE}
        async with self._transactions.open(None) as connection:
            row = (await connection.execute(CREDENTIALS, asked)).one_or_none()
        return None if row is None else Credentials(*row)

    async def session(self, digest: bytes, now: datetime) -> SignedIn | None:
        asked = {"digest": digest, "now": now, "idle_until": now + IDLE}
        async with self._transactions.open(None) as connection:
            row = (await connection.execute(SESSION, asked)).mappings().one_or_none()
        return None if row is None else signed_in(row)

    async def api_key(self, digest: bytes, now: datetime) -> Actor | None:
        async with self._transactions.open(None) as connection:
            row = (await connection.execute(API_KEY, {"digest": digest, "now": now})).one_or_none()
        if row is None:
            return None
        return Actor(row.user_id, row.role, frozenset(row.scopes), sees_adult=row.sees_adult)

    async def record_login(self, event: LoginEvent) -> None:
        given = {
            "id": event.id,
            "user_id": event.user_id,
            "success": event.reason == "signed-in",
            "reason": event.reason,
            "address_prefix": event.address_prefix,
            "at": event.at,
        }
        async with self._transactions.open(None) as connection:
            await connection.execute(RECORD_LOGIN, given)


def signed_in(row: Mapping[Any, Any]) -> SignedIn:
    """A person in the browser reads and writes; pushing records takes a key."""
    return SignedIn(
        actor=Actor(row["user_id"], row["role"], sees_adult=row["sees_adult"]),
        session_id=row["session_id"],
        username=row["username"],
        display_name=row["display_name"],
        locale=row["locale"],
        expires_at=row["expires_at"],
    )
