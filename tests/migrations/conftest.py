"""One migrated database for all tests that only look, or take back what they do."""

import asyncio
from collections.abc import Iterator

import pytest

from adapters.embedded import EmbeddedPostgres
from tests.conftest import TEMPLATE, on_server
from tests.postgres import Database


@pytest.fixture(scope="session")
def migrated(cluster: EmbeddedPostgres) -> Iterator[Database]:
    """Shared: whoever writes to it rolls back."""
    copy = f"CREATE DATABASE migrated OWNER media_menu_owner TEMPLATE {TEMPLATE} STRATEGY FILE_COPY"
    asyncio.run(on_server(cluster, copy))
    yield Database(cluster, "migrated")
    asyncio.run(on_server(cluster, "DROP DATABASE migrated WITH (FORCE)"))
