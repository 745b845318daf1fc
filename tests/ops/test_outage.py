"""A database that goes away for a while is said to be away, and is used again when it is back."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import anyio.to_thread
import pytest
from litestar.testing import AsyncTestClient

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from app.settings import Settings
from app.wiring import build
from tests.service import until

NAME = "away"
ASKED = ("/", "/api/v1/media?q=solaris", "/api/v1/public/menus/some-menu-abcdefgh", "/m/some-menu-abcdefgh")


@pytest.fixture
def server() -> Iterator[EmbeddedPostgres]:
    with TemporaryDirectory(prefix="media-menu-away-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        try:
            set_up(server.superuser_url, NAME, server.passwords)
            upgrade(server.url("media_menu_migrator", NAME))
            yield server
        finally:
            server.stop()


async def test_a_database_that_is_away_is_a_503_and_is_used_again_when_it_is_back(
    server: EmbeddedPostgres,
) -> None:
    settings = Settings(data=server.data_dir, database_url=server.url("media_menu_app", NAME))
    async with AsyncTestClient(build(settings), base_url=settings.base_url) as client:

        async def answers() -> list[int]:
            return [(await client.get(path)).status_code for path in ASKED]

        async def is_back() -> bool:
            return await answers() == there

        there = await answers()
        await anyio.to_thread.run_sync(server.stop)
        assert await answers() == [503] * len(ASKED)
        refused = await client.get(ASKED[1])
        assert refused.json()["code"] == "not-ready"
        assert refused.headers["retry-after"] == "1"
        await anyio.to_thread.run_sync(server.start)
        await until(is_back)
