"""How fast suggestions come while somebody types, as multiples of `select 1` on the same way in the same run.

    uv run python benchmarks/autocomplete.py [--rows N] [--quick] [--json]

What is typed are beginnings of titles, beginnings of their second words, and whole titles with one slip of a
finger. Whoever types wants known works, so titles are drawn by their fame. Found means: among the ten shown.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

import asyncpg
import click
import sqlalchemy
from rich.console import Console
from rich.progress import track
from sqlalchemy.ext.asyncio import AsyncEngine

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.plans import plans, statements_of

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.catalog.matching import one_slip_away
from adapters.postgres.catalog.search import PgTitleSearch
from adapters.postgres.engine import make_engine
from adapters.postgres.migrations import upgrade
from adapters.postgres.roles import set_up
from adapters.postgres.transactions import PgTransactions
from benchmarks.common import Measured, report
from benchmarks.titles_synthetic import fill
from domain.catalog.commands import Query

DATABASE = "media_menu"
LETTERS = (1, 2, 3, 4, 5, 8, 12)
P50_BAR, P95_BARS = 15, {False: 60, True: 120}
TYPO_BAR, SECOND_WORD_BAR = 80, 35
SECOND_WORD_LETTERS = 5

Typed = tuple[str, str]
"""What is typed, and the title that is meant."""


@click.command()
@click.option("--rows", default=1_000_000, show_default=True, help="Works in the catalogue.")
@click.option("--samples", default=400, show_default=True, help="Searches of each sort.")
@click.option("--quick", is_flag=True, help="100,000 works, 100 searches of each sort.")
@click.option("--json", "as_json", is_flag=True)
def main(rows: int, samples: int, quick: bool, as_json: bool) -> None:
    """Exit code 1 when a figure misses its bar."""
    rows, samples = (100_000, 100) if quick else (rows, samples)
    with tempfile.TemporaryDirectory(prefix="media-menu-bench-") as directory:
        server = EmbeddedPostgres(Path(directory), durable=False)
        server.start()
        try:
            set_up(server.superuser_url, DATABASE, server.passwords)
            upgrade(server.url("media_menu_migrator", DATABASE))
            asyncio.run(fill(server.url("postgres", DATABASE), rows))
            figures = asyncio.run(measure(server, rows, samples))
        finally:
            server.stop()
    sys.exit(report(f"Suggestions, {rows:,} works", figures, as_json=as_json))


async def measure(server: EmbeddedPostgres, rows: int, samples: int) -> list[Measured]:
    titles = await known_titles(server.url("postgres", DATABASE), samples)
    engine = make_engine(server.url("media_menu_app", DATABASE), pool_size=1)
    search = PgTitleSearch(engine, PgTransactions(engine, {}))
    floor = await select_one(engine, samples)
    p95_bar = P95_BARS[rows > 1_000_000]
    figures = [Measured("select 1, p50", floor * 1000, "ms")]
    try:
        for letters in LETTERS:
            typed = [(title[:letters], title) for title in titles if len(title) >= letters]
            times, _ = await timed(f"{letters} letters", search, typed)
            bars = (P50_BAR, p95_bar) if letters <= 5 else (None, None)
            figures += percentiles(f"{letters} letters", times, floor, bars)
        for name, typed, bar in (
            ("beginning of the second word", second_words(titles), SECOND_WORD_BAR),
            ("whole title with a slip", with_slips(titles), TYPO_BAR),
        ):
            times, found = await timed(name, search, typed)
            figures += percentiles(name, times, floor, (None, None))
            figures.append(Measured(f"{name}: found", found, "%", bar=bar))
        figures += await pages(search, engine)
    finally:
        await engine.dispose()
    return figures


async def pages(search: PgTitleSearch, engine: AsyncEngine) -> list[Measured]:
    """How the thousandth page compares with the first, and that no statement looks at all works."""
    figures = []
    async with statements_of(engine) as seen:
        for query in (
            Query(),
            Query(sort="newest"),
            Query(sort="title"),
            Query(text="man", sort="popularity"),
        ):
            name = f"{query.order} of {query.text or 'everything'}"
            first, last = await pages_apart(search, query)
            figures.append(
                Measured(f"{name}: page 1,000 / page 1", last / first, "times", bar=3, at_most=True)
            )
        for query in (
            Query(text="night", media_type="book", year_from=1950, year_to=1960),
            Query(media_type="game", sort="title"),
            Query(text="lovw nigth"),
        ):
            await search.find(None, query)
        for typed in ("a", "ab", "abc", "abcd", "abcd ef", "lovw"):
            await search.suggest(None, typed, "film", 10)
    walks = sum("Seq Scan on media_items" in plan for plan in await plans(engine, seen))
    return [*figures, Measured("plans that look at all works", walks, bar=0, at_most=True)]


async def pages_apart(search: PgTitleSearch, query: Query) -> tuple[float, float]:
    """Seconds of the first page and of the thousandth, each the best of three."""
    after, spent = None, []
    for number in track(
        range(1_000), f"pages by {query.order}", console=Console(stderr=True), transient=True
    ):
        times = []
        for _ in range(3 if number in {0, 999} else 1):
            began = time.perf_counter()
            found = await search.find(None, query.continued(after))
            times.append(time.perf_counter() - began)
        spent.append(min(times))
        if found.next is None:
            break
        after = found.next
    return spent[0], spent[-1]


async def known_titles(url: str, samples: int) -> list[str]:
    """Normalised titles, each as likely as its fame."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT title_norm, popularity FROM catalog.media_items WHERE popularity > 0"
    )
    await connection.close()
    names, fame = [row[0] for row in rows], [row[1] for row in rows]
    return random.Random(3).choices(names, fame, k=samples)


