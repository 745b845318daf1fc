"""What every benchmark prints: a table of ratios with their bars, and exit code 1 below one of them."""

import json
import sys
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Measured:
    """One figure and the bar that it has to reach, or with `at_most` may not pass; None: for information."""

    name: str
    value: float
    unit: str = ""
    bar: float | None = None
    at_most: bool = False

    @property
    def holds(self) -> bool:
        if self.bar is None:
            return True
        return self.value <= self.bar if self.at_most else self.value >= self.bar


def report(title: str, figures: list[Measured], *, as_json: bool) -> int:
    """Prints the figures on stdout; gives the exit code."""
    good = all(figure.holds for figure in figures)
    if as_json:
        rows = [{**asdict(figure), "holds": figure.holds} for figure in figures]
        json.dump({"title": title, "holds": good, "figures": rows}, sys.stdout, indent=2)
        sys.stdout.write("\n")
        return 0 if good else 1
    table = Table("figure", "value", "bar", "", title=title, title_justify="left")
    for figure in figures:
        bar = "" if figure.bar is None else f"{'at most' if figure.at_most else 'at least'} {figure.bar:g}"
        mark = (
            ""
            if figure.bar is None
            else ("holds" if figure.holds else "BELOW" if not figure.at_most else "ABOVE")
        )
        table.add_row(figure.name, f"{_shown(figure.value)} {figure.unit}".strip(), bar, mark)
    Console().print(table)
    return 0 if good else 1


def _shown(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
