"""How far a load of IMDb's files was merged: kept with each slice, found again by the same files."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from adapters.postgres.ingestion.file_statements import LOCK
from domain.ingestion.imdb_files.account import Fates, FileName
from domain.ingestion.imdb_files.errors import LoadOvertaken

FILES: Final = ["title.basics", "title.ratings", "title.akas", "title.crew", "name.basics"]
"""As file_name of places; a file of records that is called so has another source, or ends on something."""

KEY = "hashtext('imdb' || encode({digest}, 'hex'))"
HOLD = f"SELECT pg_try_advisory_lock({LOCK}, {KEY.format(digest='$1::bytea')})"

UNFINISHED = """
SELECT place.file_name, run.id, place.line
FROM ingestion.file_runs AS place JOIN ingestion.runs AS run ON run.id = place.run_id
WHERE place.file_digest = $1 AND run.source_name = 'imdb' AND run.mapping_version = $2
    AND run.status <> 'finished'
ORDER BY run.id
"""
BEGIN = """
INSERT INTO ingestion.file_runs (run_id, file_name, file_digest, line, byte_offset, tally)
SELECT id, file, $3, 0, 0, '{}' FROM unnest($1::uuid[], $2::text[]) AS given (id, file)
"""

# Whoever holds the lock of a load is at work on it, and its runs are left alone.
ABANDON = f"""
WITH broken AS MATERIALIZED (
    SELECT run.id, run.finished_at, place.file_digest
    FROM ingestion.file_runs AS place JOIN ingestion.runs AS run ON run.id = place.run_id
    WHERE run.source_name = 'imdb' AND run.status <> 'finished'
        AND place.file_name = ANY ($1) AND run.id <> ALL ($2::uuid[])
), left_alone AS MATERIALIZED (
    SELECT run.id FROM ingestion.runs AS run JOIN broken USING (id)
    WHERE pg_try_advisory_xact_lock({LOCK}, {KEY.format(digest="broken.file_digest")})
    ORDER BY run.id FOR UPDATE OF run
), ended AS (
    UPDATE ingestion.runs SET status = 'failed', reason = 'begun-anew', finished_at = $3
    WHERE id IN (SELECT id FROM left_alone) AND finished_at IS NULL
)
DELETE FROM ingestion.file_runs WHERE run_id IN (SELECT id FROM left_alone)
"""  # noqa: S608

# A load that merges makes doubtful what others merged before, also where these only wait for their turn.
FORGET_OTHERS = """
DELETE FROM ingestion.file_runs AS place USING ingestion.runs AS run
WHERE run.id = place.run_id AND run.source_name = 'imdb' AND place.file_name = ANY ($1)
    AND place.tally <> '{}' AND run.id <> ALL ($2::uuid[])
"""
FIND = "SELECT run_id, line, tally::text FROM ingestion.file_runs WHERE run_id = ANY ($1::uuid[])"
KEEP = """
UPDATE ingestion.file_runs AS place SET line = $3, tally = said.tally::jsonb
FROM unnest($1::uuid[], $2::text[]) AS said (id, tally) WHERE place.run_id = said.id
"""


class Kept(Struct, frozen=True, omit_defaults=True):
    """What stands with the place of each file; titles taken apart stand with title.basics."""

    fates: Fates = Fates()
    apart: tuple[str, ...] = ()


class Place(Struct, frozen=True):
    """The last line of title.basics that was merged, with the fates until there.

    `apart` are the titles that were merged before all others because they share a work.
    """

    line: int
    fates: Mapping[FileName, Fates]
    apart: tuple[str, ...]

    def behind(self, line: int, fates: Mapping[FileName, Fates], apart: tuple[str, ...]) -> "Place":
        more = {file: known + fates.get(file, Fates()) for file, known in self.fates.items()}
        return Place(line, more, self.apart + apart)


class Places:
    """The place of one load, on the connection that merges; `runs` has the run of each file."""

    def __init__(self, connection: Any, runs: Mapping[FileName, UUID]) -> None:
        self._connection = connection
        self._runs = runs

    async def find(self) -> Place:
        """Where to go on, once it is this load's turn. Raises LoadOvertaken."""
        mine = list(self._runs.values())
        await self._connection.execute(FORGET_OTHERS, FILES, mine)
        found = {row[0]: row[1:] for row in await self._connection.fetch(FIND, mine)}
        if len(found) < len(mine):
            raise LoadOvertaken
        kept = {file: msgspec.json.decode(found[run][1], type=Kept) for file, run in self._runs.items()}
        line: int = found[self._runs["title.basics"]][0]
        return Place(line, {file: each.fates for file, each in kept.items()}, kept["title.basics"].apart)

    async def keep(self, place: Place) -> None:
        """Part of the transaction of a slice. Raises LoadOvertaken."""
        kept = {file: Kept(fates) for file, fates in place.fates.items()}
        kept["title.basics"] = Kept(place.fates["title.basics"], place.apart)
        tallies = [msgspec.json.encode(kept[file]).decode() for file in self._runs]
        done = await self._connection.execute(KEEP, list(self._runs.values()), tallies, place.line)
        if done != f"UPDATE {len(self._runs)}":
            raise LoadOvertaken
