"""Notes what goes wrong, reads it back for administrators, and keeps its months in shape."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any

import structlog
from sqlalchemy import TextClause, insert, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.ingestion import documents
from adapters.postgres.ingestion.tables import integration_errors
from domain.ingestion.errors import AdminRoleMissing
from domain.ingestion.ports import TroubleQuery
from domain.ingestion.troubles import Trouble, said_safely
from domain.ingestion.views import TroubleCount, TroubleView
from domain.kernel import Clock, NewId

NOT_PERMITTED = "42501"
KEEP_IN_SHAPE = text("SELECT ingestion.keep_errors_in_shape(:now)")

log: Any = structlog.get_logger()


class PgErrorLog:
    """The port ErrorLog, each note a transaction of its own: what failed has been rolled back by then."""

    def __init__(self, engine: AsyncEngine, new_id: NewId, clock: Clock) -> None:
        self._engine = engine
        self._new_id = new_id
        self._clock = clock

    async def note(self, trouble: Trouble) -> None:
        facts = {name: getattr(trouble, name) for name in Trouble.__struct_fields__}
        facts |= {"id": self._new_id(), "at": self._clock(), "message": said_safely(trouble.message)}
        for attempts_left in (1, 0):
            try:
                async with self._engine.begin() as connection:
                    await connection.execute(insert(integration_errors).values(facts))
                return
            except (SQLAlchemyError, OSError) as error:
                # A row on its way into the default partition is refused when its month is made meanwhile.
                if not attempts_left:
                    log.warning("trouble not kept", code=trouble.code, error=type(error).__name__)


class PgErrorMonths:
    """The port ErrorMonths, on a pool of role media_menu_worker."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def keep_in_shape(self, now: datetime) -> None:
        async with self._engine.begin() as connection:
            await connection.execute(KEEP_IN_SHAPE, {"now": now})


class PgTroubleReader:
    """The port TroubleReader, on a pool of role media_menu_admin."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def troubles(self, query: TroubleQuery) -> Sequence[TroubleView]:
        before_at, before_id = query.before or (None, None)
        day = query.day and datetime.combine(query.day, time(), UTC)
        asked = {
            "before_at": before_at,
            "source_name": query.source_name,
            "code": query.code,
            "day": day,
        }
        given = {name: value for name, value in asked.items() if value is not None}
        parameters = given | {"since": query.since, "most": query.limit}
        if before_id:
            parameters["before_id"] = before_id
        rows = await self._rows(documents.troubles(given), parameters)
        return [TroubleView(*row) for row in rows]

    async def by_day(self, since: datetime) -> Sequence[TroubleCount]:
        return [TroubleCount(*row) for row in await self._rows(documents.TROUBLES_BY_DAY, {"since": since})]

    async def choices(self, since: datetime) -> tuple[Sequence[str], Sequence[str]]:
        ((sources, codes),) = await self._rows(documents.TROUBLE_CHOICES, {"since": since})
        return sources or (), codes or ()

    async def _rows(self, statement: TextClause, parameters: dict[str, Any]) -> Sequence[Any]:
        try:
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == NOT_PERMITTED:
                raise AdminRoleMissing from error
            raise
