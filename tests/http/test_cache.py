"""What one worker changes, every worker shows: within a second, or at once when it cannot hear."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.http.curators import Curator, a_curator, client_of
from tests.postgres import Database, as_superuser
from tests.service import Service, running_service, until

PUBLIC = "/api/v1/public/menus"
END_LISTENING = """
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND query ILIKE 'LISTEN%'"""
NEWEST = """
    AND backend_start = (SELECT max(backend_start) FROM pg_stat_activity
        WHERE datname = current_database() AND query ILIKE 'LISTEN%')"""


@pytest.fixture(scope="module")
async def workers(
    shared_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[list[Service]]:
    """Two workers of one service, without heartbeats that would find a broken connection by chance."""
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("adapters.postgres.announcements.HEARTBEAT_SECONDS", 60)
        # Cut off by one test, they hear again before the next.
        patch.setattr("adapters.postgres.announcements.RETRY_SECONDS", 0.01)
        async with AsyncExitStack() as opened:
            yield [
                await opened.enter_async_context(running_service(shared_database, folder, log_level="error"))
                for _ in range(2)
            ]


class Elsewhere:
    """A reader of one menu at the other worker, who has just read it twice, so that it is held there."""

    def __init__(self, worker: Service, slug: str) -> None:
        self._client = client_of(worker.application)
        self._places = (f"{PUBLIC}/{slug}", f"/m/{slug}", f"{PUBLIC}/{slug}/editions/1")

    async def answers(self) -> list[tuple[int, str]]:
        answers = [await self._client.get(place) for place in self._places]
        return [(each.status_code, each.text) for each in answers]

    async def statuses(self) -> set[int]:
        return {status for status, _ in await self.answers()}

    async def shows(self, status: int, word: str = "") -> None:
        async def shown() -> bool:
            return all(each == status and word in text for each, text in await self.answers())

        await until(shown)


@pytest.fixture
async def curator(workers: list[Service]) -> Curator:
    return await a_curator(workers[0].database, workers[0].application)


@pytest.fixture
async def path(curator: Curator) -> str:
    """Of a menu that is published."""
    path = await curator.full_menu()
    await curator.published(path)
    return path


@pytest.fixture
async def elsewhere(workers: list[Service], curator: Curator, path: str) -> Elsewhere:
    return await a_reader(workers[1], curator, path)


async def a_reader(worker: Service, curator: Curator, path: str) -> Elsewhere:
    reader = Elsewhere(worker, (await curator.shown(path))["slug"])
    for _ in range(2):
        assert await reader.statuses() == {200}
    return reader


async def test_unpublishing_publishing_and_deleting_are_seen_by_the_other_worker(
    curator: Curator, path: str, elsewhere: Elsewhere
) -> None:
    await curator.send("POST", f"{path}/unpublish")
    await elsewhere.shows(404)
    await curator.published(path)
    await elsewhere.shows(200)
    await curator.send("DELETE", path)
    await elsewhere.shows(410)


async def test_another_edition_is_seen_by_the_other_worker(
    curator: Curator, path: str, workers: list[Service], elsewhere: Elsewhere
) -> None:
    slug = (await curator.shown(path))["slug"]
    await curator.send("PATCH", path, {"title": "Quite another title"})
    await curator.published(path)
    client = client_of(workers[1].application)

    async def shown() -> bool:
        pages = [(await client.get(place)).text for place in (f"{PUBLIC}/{slug}", f"/m/{slug}")]
        return all("Quite another title" in page for page in pages)

    await until(shown)
    assert "Quite another title" not in (await elsewhere.answers())[2][1]


async def test_a_change_of_visibility_or_of_name_is_seen_by_the_other_worker(
    curator: Curator, path: str, workers: list[Service], elsewhere: Elsewhere
) -> None:
    slug = (await curator.shown(path))["slug"]
    client = client_of(workers[1].application)
    await curator.send("PATCH", path, {"visibility": "unlisted"})

    async def unlisted() -> bool:
        return (await client.get(f"{PUBLIC}/{slug}")).json()["visibility"] == "unlisted"  # type: ignore[no-any-return]

    await until(unlisted)
    await curator.send("PATCH", "/api/v1/me", {"display_name": "Grażyna"})
    await elsewhere.shows(200, "Grażyna")


async def heard_by(database: Database, number: int) -> None:
    """Waits until so many workers listen."""
    statement = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "

    async def all_listen() -> bool:
        return bool(await as_superuser(database, statement + "query ILIKE 'LISTEN%'") == number)

    await until(all_listen)


async def test_a_worker_that_cannot_hear_asks_each_time(
    curator: Curator, path: str, workers: list[Service], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = workers[0].database
    await heard_by(database, len(workers))
    async with running_service(database, tmp_path, log_level="error") as deaf:
        await heard_by(database, len(workers) + 1)
        elsewhere = await a_reader(deaf, curator, path)
        monkeypatch.setattr("adapters.postgres.announcements.RETRY_SECONDS", 60)
        assert await as_superuser(database, END_LISTENING + NEWEST) == 1
        await curator.send("POST", f"{path}/unpublish")
        await elsewhere.shows(404)
        await curator.published(path)
        assert await elsewhere.statuses() == {200}
        await curator.send("POST", f"{path}/unpublish")
        assert await elsewhere.statuses() == {404}


async def test_a_worker_that_was_cut_off_listens_again(
    curator: Curator, path: str, workers: list[Service], elsewhere: Elsewhere
) -> None:
    database = workers[0].database
    await heard_by(database, len(workers))
    assert await as_superuser(database, END_LISTENING) == len(workers)
    await heard_by(database, len(workers))
    await elsewhere.statuses()
    await curator.send("POST", f"{path}/unpublish")
    await elsewhere.shows(404)
