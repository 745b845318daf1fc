"""Alembic's entry: connects as the migrator, becomes the owner, and runs each revision in a transaction.

The address comes from the caller (`config.attributes["url"]`), never from a file.
"""

import asyncio

from alembic import context
from sqlalchemy import Connection, text

from adapters.postgres.engine import make_engine
from adapters.postgres.tables import metadata

LOCK = 7_316_252_001
"""Any fixed number: two upgrades at once take turns."""


def migrate(connection: Connection) -> None:
    connection.execute(text("SET ROLE media_menu_owner"))
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
    connection.commit()
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()


async def connect_and_migrate() -> None:
    engine = make_engine(context.config.attributes["url"], pool_size=1)
    async with engine.connect() as connection:
        await connection.run_sync(migrate)
    await engine.dispose()


asyncio.run(connect_and_migrate())
