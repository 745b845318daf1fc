"""One person's account, sessions and keys, each in the connection of a unit of work."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec
from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.accounts.tables import api_keys, profiles, sessions, users
from domain.accounts.model import Profile
from domain.accounts.ports import Publications
from domain.accounts.proofs import ApiKey, Session
from domain.accounts.refusals import AccountNotFound, ApiKeyNotFound, SessionNotFound
from domain.accounts.views import ApiKeyLine, Me, SessionLine
from domain.kernel import UserId

SHOWN = [(users if name in users.c else profiles).c[name] for name in Me.__struct_fields__]
ENDS = sessions.c.absolute_expires_at.label("expires_at")
LISTED = [ENDS if name == "expires_at" else sessions.c[name] for name in SessionLine.__struct_fields__[:-1]]


class PgPeople:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def me(self, user_id: UserId) -> Me:
        statement = select(*SHOWN).join_from(users, profiles).where(users.c.id == user_id)
        row = (await self._connection.execute(statement)).one_or_none()
        if row is None:
            raise AccountNotFound
        return Me(*row)

    async def lock(self, user_id: UserId) -> str:
        statement = (
            select(users.c.password_hash)
            .where(users.c.id == user_id, users.c.status == "active")
            .with_for_update(key_share=True)
        )
        found: str | None = await self._connection.scalar(statement)
        if found is None:
            raise AccountNotFound
        return found

    async def set_password_hash(self, user_id: UserId, password_hash: str) -> None:
        statement = update(users).where(users.c.id == user_id).values(password_hash=password_hash)
        await self._connection.execute(statement)

    async def save_profile(self, user_id: UserId, profile: Profile) -> None:
        values = msgspec.structs.asdict(profile)
        await self._connection.execute(update(profiles).where(profiles.c.user_id == user_id).values(values))


class PgSessions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def open(self, session: Session, digest: bytes) -> None:
        """Sweeps out what can never open anything again."""
        over = or_(
            sessions.c.absolute_expires_at <= session.created_at, sessions.c.revoked_at <= session.created_at
        )
        await self._connection.execute(delete(sessions).where(sessions.c.user_id == session.user_id, over))
        values = msgspec.structs.asdict(session)
        values |= {"token_hash": digest, "last_seen_at": session.created_at}
        await self._connection.execute(insert(sessions).values(values))

    async def live(self, user_id: UserId, current: UUID | None, now: datetime) -> tuple[SessionLine, ...]:
        statement = (
            select(*LISTED)
            .where(sessions.c.user_id == user_id, sessions.c.revoked_at.is_(None))
            .where(sessions.c.idle_expires_at > now, sessions.c.absolute_expires_at > now)
            .order_by(sessions.c.last_seen_at.desc(), sessions.c.id.desc())
        )
        rows = (await self._connection.execute(statement)).mappings()
        return tuple(SessionLine(**row, current=row["id"] == current) for row in rows)

    async def end(self, user_id: UserId, session_id: UUID, now: datetime) -> None:
        statement = (
            update(sessions)
            .where(sessions.c.user_id == user_id, sessions.c.id == session_id)
            .where(sessions.c.revoked_at.is_(None), sessions.c.absolute_expires_at > now)
            .values(revoked_at=now)
        )
        if (await self._connection.execute(statement)).rowcount == 0:
            raise SessionNotFound

    async def end_all(self, user_id: UserId, keep: UUID | None, now: datetime) -> None:
        statement = (
            update(sessions)
            .where(sessions.c.user_id == user_id, sessions.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )
        await self._connection.execute(statement if keep is None else statement.where(sessions.c.id != keep))


class PgApiKeys:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, key: ApiKey, digest: bytes) -> None:
        values = msgspec.structs.asdict(key)
        values |= {"scopes": sorted(key.scopes), "key_hash": digest}
        await self._connection.execute(insert(api_keys).values(values))

    async def live(self, user_id: UserId, now: datetime) -> tuple[ApiKeyLine, ...]:
        statement = (
            select(*[api_keys.c[name] for name in ApiKeyLine.__struct_fields__])
            .where(api_keys.c.user_id == user_id)
            .where(api_keys.c.revoked_at.is_(None), api_keys.c.expires_at > now)
            .order_by(api_keys.c.created_at.desc(), api_keys.c.id.desc())
        )
        rows = (await self._connection.execute(statement)).mappings()
        return tuple(ApiKeyLine(**{**row, "scopes": tuple(row["scopes"])}) for row in rows)

    async def revoke(self, user_id: UserId, key_id: UUID, now: datetime) -> None:
        statement = (
            update(api_keys)
            .where(api_keys.c.user_id == user_id, api_keys.c.id == key_id)
            .where(api_keys.c.revoked_at.is_(None), api_keys.c.expires_at > now)
            .values(revoked_at=now)
        )
        if (await self._connection.execute(statement)).rowcount == 0:
            raise ApiKeyNotFound


class PgAccounts:
    """What a unit of work of accounts works with; another context's publications work in it too."""

    def __init__(
        self, connection: AsyncConnection, publications: Callable[[AsyncConnection], Publications]
    ) -> None:
        self.people = PgPeople(connection)
        self.sessions = PgSessions(connection)
        self.api_keys = PgApiKeys(connection)
        self.publications = publications(connection)
