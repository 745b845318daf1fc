"""How fast published menus are read, against a handler with constant bytes in the same application.

    uv run python benchmarks/public_read.py [--menus N] [--seconds S] [--quick] [--json]

Hot: slugs drawn by Zipf, caches warm. Cold: every slug as likely, no cache in the process. The client takes
gzip, as browsers do. Memory: what the server holds after so many requests more, against what it held when
every slug had been asked for several times. The server and PostgreSQL share one core, the client has the
other. All figures are ratios measured in one run.
"""

import os
import random
import sys
import tempfile
from http.client import HTTPConnection
from itertools import accumulate
from multiprocessing import active_children
from pathlib import Path

import click
import psutil
from rich.console import Console
from rich.progress import track

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from benchmarks.common import Measured, report
from benchmarks.load import get, load
from benchmarks.public_menus import fill
from benchmarks.public_read_servers import CLIENT_CPU, SERVER_CPU, pin, running

DATABASE = "media_menu"
ROUNDS = 3
HOT_BAR, COLD_BAR, DJANGO_BAR, MEMORY_BAR = 0.75, 0.18, 10, 1.1
MANY_REQUESTS = 200_000
JSON_PATH = "/api/v1/public/menus/"


@click.command()
@click.option("--menus", default=20_000, show_default=True, help="Published menus of 5 courses of 6 works.")
@click.option("--seconds", default=4.0, show_default=True, help="Length of each measurement.")
@click.option("--quick", is_flag=True, help="1,000 menus, one second each: a smoke test, not a measurement.")
@click.option("--json", "as_json", is_flag=True)
def main(menus: int, seconds: float, quick: bool, as_json: bool) -> None:
    menus, seconds = (1_000, 1.0) if quick else (menus, seconds)
    with tempfile.TemporaryDirectory(prefix="media-menu-bench-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        try:
            set_up(server.superuser_url, DATABASE, server.passwords)
            upgrade(server.url("media_menu_migrator", DATABASE))
            slugs = fill(server, DATABASE, menus)
            pin(psutil.Process(server.pid), SERVER_CPU)
            pin(psutil.Process(), CLIENT_CPU)
            figures = measure(server, slugs, seconds, MANY_REQUESTS // 10 if quick else MANY_REQUESTS)
        finally:
            server.stop()
    sys.exit(report("Reading published menus", figures, as_json=as_json))


def measure(server: EmbeddedPostgres, slugs: list[str], seconds: float, many: int) -> list[Measured]:
    environment = {
        "DATABASE_URL": server.url("media_menu_app", DATABASE),
        "SUPERUSER_URL": server.url("postgres", DATABASE),
        "FLOOR_NONE": "0",
        "FLOOR_HTML": "1",
        "FLOOR_JSON": "1",
        "CACHE": "on",
        "LOG_FORMAT": "json",
    }
    with running("ours", **environment) as port:
        sizes, etags = render_all(port, slugs)
    environment |= {f"FLOOR_{kind}": str(size) for kind, size in sizes.items()}
    figures = [Measured("HTML of a menu, compressed", sizes["HTML"], "bytes")]
    with running("ours", **environment) as port:
        figures += hot(port, slugs, etags, seconds)
    with running("ours", **environment) as floor_port, running("bare", **environment) as bare_port:
        floor = load(floor_port, [get("/floor/HTML")], seconds).per_second
        figures.append(
            Measured("floor against the bare server", floor / load(bare_port, [get("/")], seconds).per_second)
        )
    environment["CACHE"] = "off"
    with running("ours", **environment) as port:
        figures += cold(port, slugs, seconds)
    environment["CACHE"] = "on"
    with running("ours", **environment) as port, running("django", **environment) as django_port:
        figures.append(against_django(port, django_port, slugs, seconds))
    with running("ours", **environment) as port:
        figures.append(memory(port, slugs, many))
    return figures


def render_all(port: int, slugs: list[str]) -> tuple[dict[str, int], dict[str, str]]:
    """Has every rendering made; gives the sizes of an HTML and a JSON answer, and the ETags of all pages."""
    connection = HTTPConnection("127.0.0.1", port)
    sizes, etags = {}, {}
    for slug in track(slugs, "rendering", console=Console(stderr=True)):
        for kind, path in (("JSON", JSON_PATH + slug), ("HTML", f"/m/{slug}")):
            connection.request("GET", path, headers={"accept-encoding": "gzip"})
            answer = connection.getresponse()
            sizes[kind] = len(answer.read())
            etags[slug] = answer.headers["etag"]
    return sizes, etags


def hot(port: int, slugs: list[str], etags: dict[str, str], seconds: float) -> list[Measured]:
    drawn = by_zipf(slugs, 50_000)
    pages = [get(f"/m/{slug}") for slug in drawn]
    documents = [get(JSON_PATH + slug) for slug in drawn]
    revisits = [get(f"/m/{slug}", if_none_match=etags[slug]) for slug in drawn]
    for requests in (pages, documents):
        load(port, requests, 2 * seconds)  # fills the worker's memory
    return [
        Measured("hot HTML / floor", ratio(port, pages, "HTML", seconds), bar=HOT_BAR),
        Measured("hot JSON / floor", ratio(port, documents, "JSON", seconds), bar=HOT_BAR),
        Measured("304 / floor", ratio(port, revisits, "NONE", seconds, status=304), bar=HOT_BAR),
    ]


def cold(port: int, slugs: list[str], seconds: float) -> list[Measured]:
    drawn = random.Random(7).choices(slugs, k=50_000)
    pages = [get(f"/m/{slug}") for slug in drawn]
    documents = [get(JSON_PATH + slug) for slug in drawn]
    return [
        Measured("cold HTML / floor", ratio(port, pages, "HTML", seconds), bar=COLD_BAR),
        Measured("cold JSON / floor", ratio(port, documents, "JSON", seconds), bar=COLD_BAR),
    ]


def against_django(port: int, django_port: int, slugs: list[str], seconds: float) -> Measured:
    pages = [get(f"/m/{slug}") for slug in by_zipf(slugs, 50_000)]
    for each in (port, django_port):
        load(each, pages, 2 * seconds)  # warm, as above
    ours = load(port, pages, seconds).per_second
    theirs = load(django_port, pages, 3 * seconds).per_second
    return Measured("hot HTML / Django", ours / theirs, "times", bar=DJANGO_BAR)


def memory(port: int, slugs: list[str], many: int) -> Measured:
    drawn = random.Random(5).choices(slugs, k=many)
    requests = [get(path) for slug in drawn for path in (f"/m/{slug}", JSON_PATH + slug)]
    load(port, requests, 0, at_least=max(many // 2, 5 * len(slugs)))
    before = resident()
    load(port, requests, 0, at_least=many)
    return Measured(f"memory, {many:,} requests on", resident() / before, "times", MEMORY_BAR, at_most=True)


def resident() -> int:
    """Bytes of memory that the servers running hold, workers and all."""
    servers = [psutil.Process(server.pid) for server in active_children()]
    workers = [worker for server in servers for worker in server.children(recursive=True)]
    return sum(process.memory_info().rss for process in (*servers, *workers))


def ratio(port: int, requests: list[bytes], floor: str, seconds: float, status: int = 200) -> float:
    """The median of several rounds, each beside a round of the floor."""
    rounds = []
    for _ in range(ROUNDS):
        of_floor = load(port, [get(f"/floor/{floor}")], seconds / 2)
        rounds.append(load(port, requests, seconds, status).per_second / of_floor.per_second)
    return sorted(rounds)[ROUNDS // 2]


def by_zipf(slugs: list[str], count: int) -> list[str]:
    """A few slugs often, most of them seldom: the k-th as often as 1/k."""
    weights = list(accumulate(1 / rank for rank in range(1, len(slugs) + 1)))
    return random.Random(11).choices(slugs, cum_weights=weights, k=count)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
