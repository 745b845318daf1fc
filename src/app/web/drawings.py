"""Numbers as shapes: a bar of parts, and columns of days; places and sizes for SVG, no styles."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from domain.ingestion.views import TroubleCount

WIDTH = 1_000
"""Of a bar, in its own units."""
LEAST = 6
"""What is there is seen, however little it is."""
OUTCOMES = ("created", "updated", "unchanged", "rejected")

HEIGHT = 120
STEP = 40
COLUMN = 26
MOST_SERIES = 5
OTHERS = ""
"""The name of the series that stands for all smaller ones."""


class Part(Struct, frozen=True):
    """One part of a bar."""

    name: str
    count: int
    x: float
    width: float


class Block(Struct, frozen=True):
    """One source's share of a day's column; y grows downwards."""

    series: int
    y: float
    height: float


class Column(Struct, frozen=True):
    day: date
    total: int
    x: int
    blocks: tuple[Block, ...]


class Columns(Struct, frozen=True):
    """Days from left to right; `series` are names with their sums, the largest first."""

    columns: tuple[Column, ...]
    series: tuple[tuple[str, int], ...]
    highest: int
    width: int

    @property
    def total(self) -> int:
        return sum(count for _, count in self.series)


def bar(counts: Mapping[str, int]) -> list[Part]:
    """What became of records, as parts of one bar; empty before the first record."""
    return parted([(name, counts.get(name, 0)) for name in OUTCOMES])


def parted(counts: Iterable[tuple[str, int]]) -> list[Part]:
    """Numbers as parts of one bar, in their order; those that are nothing are left out."""
    parts = [(name, count) for name, count in counts if count]
    room = WIDTH - LEAST * len(parts)
    total = sum(count for _, count in parts)
    drawn, x = [], 0.0
    for name, count in parts:
        width = LEAST + room * count / total
        drawn.append(Part(name, count, round(x, 1), round(width, 1)))
        x += width
    return drawn


def columns(counts: Iterable[TroubleCount], last: date, days: int) -> Columns:
    """A column for each of the days up to the last, in blocks by source."""
    known = [each for each in counts if last - timedelta(days=days) < each.day <= last]
    sums = Counter[str]()
    for each in known:
        sums[each.source_name] += each.count
    named = [name for name, _ in sums.most_common(MOST_SERIES)]
    rest = sum(sums.values()) - sum(sums[name] for name in named)
    series = [(name, sums[name]) for name in named] + ([(OTHERS, rest)] if rest else [])
    of_day = {last - timedelta(days=back): [0] * len(series) for back in reversed(range(days))}
    for each in known:
        place = named.index(each.source_name) if each.source_name in named else len(named)
        of_day[each.day][place] += each.count
    highest = max((sum(values) for values in of_day.values()), default=0)
    drawn = tuple(
        Column(day, sum(values), number * STEP + (STEP - COLUMN) // 2, _blocks(values, highest))
        for number, (day, values) in enumerate(of_day.items())
    )
    return Columns(drawn, tuple(series), highest, days * STEP)


def _blocks(values: Sequence[int], highest: int) -> tuple[Block, ...]:
    blocks, top = [], float(HEIGHT)
    for series, value in enumerate(values):
        if value:
            height = max(3.0, HEIGHT * value / highest)
            top -= height
            blocks.append(Block(series, round(top, 1), round(height, 1)))
    return tuple(blocks)
