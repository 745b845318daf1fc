"""Covers of our own: wanted when a work is used, fetched by a job, shown wherever the work is shown."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from shutil import rmtree

import pytest
from anyio import Path as AsyncPath
from PIL import Image

from adapters.pictures.darkroom import PillowDarkroom
from adapters.postgres.catalog.covers import PgCoverBook
from adapters.postgres.engine import make_engine
from adapters.postgres.transactions import PgTransactions
from app.services import covers_on_disk
from app.settings import read_settings
from domain.catalog.covers import COVER_HOSTS, CoverMissed, CoverReport, FetchCovers
from tests.databases import Databases
from tests.http.curators import Curator, a_curator
from tests.postgres import Database, superuser
from tests.service import Service, running_service, until

ELSEWHERE = "https://image.tmdb.org/t/p/w500/a.jpg"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (600, 900), "darkred").save(out, "JPEG")
    return out.getvalue()


class Upstream:
    """A host that has one cover, or none."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.content: bytes | None = a_jpeg()
        self.rest: timedelta | None = None

    async def __call__(self, url: str) -> bytes:
        self.asked.append(url)
        if self.rest:
            raise CoverMissed("upstream-busy", self.rest)
        if self.content is None:
            raise CoverMissed("upstream-missing")
        return self.content


class Fetching:
    """The job, as a worker runs it, on a clock that tests set."""

    def __init__(self, database: Database, data: Path) -> None:
        self.upstream = Upstream()
        self.now = NOW
        self._engine = make_engine(database.url("media_menu_worker"), pool_size=2)
        settings = read_settings({"MEDIA_MENU_DATA": str(data)})
        begin = PgTransactions(self._engine, {}).working_with(PgCoverBook)
        files = covers_on_disk(settings)
        self.run = FetchCovers(begin, self.upstream, PillowDarkroom(), files, lambda: self.now, COVER_HOSTS)

    async def end(self) -> None:
        await self._engine.dispose()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
async def running(shared_database: Database, folder: Path) -> AsyncIterator[Service]:
    """It holds what it has shown, as a service does, until it hears of a cover."""
    async with running_service(shared_database, folder, log_level="error") as running:
        yield running


@pytest.fixture
async def service(running: Service, databases: Databases, folder: Path) -> AsyncIterator[Service]:
    """With a catalogue of its own, in which every cover that is wanted is wanted by the test."""
    yield running
    await databases.clear(running.database)
    rmtree(folder / "covers", ignore_errors=True)


@pytest.fixture
async def curator(service: Service) -> Curator:
    return await a_curator(service.database, service.application)


@pytest.fixture
async def fetching(service: Service, folder: Path) -> AsyncIterator[Fetching]:
    job = Fetching(service.database, folder)
    yield job
    await job.end()


async def give_address(database: Database, address: str | None = ELSEWHERE) -> None:
    async with superuser(database) as connection:
        await connection.execute("UPDATE catalog.media_items SET cover_url = $1", address)


