"""Whether the database can be used by this version of the code."""

from functools import cache

from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.migrations import configuration

REVISION = text("SELECT version_num FROM public.alembic_version")


class PgReadiness:
    """Asks the database for its revision each time; the code's own is known from the start."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def problem(self) -> str | None:
        """None when ready, else one sentence without addresses or credentials."""
        try:
            async with self._engine.connect() as connection:
                revision = await connection.scalar(REVISION)
        except (SQLAlchemyError, OSError):
            return "The database cannot be reached, or has never been set up."
        return None if _is_current(revision) else "The database's schema is behind the code: upgrade it."


@cache
def _known_revisions() -> tuple[str, frozenset[str]]:
    scripts = ScriptDirectory.from_config(configuration())
    head = scripts.get_current_head() or ""
    return head, frozenset(script.revision for script in scripts.walk_revisions())


def _is_current(revision: str | None) -> bool:
    """A revision that this code does not know is that of a newer one, which is ahead."""
    head, known = _known_revisions()
    return revision is not None and (revision == head or revision not in known)
