"""How fast a dump of Open Library comes in, against the same records pushed, and in how much memory.

`uv run python benchmarks/ingest_files.py [--rows N] [--quick] [--json]`
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import click
from uuid_utils.compat import uuid7

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.engine import make_engine
from adapters.postgres.ingestion.delivery import INGESTION_REFUSALS, PgDeliveries
from adapters.postgres.ingestion.troubles import PgErrorLog
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from adapters.postgres.transactions import PgTransactions
from adapters.sources.declared import MAPPINGS, REREADINGS
from app.loads import file_loading, openlibrary_file
from app.services import connected, now
from benchmarks.common import Measured, report
from benchmarks.openlibrary_synthetic import write_authors, write_works
from domain.ingestion.files.loading import FileOrder
from domain.ingestion.service import IngestRecords

AUTHORS = 20_000
BATCH = 1_000
TIMES_LARGER = 4


@click.command()
@click.option("--rows", default=200_000, show_default=True, help="Works in the synthetic dump.")
@click.option("--quick", is_flag=True, help="20,000 works.")
@click.option("--json", "as_json", is_flag=True)
def main(rows: int, quick: bool, as_json: bool) -> None:
    """Exit code 1 when a figure misses its bar."""
    rows = 20_000 if quick else rows
    with tempfile.TemporaryDirectory(prefix="media-menu-bench-") as directory:
        server = EmbeddedPostgres(Path(directory) / "data")
        server.start()
        try:
            figures = measure(server, Path(directory), rows)
        finally:
            server.stop()
    sys.exit(report(f"Open Library's works, {rows:,} lines", figures, as_json=as_json))


def measure(server: EmbeddedPostgres, directory: Path, rows: int) -> list[Measured]:
    """The quarter of the dump is loaded for its memory: what grows with the file would be seen."""
    works, small = directory / "works.txt", directory / "small.txt"
    write_works(works, rows, AUTHORS)
    write_works(small, rows // TIMES_LARGER, AUTHORS)
    authors = write_authors(directory / "authors.txt", AUTHORS)
    for name in ("pushed", "loaded", "large", "small"):
        set_up(server.superuser_url, name, server.passwords)
        upgrade(server.url("media_menu_migrator", name))
    by_push = asyncio.run(pushed(server, works))
    asyncio.run(loaded(server, authors))
    by_file = asyncio.run(loaded(server, works))
    again = asyncio.run(loaded(server, works))
    memory, small_memory = peak_memory(server, "large", works), peak_memory(server, "small", small)
    of_small = f"peak memory / that of a dump of 1/{TIMES_LARGER}"
    return [
        Measured("loaded / pushed in process, records a second", by_push / by_file, bar=0.8),
        Measured("the same dump again / the first time", by_file / again, bar=2),
        Measured("loaded", rows / by_file, "records/s"),
        Measured("peak memory", memory, "MB", bar=200, at_most=True),
        Measured(of_small, memory / small_memory, bar=1.2, at_most=True),
    ]


async def pushed(server: EmbeddedPostgres, works: Path) -> float:
    """Seconds for the records of the dump through the use case that the API calls."""
    engine = make_engine(server.url("media_menu_app", "pushed"), pool_size=2)
    deliveries = PgDeliveries(PgTransactions(engine, INGESTION_REFUSALS), REREADINGS)
    ingest = IngestRecords(deliveries, MAPPINGS, uuid7, now, PgErrorLog(engine, uuid7, now))
    spent = 0.0
    for batch in batches(works):
        began = time.perf_counter()
        await ingest.push("openlibrary", batch, None)
        spent += time.perf_counter() - began
    await engine.dispose()
    return spent


def batches(works: Path) -> Iterator[list[bytes]]:
    with works.open("rb") as lines:
        while some := list(islice(lines, BATCH)):
            yield [record(*line.rstrip(b"\n").split(b"\t")) for line in some]


def record(_: bytes, path: bytes, __: bytes, ___: bytes, payload: bytes) -> bytes:
    return b'{"external_id":"%s","payload":%s}' % (path.rpartition(b"/")[2], payload)


async def loaded(server: EmbeddedPostgres, path: Path) -> float:
    """Seconds for the dump."""
    async with connected(server.url("media_menu_worker", "loaded"), size=2) as engine:
        began = time.perf_counter()
        order = FileOrder("openlibrary", openlibrary_file(path))
        await file_loading(engine)(order, lambda progress: None)
        return time.perf_counter() - began


def peak_memory(server: EmbeddedPostgres, database: str, path: Path) -> float:
    """Megabytes of the command, in a process of its own."""
    urls = {
        "DATABASE_URL": server.url("media_menu_app", database),
        "WORKER_DATABASE_URL": server.url("media_menu_worker", database),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "app.cli", "ingest", "openlibrary", str(path)],
        env={**os.environ, **urls},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the load failed")
    return usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
