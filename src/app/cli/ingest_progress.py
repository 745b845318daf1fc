"""Shows how far a load is: a bar with rate and rows left on a terminal, plain lines elsewhere."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

from domain.ingestion.progress import Progress, Step, Watch

WORDS: dict[Step, str] = {
    "title.basics": "Reading titles",
    "title.ratings": "Reading ratings",
    "title.akas": "Reading titles elsewhere",
    "title.crew": "Reading crews",
    "name.basics": "Reading names",
    "comparing": "Comparing with the catalogue",
    "works": "Writing works",
    "details": "Writing details",
    "links": "Writing links",
    "titles": "Writing titles elsewhere",
    "credits": "Writing credits",
    "sources": "Writing sources",
    "tidying": "Tidying tables",
    "records": "Taking records",
    "naming": "Bringing names of authors to works",
    "missing": "Looking for what is missing",
}
SECONDS_BETWEEN_LINES = 5


@contextmanager
def watching() -> Iterator[Watch]:
    """Gives the function to call with each step; writes to stderr."""
    if not sys.stderr.isatty():
        yield PlainLines().show
        return
    with Bars(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    ) as bars:
        yield BarForEachStep(bars).show


class BarForEachStep:
    """A bar for the step that runs; those of finished steps stay. A merge in parts has one for all."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._shown: str | None = None
        self._task = bars.add_task("Starting", total=None, rows="")
        self._rate = Rate()

    def show(self, progress: Progress) -> None:
        shown = "parts" if progress.parts else progress.step
        if shown != self._shown:
            self._end()
            self._shown, self._rate = shown, Rate(progress.lines)
            self._task = self._bars.add_task("", total=progress.total or None, rows="")
        self._bars.update(
            self._task,
            description=words_of(progress),
            completed=progress.done,
            rows=self._rate.words(progress),
        )

    def _end(self) -> None:
        if self._shown is None:
            self._bars.remove_task(self._task)
        else:
            self._bars.update(self._task, total=1, completed=1)


class PlainLines:
    """A line for each step, and one now and then while a file is read."""

    def __init__(self) -> None:
        self._shown = ""
        self._next = 0.0
        self._part = 0
        self._rate = Rate()

    def show(self, progress: Progress) -> None:
        now = time.monotonic()
        if words_of(progress) != self._shown:
            self._begin(progress)
            self._next = now + SECONDS_BETWEEN_LINES
        elif now >= self._next:
            self._next = now + SECONDS_BETWEEN_LINES
            words = self._rate.words(progress) + self._rate.time_left(progress)
            click.echo(f"{WORDS[progress.step]}: {words}", err=True)

    def _begin(self, progress: Progress) -> None:
        """Rows of a merge are counted over all its parts, and told when one begins."""
        if not progress.part or not self._part:
            self._rate = Rate(progress.lines)
        elif progress.part > self._part:
            click.echo(f"Merging: {self._rate.words(progress)}{self._rate.time_left(progress)}", err=True)
        self._part, self._shown = progress.part, words_of(progress)
        click.echo(f"{self._shown} ...", err=True)


def words_of(progress: Progress) -> str:
    """What is being done, and in which part of a merge."""
    part = f", part {progress.part} of {progress.parts}" if progress.parts else ""
    return WORDS[progress.step] + part


class Rate:
    """Rows a second since it was made, and how many are left, judged by the bytes.

    A run that goes on begins with rows that were taken before: `first` is what was there already.
    """

    def __init__(self, first: int = 0) -> None:
        self._began = time.monotonic()
        self._first = first

    def words(self, progress: Progress) -> str:
        if not progress.lines or not progress.done:
            return ""
        left = progress.lines * (progress.total - progress.done) // progress.done
        return f"{progress.lines:,} rows, ~{left:,} left, {self._speed(progress):,.0f}/s"

    def time_left(self, progress: Progress) -> str:
        """In words; empty when there is nothing to judge by."""
        speed = self._speed(progress)
        if not speed or not progress.done:
            return ""
        left = progress.lines * (progress.total - progress.done) // progress.done
        return f", about {left / speed:.0f} s left"

    def _speed(self, progress: Progress) -> float:
        return (progress.lines - self._first) / max(time.monotonic() - self._began, 0.001)
