"""How fast IMDb's files come in, against COPY of the same bytes and the same statements run by hand.

`uv run python benchmarks/ingest_imdb.py [--rows N] [--quick] [--json]`
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import click
import psutil
from uuid_utils.compat import uuid7

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.embedded import EmbeddedPostgres
from adapters.embedded.programs import INSTALLATION
from adapters.postgres.ingestion import imdb_changes, imdb_slices, imdb_staged, imdb_works
from adapters.postgres.ingestion.imdb_load import SETTINGS, TABLES, PgImdbStagings
from adapters.postgres.ingestion.imdb_merge import AFTER, IN_TURN
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from adapters.sources.imdb_files import ImdbFile
from benchmarks.common import Measured, report
from benchmarks.imdb_synthetic import changed, write_files, write_files_beside
from domain.catalog.titles import title_keys
from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.imdb_files.lines import LineReader
from domain.ingestion.imdb_files.ratings import RatingLines
from domain.ingestion.imdb_files.seen import SeenIds
from domain.ingestion.imdb_files.title_rows import TitleRows
from domain.ingestion.imdb_files.title_types import wanted_types
from domain.ingestion.imdb_files.titles import TitleLines

Files = tuple[Path, Path]
ROUNDS = 5
CHANGED = 0.05
REFRESHES = 3


@click.command()
@click.option("--rows", default=1_000_000, show_default=True, help="Titles in the synthetic file.")
@click.option("--quick", is_flag=True, help="100,000 titles.")
@click.option("--json", "as_json", is_flag=True)
def main(rows: int, quick: bool, as_json: bool) -> None:
    """Exit code 1 when a ratio is below its bar."""
    rows = 100_000 if quick else rows
    with tempfile.TemporaryDirectory(prefix="media-menu-bench-") as directory:
        files = write_files(Path(directory), rows)
        server = EmbeddedPostgres(Path(directory) / "data")
        server.start()
        try:
            figures = measure(server, files, Path(directory), rows)
        finally:
            server.stop()
    sys.exit(report(f"IMDb's files, {rows:,} titles", figures, as_json=as_json))


def measure(server: EmbeddedPostgres, files: Files, directory: Path, rows: int) -> list[Measured]:
    """Autovacuum is off: what it does for one measurement would be counted to the next.

    Of first loads, as of refreshes, the best counts: else noise in the only one would flatter the others.
    """
    asyncio.run(on_server(server, "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()"))
    for name in ("staging", "load", "again", "byhand", "killed"):
        set_up(server.superuser_url, name, server.passwords)
        upgrade(server.url("media_menu_migrator", name))
    normalised = write_normalised(files, directory)
    staging, copying = staged_and_copied(server, files, normalised)
    by_hand = asyncio.run(run_by_hand(server, normalised))
    asyncio.run(on_server(server, "DROP DATABASE byhand"))
    again, _, _ = load(server, files, name="again")
    asyncio.run(on_server(server, "DROP DATABASE again"))
    whole, memory, _ = load(server, files)
    whole = min(whole, again)
    halves = killed_halfway(server, files, rows) if rows >= 2 * imdb_slices.TITLES_AT_ONCE else None
    asyncio.run(on_server(server, "DROP DATABASE killed WITH (FORCE)"))
    _, second_memory, wal = load(server, files)
    refresh, files_now = refreshed(server, files)
    beside, beside_memory, _ = load(server, files_now, *options_beside(directory, rows))
    killed = "killed at half of its slices and begun again / the whole first load"
    return [
        Measured("reading, normalising, staging / psql COPY of the same bytes", copying / staging, bar=0.30),
        Measured("same statements by hand / the whole first load", by_hand / whole, bar=0.60),
        Measured("peak memory", max(memory, second_memory, beside_memory), "MB", bar=150, at_most=True),
        Measured("WAL of an unchanged second load", wal / 2**20, "MiB", bar=1, at_most=True),
        Measured("the whole first load / a refresh with 5 % changed rows", whole / refresh, bar=4),
        Measured("psql COPY", rows / copying, "rows/s"),
        Measured("reading, normalising, staging", rows / staging, "rows/s"),
        Measured("the whole first load", rows / whole, "rows/s"),
        Measured("a refresh with 5 % changed rows", rows / refresh, "rows/s"),
        Measured("four names and a crew for each work, loaded later", rows / beside, "works/s"),
        *([Measured(killed, halves / whole)] if halves else []),
    ]


def readers() -> Iterator[LineReader[Any]]:
    seen = SeenIds()
    rows = TitleRows(title_keys, datetime.now(UTC).year)
    yield TitleLines(wanted_types(["movie"]), seen, rows.whole, print)
    yield RatingLines(seen, print)


def write_normalised(files: Files, directory: Path) -> dict[FileName, Path]:
    """What the service sends to COPY, in files."""
    written: dict[FileName, Path] = {}
    for reader, path in zip(readers(), files, strict=True):
        written[reader.file] = directory / f"{reader.file}.copy"
        with written[reader.file].open("wb") as out:
            out.writelines(reader.normalised(block) for block in ImdbFile(path).blocks())
    return written


def staged_and_copied(
    server: EmbeddedPostgres, files: Files, normalised: dict[FileName, Path]
) -> tuple[float, float]:
    """Seconds of each way, the best of some rounds in turn."""
    rounds = [(asyncio.run(stage(server, files)), copy(server, normalised)) for _ in range(ROUNDS)]
    return min(staging for staging, _ in rounds), min(copying for _, copying in rounds)


async def stage(server: EmbeddedPostgres, files: Files) -> float:
    async with PgImdbStagings(server.url("media_menu_worker", "staging"))() as staging:
        began = time.perf_counter()
        for reader, path in zip(readers(), files, strict=True):
            await staging.stage(reader.file, lines(reader, path))
        return time.perf_counter() - began


async def lines(reader: LineReader[Any], path: Path) -> AsyncIterator[bytes]:
    for block in ImdbFile(path).blocks():
        yield reader.normalised(block)


def copy(server: EmbeddedPostgres, normalised: dict[FileName, Path]) -> float:
    """psql's own COPY into the same temporary tables; it reports its times in milliseconds."""
    script = [*SETTINGS.split(";"), *imdb_staged.STAGE.strip().rstrip(";").split(";")]
    options = [option for statement in script for option in ("-c", statement)]
    options += ["-c", r"\timing on"]
    for file, path in normalised.items():
        table, columns = TABLES[file]
        options += ["-c", rf"\copy {table} ({', '.join(columns)}) from '{path}'"]
    psql = [str(INSTALLATION / "bin" / "psql"), "-X", "-v", "ON_ERROR_STOP=1"]
    url = server.url("media_menu_worker", "staging")
    done = subprocess.run([*psql, url, *options], capture_output=True, text=True, check=True)
    times = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("Time:")]
    return sum(map(float, times)) / 1000


