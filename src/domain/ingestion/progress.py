"""How far a load of a file is, for whoever watches."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

Step = Literal[
    "title.basics",
    "title.ratings",
    "title.akas",
    "title.crew",
    "name.basics",
    "comparing",
    "works",
    "details",
    "links",
    "titles",
    "credits",
    "sources",
    "tidying",
    "records",
    "naming",
    "missing",
]


class Progress(Struct, frozen=True):
    """How far a load is. `lines` is for files only; `done` and `total` are bytes of the file on disk.

    In a merge that goes by `parts`, `lines` and `done` are titles of the parts before this one, of `total`.
    """

    step: Step
    lines: int = 0
    done: int = 0
    total: int = 0
    part: int = 0
    parts: int = 0


Watch = Callable[[Progress], None]
