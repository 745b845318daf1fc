"""What the database plans to do for statements that were executed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine


@asynccontextmanager
async def statements_of(engine: AsyncEngine) -> AsyncIterator[list[tuple[str, Any]]]:
    """What is executed meanwhile, with its parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        seen.append((statement, parameters))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine.sync_engine, "before_cursor_execute", note)


async def plans(engine: AsyncEngine, seen: list[tuple[str, Any]]) -> list[str]:
    """The plan of each, as the service's role gets it."""
    found = []
    async with engine.begin() as connection:
        for statement, parameters in seen:
            if "catalog." in statement:
                rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
                found.append("\n".join(row[0] for row in rows))
    return found
