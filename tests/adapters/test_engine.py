"""What the pool of connections lets out."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine


async def test_an_error_of_the_database_does_not_repeat_what_it_was_about(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        with pytest.raises(DBAPIError) as failure:
            await connection.execute(text("SELECT 1 / 0 WHERE 'x' <> :words"), {"words": "a diary"})
    assert "a diary" not in str(failure.value)
