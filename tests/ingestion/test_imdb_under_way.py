"""A load of IMDb's files as its runs show it while it is under way, and how it is stopped there."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.postgres.ingestion.imdb_staged import TAKE_ALL_TURNS
from adapters.sources.imdb_files import ImdbFile
from domain.ingestion.imdb_files.errors import LoadStopped
from domain.ingestion.imdb_files.lines import Block
from domain.ingestion.imdb_files.order import LoadOrder
from domain.ingestion.progress import Progress
from domain.kernel import Actor, UserId
from tests.ingestion.imdb_house import TITLE_HEADER, Files, load, loading, rating, rows, run_in_thread, title
from tests.postgres import Database
from tests.works import WorksHouse

pytestmark = pytest.mark.anyio

ADMIN = Actor(UserId(UUID(int=1)), "admin")
RUNS = "SELECT status, reason, finished_at IS NOT NULL FROM ingestion.runs ORDER BY id"
RUNNING = "SELECT id FROM ingestion.runs WHERE status = 'running' ORDER BY id"
HEARD = "SELECT counts ->> 'received' FROM ingestion.runs WHERE heard_at > started_at ORDER BY id"
WORKS = "SELECT title FROM catalog.media_items ORDER BY id"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path).write([title(1), title(2)], [rating(1)])


@pytest.fixture
def house(engine: AsyncEngine) -> WorksHouse:
    return WorksHouse(engine)


async def found(database: Database, statement: str, load: asyncio.Task[object]) -> list[tuple[object, ...]]:
    """The rows, as soon as there are some."""
    while not (there := await rows(database, statement)):
        assert not load.done()
        await asyncio.sleep(0.02)
    return there


async def test_a_load_that_waits_gives_signs_of_life_and_can_be_stopped_from_any_of_its_runs(
    database: Database, house: WorksHouse, files: Files
) -> None:
    other = await asyncpg.connect(database.url("media_menu_worker"))
    await other.execute(TAKE_ALL_TURNS)
    waiting = asyncio.create_task(load(database, files))
    assert await found(database, HEARD, waiting) == [("3",), ("2",)]
    [_, (ratings,)] = await rows(database, RUNNING)
    await house.supervising.stop(ADMIN, UUID(str(ratings)))
    with pytest.raises(LoadStopped):
        await waiting
    await other.close()
    assert await rows(database, RUNS) == [("stopped", None, True)] * 2
    assert await rows(database, WORKS) == []


class Endless:
    """A file of short films without an end."""

    size = 1
    digest = b"endless"

    def blocks(self) -> Iterator[Block]:
        yield Block(1, [TITLE_HEADER], 1, plain=True)
        number = 2
        while True:
            yield Block(number, [title(1, kind="short")] * 100, 1, plain=True)
            number += 100


async def test_a_load_is_stopped_while_it_reads(database: Database, house: WorksHouse, files: Files) -> None:
    order = LoadOrder(basics=Endless(), ratings=ImdbFile(files.ratings), accept_licence=True)
    reading = asyncio.create_task(loading(database)(order, lambda progress: None))
    [(basics,), _] = await found(database, RUNNING, reading)
    await house.supervising.stop(ADMIN, UUID(str(basics)))
    with pytest.raises(LoadStopped):
        await reading
    assert await rows(database, RUNS) == [("stopped", None, True)] * 2


async def test_a_load_that_is_stopped_at_its_very_end_keeps_nothing_of_its_last_slice(
    database: Database, files: Files
) -> None:
    stopping = At("sources", database, "UPDATE ingestion.runs SET status = 'stopped', finished_at = now()")
    with pytest.raises(LoadStopped):
        await load(database, files, watch=stopping)
    assert {row[0] for row in await rows(database, RUNS)} == {"stopped"}
    assert await rows(database, WORKS) == []


async def test_a_load_that_was_given_up_for_dead_finishes_all_the_same(
    database: Database, files: Files
) -> None:
    dead = "status = 'failed', reason = 'no-sign-of-life', finished_at = now()"
    await load(database, files, watch=At("sources", database, f"UPDATE ingestion.runs SET {dead}"))
    assert await rows(database, RUNS) == [("finished", None, True)] * 2
    assert len(await rows(database, WORKS)) == 2


async def test_a_finished_load_says_how_many_lines_it_received(database: Database, files: Files) -> None:
    await load(database, files)
    said = "SELECT status, counts ->> 'received', counts ->> 'created' FROM ingestion.runs ORDER BY id"
    assert await rows(database, said) == [("finished", "3", "2"), ("finished", "2", "1")]


class At:
    """Does something to the runs, beside the load, when that comes to a step."""

    def __init__(self, step: str, database: Database, statement: str) -> None:
        self._step = step
        self._database = database
        self._statement = statement

    def __call__(self, progress: Progress) -> None:
        if progress.step == self._step:
            run_in_thread(self._do())

    async def _do(self) -> None:
        connection = await asyncpg.connect(self._database.superuser_url)
        await connection.execute(self._statement)
        await connection.close()
