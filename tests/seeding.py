"""People and works for tests, put in place by a superuser, past every policy."""

from datetime import UTC, datetime

from uuid_utils.compat import uuid7

from domain.kernel import Actor, MediaItemId, UserId
from tests.postgres import Database, superuser

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)

PERSON = """
    WITH person AS (
        INSERT INTO accounts.users (id, email, username, password_hash, created_at, updated_at)
        VALUES ($1, $2 || '@example.org', $2, 'none', $4, $4) RETURNING id
    )
    INSERT INTO accounts.profiles (user_id, display_name, updated_at) SELECT id, $3, $4 FROM person"""

WORK = """
    INSERT INTO catalog.media_items
        (id, media_type, title, title_norm, search_norm, sort_key, release_year, creators, origin, owner_id)
    VALUES ($1, $2, $3, lower($3), lower($3), lower($3), $4, $5, $6, $7)"""


async def a_person(database: Database, username: str | None = None, display_name: str = "Somebody") -> Actor:
    """Somebody with an account and a profile, who cannot sign in."""
    user_id = UserId(uuid7())
    async with superuser(database) as connection:
        await connection.execute(PERSON, user_id, username or f"p{user_id.hex[-12:]}", display_name, NOW)
    return Actor(user_id)


async def a_work(
    database: Database,
    title: str = "Solaris",
    *,
    media_type: str = "film",
    release_year: int | None = 1972,
    creators: tuple[str, ...] = ("Andrei Tarkovsky",),
    owner: Actor | None = None,
) -> MediaItemId:
    """A work of the catalogue; with an owner, one that this person made for themselves."""
    work = MediaItemId(uuid7())
    origin, owner_id = ("custom", owner.user_id) if owner else ("ingested", None)
    async with superuser(database) as connection:
        await connection.execute(
            WORK, work, media_type, title, release_year, list(creators), origin, owner_id
        )
    return work


def work_row(work: MediaItemId) -> tuple[str, *tuple[object, ...]]:
    """The statement and its parameters that `a_work` runs, for a connection one has already."""
    return WORK, work, "film", "Solaris", 1972, ["Andrei Tarkovsky"], "ingested", None
