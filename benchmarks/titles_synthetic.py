"""Fills the catalogue with invented titles whose words, lengths and fame are spread as those of real ones.

Words follow Zipf's law over a vocabulary that grows with the catalogue (Heaps' law: real catalogues keep
meeting names), fame follows a power law, and most works are known to nobody.
"""

import random
from collections.abc import Iterator
from itertools import accumulate, islice
from uuid import UUID

import asyncpg
from rich.console import Console
from rich.progress import Progress

from domain.catalog.titles import title_keys

PARTS = {
    "common": "the of a and in to love man my life day night la de le der girl house last dark for on",
    "onsets": "b br c ch cl d dr f fl g gr h j k l m n p pr qu r s sh st t th tr v w wh z",
    "nuclei": "a e i o u ai ea ee ia oo ou",
    "codas": "n r s l t nd rt st ck ng m",
}
COMMON, ONSETS, NUCLEI, CODAS = (text.split() for text in PARTS.values())
SYLLABLES, SYLLABLE_WEIGHTS = (1, 2, 3, 4), (20, 45, 27, 8)
LENGTHS, LENGTH_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8), (17, 28, 22, 14, 9, 5, 3, 2)
KINDS = ("film", "tv", "book", "game", "music")
NAMES = "id media_type title title_norm search_norm sort_key release_year popularity origin"
BATCH = 20_000


class Titles:
    """Endless titles of one seed."""

    def __init__(self, rows: int, seed: int = 5) -> None:
        self._chance = random.Random(seed)
        vocabulary = dict.fromkeys(COMMON)
        while len(vocabulary) < 40 * rows**0.55:
            vocabulary[self._word()] = None
        self._words = list(vocabulary)
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(self._words))))

    def batch(self, count: int) -> list[str]:
        lengths = self._chance.choices(LENGTHS, LENGTH_WEIGHTS, k=count)
        words = iter(self._chance.choices(self._words, cum_weights=self._weights, k=sum(lengths)))
        return [" ".join(islice(words, length)).capitalize() for length in lengths]

    def fame(self) -> int:
        """Votes: none for six works in ten, then a long tail up to millions."""
        return min(int(5 * self._chance.paretovariate(0.6)), 3_000_000) if self._chance.random() < 0.4 else 0

    def _word(self) -> str:
        choose = self._chance.choice
        syllables = self._chance.choices(SYLLABLES, SYLLABLE_WEIGHTS)[0]
        return "".join(
            choose(ONSETS) + choose(NUCLEI) + choose(["", "", "", *CODAS]) for _ in range(syllables)
        )[:25]


async def fill(url: str, rows: int) -> None:
    """Inserts the works without their indexes and makes these after; `url` is of a superuser."""
    connection = await asyncpg.connect(url)
    indexes = await connection.fetch(
        """SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS made FROM pg_index
        WHERE indrelid = 'catalog.media_items'::regclass AND NOT indisprimary"""
    )
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['name']}")
    await connection.execute("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off")
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("filling", total=rows)
        for batch in _batches(rows):
            await connection.copy_records_to_table(
                "media_items", schema_name="catalog", columns=NAMES.split(), records=batch
            )
            progress.advance(task, len(batch))
        indexing = progress.add_task("indexing", total=len(indexes))
        for index in indexes:
            await connection.execute(index["made"])
            progress.advance(indexing)
    await connection.execute("VACUUM (ANALYZE) catalog.media_items, catalog.title_words")
    await connection.close()


def _batches(rows: int) -> Iterator[list[tuple[object, ...]]]:
    titles = Titles(rows)
    for start in range(0, rows, BATCH):
        names = titles.batch(min(BATCH, rows - start))
        norms, searches, sorts = title_keys(names, [None] * len(names))
        yield [
            (
                UUID(int=start + place + 1),
                KINDS[(start + place) % 5],
                name,
                norms[place],
                searches[place],
                sorts[place],
                1900 + (start + place) % 126,
                titles.fame(),
                "ingested",
            )
            for place, name in enumerate(names)
        ]
