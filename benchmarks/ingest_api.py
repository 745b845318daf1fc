"""How fast pushed records come in through HTTP, against the same statements in process and one by one.

    uv run python benchmarks/ingest_api.py [--batches N] [--quick] [--json]

Every record is new, of the documented media-menu shape. The server is one worker on a core of its own, where
there are two; PostgreSQL is on the client's core for all three ways.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.progress import track
from sqlalchemy.ext.asyncio import AsyncEngine

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.ingestion.delivery import PgDeliveries
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from adapters.postgres.transactions import PgTransactions
from adapters.sources.declared import MAPPINGS, REREADINGS
from app.services import connected, make_office, make_services, new_id, now
from app.settings import read_settings
from benchmarks.common import Measured, report
from benchmarks.public_read_servers import running
from benchmarks.titles_synthetic import Titles
from domain.accounts.service import Application
from domain.ingestion.deciding import Candidate, Known, decide
from domain.ingestion.mapping import canonical
from domain.ingestion.records import read_record
from domain.ingestion.views import RunReport
from domain.kernel import Actor

DATABASE = "media_menu"
BATCH = 1_000
SINGLES = 300
HTTP_BAR, SINGLE_BAR = 0.5, 7
PATH = "/api/v1/ingestion/media-menu/records"


@click.command()
@click.option("--batches", default=20, show_default=True, help="Batches of 1,000 records for each way.")
@click.option("--quick", is_flag=True, help="Three batches.")
@click.option("--json", "as_json", is_flag=True)
def main(batches: int, quick: bool, as_json: bool) -> None:
    """Exit code 1 when a ratio is below its bar."""
    batches = 3 if quick else batches
    with tempfile.TemporaryDirectory(prefix="media-menu-bench-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        try:
            set_up(server.superuser_url, DATABASE, server.passwords)
            upgrade(server.url("media_menu_migrator", DATABASE))
            figures = measure(server, batches)
        finally:
            server.stop()
    sys.exit(report(f"Pushed records, batches of {BATCH:,}", figures, as_json=as_json))


def measure(server: EmbeddedPostgres, batches: int) -> list[Measured]:
    records = records_of(Titles(batches * BATCH))
    environment = {
        "DATABASE_URL": server.url("media_menu_app", DATABASE),
        "FLOOR_NONE": "0", "FLOOR_HTML": "1", "FLOOR_JSON": "1", "CACHE": "on", "LOG_FORMAT": "json",
    }  # fmt: skip
    key = asyncio.run(key_of_a_worker(server))
    with running("ours", **environment) as port:
        http = through_http(port, key, records, batches)
    statements, inside, single = asyncio.run(in_process(server, records, batches))
    return [
        Measured("through HTTP / the statements alone", http / statements, bar=HTTP_BAR),
        Measured("through HTTP / the use case in process", http / inside),
        Measured("through HTTP / one by one", http / single, "times", bar=SINGLE_BAR),
        Measured("through HTTP", http, "records/s"),
        Measured("the statements alone", statements, "records/s"),
        Measured("the use case in process", inside, "records/s"),
        Measured("one by one", single, "records/s"),
    ]


def records_of(titles: Titles) -> Iterator[bytes]:
    """Endless new records, each with a few ids and facts, as JSON."""
    number = 0
    while True:
        for title in titles.batch(BATCH):
            number += 1
            payload = {
                "media_type": "film", "title": title, "release_year": 1900 + number % 126, "language": "en",
                "creators": [f"Maker {number % 5_000}"], "genres": ["Drama", "Mystery"],
                "external_ids": {"imdb": f"tt{number:08}", "wikidata": f"Q{number}"},
                "details": {"runtime_minutes": 60 + number % 120, "directors": [f"Maker {number % 5_000}"]},
            }  # fmt: skip
            yield msgspec.json.encode({"external_id": f"work-{number}", "payload": payload})


async def key_of_a_worker(server: EmbeddedPostgres) -> str:
    """An API key with the right to push, of a new account."""
    async with (
        connected(server.url("media_menu_admin", DATABASE)) as office,
        connected(server.url("media_menu_app", DATABASE)) as engine,
    ):
        person = Application(email="w@example.org", username="worker", password="pushes records all day")
        account = await make_office(office).create(person, now())
        await make_office(office).grant("worker", None, may_ingest=True)
        keys = make_services(engine, read_settings({})).api_keys
        issued = await keys.issue(Actor(account.id), "bench", ["ingest"], now() + timedelta(days=1), now())
        return issued.key


def through_http(port: int, key: str, records: Iterator[bytes], batches: int) -> float:
    """Records a second."""
    connection = HTTPConnection("127.0.0.1", port)
    headers = {"authorization": f"Bearer {key}", "content-type": "application/json"}
    bodies = [b'{"records":[' + b",".join(islice(records, BATCH)) + b"]}" for _ in range(batches + 1)]
    began = 0.0
    for number, body in enumerate(track(bodies, "through HTTP", console=Console(stderr=True))):
        if number == 1:  # the first warms up
            began = time.perf_counter()
        connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        counts = msgspec.json.decode(answer.read())
        if counts.get("created") != BATCH:
            raise RuntimeError(str(counts)[:300])
    return batches * BATCH / (time.perf_counter() - began)


async def in_process(
    server: EmbeddedPostgres, records: Iterator[bytes], batches: int
) -> tuple[float, float, float]:
    """Records a second: by the statements alone, by the use case in batches, and one by one."""
    async with connected(server.url("media_menu_app", DATABASE)) as engine:
        push = make_services(engine, read_settings({})).ingest_records.push
        await push("media-menu", list(islice(records, BATCH)), None)
        given = [list(islice(records, BATCH)) for _ in range(batches)]
        statements = await statements_alone(engine, [list(islice(records, BATCH)) for _ in range(batches)])
        batched = BATCH / await seconds_each(
            given, "in process", lambda batch: push("media-menu", batch, None)
        )
        alone = [[record] for record in islice(records, SINGLES)]
        return (
            statements,
            batched,
            1 / await seconds_each(alone, "one by one", lambda one: push("media-menu", one, None)),
        )


async def statements_alone(engine: AsyncEngine, batches: list[list[bytes]]) -> float:
    """Records a second when reading, mapping and deciding are done already."""
    deliveries, mapping = PgDeliveries(PgTransactions(engine, {}), REREADINGS), MAPPINGS["media-menu"]
    none = Known({}, {}, {})
    spent = 0.0
    for batch in batches:
        received = [read_record(index, raw, now()) for index, raw in enumerate(batch)]
        candidates = [Candidate(record, canonical(mapping, record)[0]) for record in received]
        verdicts = [decide(candidate, none, mapping.version, new_id) for candidate in candidates]
        began = time.perf_counter()
        async with deliveries(None) as delivery:
            await delivery.known(mapping.source_name, candidates)
            await delivery.write(mapping, verdicts)
        spent += time.perf_counter() - began
    return BATCH * len(batches) / spent


async def seconds_each(
    given: list[list[bytes]], name: str, push: Callable[[list[bytes]], Awaitable[RunReport]]
) -> float:
    began = time.perf_counter()
    for batch in track(given, name, console=Console(stderr=True)):
        report_of_run = await push(batch)
        if report_of_run.created != len(batch):
            raise RuntimeError(str(report_of_run)[:300])
    return (time.perf_counter() - began) / len(given)


if __name__ == "__main__":
    main()