async def run_by_hand(server: EmbeddedPostgres, normalised: dict[FileName, Path]) -> float:
    """Seconds of the bare statements, once the staging tables are full."""
    await checkpoint(server)
    async with connected(server.url("media_menu_worker", "byhand")) as connection:
        await connection.execute(SETTINGS)
        await connection.execute(imdb_staged.STAGE)
        await connection.execute(imdb_slices.STAGE)
        for file, path in normalised.items():
            table, columns = TABLES[file]
            await connection.copy_to_table(table, source=path, columns=columns)
            await connection.execute(f"ANALYZE {table} (tconst, line)")
        began = time.perf_counter()
        async with connection.transaction():
            first_id: UUID = uuid7()
            given = first_id.hex, imdb_staged.MAPPING_VERSION, *imdb_slices.Slice().given
            await connection.execute(imdb_changes.COMPARE, *given)
            await connection.execute("ANALYZE imdb_changes (tconst, media_item_id, turn)")
            for _, statement in IN_TURN:
                await connection.execute(statement, 1)
            for _, statement in AFTER:
                await connection.execute(statement)
            await connection.execute(imdb_works.SOURCES, datetime.now(UTC), imdb_staged.MAPPING_VERSION)
        return time.perf_counter() - began


def load(
    server: EmbeddedPostgres, files: Files, *options: str, name: str = "load"
) -> tuple[float, float, int]:
    """The command itself: seconds, peak memory of its process in MB, bytes of WAL."""
    before = asyncio.run(checkpoint(server))
    began = time.perf_counter()
    process = begun(server, files, *options, name=name)
    watched, peak = psutil.Process(process.pid), 0
    while process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            peak = max(peak, watched.memory_info().rss)
        time.sleep(0.02)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise RuntimeError("the load failed")
    return seconds, peak / 10**6, asyncio.run(wal_position(server)) - before


def begun(server: EmbeddedPostgres, files: Files, *options: str, name: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "app.cli", "ingest", "imdb", "--accept-licence", "--json"]
    urls = {
        "DATABASE_URL": server.url("media_menu_app", name),
        "WORKER_DATABASE_URL": server.url("media_menu_worker", name),
    }
    return subprocess.Popen(
        [*command, "--basics", str(files[0]), "--ratings", str(files[1]), *options],
        env={**os.environ, **urls},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def killed_halfway(server: EmbeddedPostgres, files: Files, rows: int) -> float:
    """Seconds of a first load until it is killed behind half of its lines, and of the same command again."""
    asyncio.run(checkpoint(server))
    began = time.perf_counter()
    process = begun(server, files, name="killed")
    while asyncio.run(merged(server)) < rows // 2:
        if process.poll() is not None:
            raise RuntimeError("the load ended before it was killed")
        time.sleep(0.2)
    process.kill()
    process.wait()
    until_killed = time.perf_counter() - began
    return until_killed + load(server, files, name="killed")[0]


async def merged(server: EmbeddedPostgres) -> int:
    """The last line that is merged."""
    async with connected(server.url("media_menu_worker", "killed")) as connection:
        return int(await connection.fetchval("SELECT coalesce(max(line), 0) FROM ingestion.file_runs"))


def refreshed(server: EmbeddedPostgres, files: Files) -> tuple[float, Files]:
    """Seconds of the best of some refreshes, each with other rows changed, and the last files."""
    seconds = []
    for seed in range(REFRESHES):
        files = changed(files[0], CHANGED, seed), files[1]
        seconds.append(load(server, files)[0])
    return min(seconds), files


def options_beside(directory: Path, rows: int) -> list[str]:
    akas, crew, names = map(str, write_files_beside(directory, rows))
    return ["--akas", akas, "--crew", crew, "--names", names]


async def checkpoint(server: EmbeddedPostgres) -> int:
    await on_server(server, "CHECKPOINT")
    return await wal_position(server)


async def on_server(server: EmbeddedPostgres, *statements: str) -> None:
    async with connected(server.superuser_url) as connection:
        for statement in statements:
            await connection.execute(statement)


async def wal_position(server: EmbeddedPostgres) -> int:
    """Bytes of WAL since the server was made."""
    async with connected(server.superuser_url) as connection:
        return int(await connection.fetchval("SELECT pg_current_wal_insert_lsn()"))


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


if __name__ == "__main__":
    main()