async def select_one(engine: AsyncEngine, samples: int) -> float:
    """Seconds at the median, on the way that suggestions take: a connection of the pool, one statement."""

    async def ask() -> None:
        async with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            await connection.execute(sqlalchemy.text("SELECT 1"))

    times = [await seconds(ask) for _ in range(5 * samples)]
    return sorted(times)[len(times) // 2]


async def timed(name: str, search: PgTitleSearch, typed: Sequence[Typed]) -> tuple[list[float], float]:
    """Seconds of each search, and how many of a hundred found what was meant."""
    times, found = [], 0
    for text, meant in track(typed, name, console=Console(stderr=True), transient=True):
        began = time.perf_counter()
        shown = await search.suggest(None, text, None, 10)
        times.append(time.perf_counter() - began)
        found += any(each.title.lower() == meant for each in shown)
    return times, 100 * found / len(typed)


async def seconds(look: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await look()
    return time.perf_counter() - began


def percentiles(
    name: str, times: list[float], floor: float, bars: tuple[float | None, float | None]
) -> list[Measured]:
    ordered = sorted(times)
    p50, p95 = (ordered[int(len(ordered) * part)] / floor for part in (0.5, 0.95))
    return [
        Measured(f"{name}, p50", p50, "times", bar=bars[0], at_most=True),
        Measured(f"{name}, p95", p95, "times", bar=bars[1], at_most=True),
    ]


def second_words(titles: Sequence[str]) -> list[Typed]:
    words = ((title.split(" ")[1:2], title) for title in titles)
    return [(word[0][:SECOND_WORD_LETTERS], title) for word, title in words if word and len(word[0]) >= 3]


def with_slips(titles: Sequence[str]) -> list[Typed]:
    """One letter too few, too many, wrong or swapped, in a word of four letters or more."""
    chance = random.Random(4)
    typed = []
    for title in titles:
        words = title.split(" ")
        if long := [place for place, word in enumerate(words) if len(word) >= 4]:
            place = chance.choice(long)
            slips = sorted(set(one_slip_away(words[place])) - {words[place]})
            typed.append((" ".join([*words[:place], chance.choice(slips), *words[place + 1 :]]), title))
    return typed


if __name__ == "__main__":
    main()