async def test_a_work_on_a_menu_gets_a_cover_that_readers_see(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    path = await curator.full_menu()
    await give_address(service.database)
    await curator.published(path)
    slug = (await curator.shown(path))["slug"]
    browser = service.browser()
    assert "/covers/" not in (await browser.open(f"/m/{slug}")).text
    assert await fetching.run() == CoverReport(fetched=1)

    async def shown() -> bool:
        return "/covers/" in (await browser.open(f"/m/{slug}")).text

    await until(shown)
    media = (await curator.shown(path))["courses"][0]["items"][0]["media"]
    assert media["cover_url"].startswith("/covers/")
    picture = await browser.open(media["cover_url"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/webp")
    assert picture.headers["cache-control"] == "public, max-age=31536000, immutable"
    work = await browser.open(f"/api/v1/media/{media['id']}")
    assert work.json()["cover_url"] == media["cover_url"]


async def test_what_is_frozen_keeps_the_address_of_upstream(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    path = await curator.full_menu()
    await give_address(service.database)
    first = (await curator.published(path))["content_hash"]
    await fetching.run()
    second = (await curator.published(path))["content_hash"]
    assert first == second


async def test_a_work_that_nobody_uses_costs_nothing(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    await curator.work()
    await give_address(service.database)
    assert await fetching.run() == CoverReport()
    assert fetching.upstream.asked == []


@pytest.mark.parametrize(
    ("address", "problem"), [(None, "no-address"), ("https://intranet.example/a.jpg", "host-not-allowed")]
)
async def test_what_may_not_be_fetched_is_not_and_the_reason_is_kept(
    service: Service, curator: Curator, fetching: Fetching, address: str | None, problem: str
) -> None:
    await curator.full_menu()
    await give_address(service.database, address)
    assert await fetching.run() == CoverReport(missed=1)
    assert fetching.upstream.asked == []
    async with superuser(service.database) as connection:
        assert await connection.fetchval("SELECT problem FROM catalog.media_assets") == problem


async def test_a_miss_is_tried_again_later_and_a_cover_once_had_stays(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    path = await curator.full_menu()
    await give_address(service.database)
    content, fetching.upstream.content = fetching.upstream.content, None
    assert await fetching.run() == CoverReport(missed=1)
    assert await fetching.run() == CoverReport()
    fetching.now += timedelta(hours=7)
    fetching.upstream.content = content
    assert await fetching.run() == CoverReport(fetched=1)
    fetching.now += timedelta(days=91)
    fetching.upstream.content = b"no picture"
    assert await fetching.run() == CoverReport(missed=1)
    assert (await curator.shown(path))["courses"][0]["items"][0]["media"]["cover_url"].startswith("/covers/")


async def test_while_a_host_rests_its_covers_wait_for_no_longer(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    await curator.full_menu()
    await give_address(service.database)
    fetching.upstream.rest = timedelta(hours=1)
    assert await fetching.run() == CoverReport(missed=1)
    fetching.upstream.rest = None
    fetching.now += timedelta(minutes=59)
    assert await fetching.run() == CoverReport()
    fetching.now += timedelta(minutes=1)
    assert await fetching.run() == CoverReport(fetched=1)


async def test_another_address_of_a_cover_is_asked_at_once(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    await curator.full_menu()
    await give_address(service.database, None)
    assert await fetching.run() == CoverReport(missed=1)
    for address in (ELSEWHERE, ELSEWHERE.replace("a.jpg", "b.jpg")):
        await give_address(service.database, address)
        assert await fetching.run() == CoverReport(fetched=1)
        await give_address(service.database, address)
        assert await fetching.run() == CoverReport()


async def test_a_cover_whose_file_is_gone_is_fetched_again(
    service: Service, curator: Curator, fetching: Fetching, folder: Path
) -> None:
    await curator.full_menu()
    await give_address(service.database)
    assert await fetching.run() == CoverReport(fetched=1)
    assert await fetching.run() == CoverReport()
    (small,) = [path async for path in AsyncPath(folder).rglob("*-240.webp")]
    await small.unlink()
    content, fetching.upstream.content = fetching.upstream.content, None
    assert await fetching.run() == CoverReport(missed=1)
    assert await fetching.run() == CoverReport(), (
        "what is gone elsewhere too is not asked for again and again"
    )
    fetching.now += timedelta(hours=7)
    fetching.upstream.content = content
    assert await fetching.run() == CoverReport(fetched=1)
    assert await small.exists()


async def test_two_workers_do_not_fetch_the_same_cover(
    service: Service, curator: Curator, fetching: Fetching
) -> None:
    await curator.full_menu()
    await give_address(service.database)
    begin = fetching.run._begin
    async with begin(None) as one, begin(None) as other:
        until_later = NOW + timedelta(minutes=15)
        assert len(await one.claim(NOW, until_later, 5)) == 1
        assert await other.claim(NOW, until_later, 5) == ()


@pytest.mark.parametrize("name", ["x", "0" * 32 + "-240.webp", "..%2f..%2fetc%2fpasswd", "%00"])
async def test_what_is_no_cover_is_not_found(service: Service, name: str) -> None:
    assert (await service.browser().open(f"/covers/{name}")).status_code in {400, 404, 422}
