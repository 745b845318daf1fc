"""Parts a merge of IMDb's titles into slices: the titles of some lines, each with all that belongs to it."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from adapters.postgres.ingestion.imdb_places import Place
from domain.ingestion.imdb_files.account import FileName
from domain.ingestion.progress import Watch

TITLES_AT_ONCE = 200_000
LAST = 2**63 - 1

STAGE = "CREATE TEMP TABLE imdb_apart (tconst text)"


def of_slice(after: str, until: str, apart: str) -> str:
    """The condition on the row `title`; all three are SQL."""
    is_apart = "(title.tconst IN (SELECT tconst FROM imdb_apart))"
    return f"title.line > {after} AND title.line <= {until} AND {is_apart} = {apart}"


# Which of two titles that are one work here leads it is known only where both are looked at together.
FIND_APART = """
INSERT INTO imdb_apart
SELECT title.tconst FROM {titles} AS title
JOIN catalog.external_links AS link ON link.source_name = 'imdb' AND link.external_key = title.tconst
WHERE title.line > $1 AND link.media_item_id IN (
    SELECT media_item_id FROM catalog.external_links WHERE source_name = 'imdb'
    GROUP BY media_item_id HAVING count(*) > 1
)
RETURNING tconst
"""
KNOW_APART = "INSERT INTO imdb_apart SELECT unnest($1::text[])"

ENDS = """
SELECT line, titles FROM (
    SELECT line, row_number() OVER (ORDER BY line) AS number, count(*) OVER () AS titles
    FROM {titles} WHERE line > $1
) AS title
WHERE number % $2 = 0 AND number < titles ORDER BY line
"""

# Lines were copied in their order, so a summary of them is all it takes to find those of a slice.
LOOK_UP = {
    "title.basics": "CREATE INDEX ON {titles} USING brin (line)",
    "title.akas": "CREATE INDEX ON imdb_akas (tconst)",
    "title.crew": "CREATE INDEX ON imdb_crew (tconst)",
}


class Slice(Struct, frozen=True):
    """Titles of the lines behind `after` as far as `until`: those that are taken `apart`, or the others.

    It is the part `number` of `parts`; `merged` of all `titles` came before it.
    """

    after: int = 0
    until: int = LAST
    apart: tuple[str, ...] = ()
    number: int = 1
    parts: int = 1
    merged: int = 0
    titles: int = 0

    @property
    def given(self) -> tuple[int, int, bool]:
        """The parameters of `of_slice`."""
        return self.after, self.until, bool(self.apart)

    @property
    def is_last(self) -> bool:
        return self.number == self.parts

    @property
    def place(self) -> int:
        """The line behind which the next slice begins."""
        return self.after if self.apart else self.until

    def watched(self, watch: Watch) -> Watch:
        """Says besides which slice it is, and how many titles were merged before, where there are several."""
        if self.parts == 1:
            return watch
        known = {"lines": self.merged, "done": self.merged, "total": self.titles}
        return lambda given: watch(replace(given, part=self.number, parts=self.parts, **known))


class Slicing(Struct, frozen=True):
    """How to part the titles of a load: those in `table`, of which there are `titles`, as far as a line."""

    table: str
    titles: int
    at_once: int
    last: int

    async def slices(self, connection: Any, files: Collection[FileName], place: Place) -> Sequence[Slice]:
        """What is left behind the place. Where that is more than one, what they look up is prepared."""
        await connection.execute(KNOW_APART, list(place.apart))
        whole = [Slice(place.line, self.last)]
        if self.titles <= self.at_once:
            return whole
        ends = await connection.fetch(self._of(ENDS), place.line, self.at_once)
        if not ends:
            return whole
        for file in LOOK_UP.keys() & files:
            await connection.execute(self._of(LOOK_UP[file]))
        apart = [] if place.apart else await connection.fetch(self._of(FIND_APART), place.line)
        return self._numbered(place, [row[0] for row in ends], [row[0] for row in apart], ends[0][1])

    def _of(self, statement: str) -> str:
        return statement.format(titles=self.table)

    def _numbered(self, place: Place, ends: list[int], apart: list[str], left: int) -> Sequence[Slice]:
        merged = self.titles - left
        found = [Slice(place.line, self.last, tuple(apart), merged=merged)] if apart else []
        for number, (after, until) in enumerate(pairwise((place.line, *ends, self.last))):
            found.append(Slice(after, until, merged=merged + number * self.at_once))
        known = {"parts": len(found), "titles": self.titles}
        return [replace(each, number=number, **known) for number, each in enumerate(found, 1)]
