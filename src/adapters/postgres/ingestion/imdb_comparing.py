"""Compares a slice of staged lines with the catalogue, and counts what a merge of it would do."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from adapters.postgres.ingestion import imdb_akas, imdb_changes, imdb_crew
from adapters.postgres.ingestion import imdb_beside as beside
from adapters.postgres.ingestion.imdb_slices import Slice
from adapters.postgres.ingestion.imdb_staged import MAPPING_VERSION
from domain.ingestion.imdb_files.account import Fates, FileName

# Works are looked up slice by slice, and each slice is planned by its own lines. In force no longer than
# that: checks of foreign keys, which are plans too, would be planned anew for each row.
PLAN_BY_SLICE = "SET LOCAL plan_cache_mode = force_custom_plan"
PLAN_ONCE = "SET LOCAL plan_cache_mode = auto"


class Comparing:
    """One comparison, in a transaction of its own or before what is written in it.

    `staged` says how many lines of each file there are; afterwards, `turns` how many titles one work has at
    most.
    """

    def __init__(self, connection: Any, staged: Mapping[FileName, int]) -> None:
        self._connection = connection
        self._staged = staged
        self.turns = 0

    async def changed(self, ids: UUID, each: Slice) -> dict[FileName, Fates]:
        """What becomes of the lines of this slice that are news. New works get the ids that follow `ids`."""
        await self._connection.execute(imdb_changes.COMPARE, ids.hex, MAPPING_VERSION, *each.given)
        await self._connection.execute(imdb_changes.ONE_AFTER_ANOTHER)
        await self._connection.execute("ANALYZE imdb_changes (tconst, media_item_id, turn)")
        count = await self._connection.fetchrow(imdb_changes.COUNT)
        self.turns = count["turns"]
        fates: dict[FileName, Fates] = {
            "title.basics": counted(count, "titles"),
            "title.ratings": counted(count, "ratings"),
        }
        return fates | (await self._changed_beside(each) if has_beside(self._staged) else {})

    async def _changed_beside(self, each: Slice) -> dict[FileName, Fates]:
        await self._connection.execute(beside.CHANGES)
        await self._connection.execute(PLAN_BY_SLICE)
        await self._connection.execute(beside.WORKS, *each.given)
        await self._connection.execute(PLAN_ONCE)
        await self._connection.execute("ANALYZE imdb_works")
        if "title.akas" in self._staged:
            await self._connection.execute(imdb_akas.CALLED)
            await self._connection.execute(imdb_akas.TITLE_CHANGES)
        if "title.crew" in self._staged:
            await self._connection.execute(imdb_crew.CREDIT_CHANGES)
        await self._connection.execute(beside.HEARD)
        await self._connection.execute("ANALYZE imdb_title_changes, imdb_credit_changes, imdb_heard")
        await self._connection.execute(beside.HEARD_OF_NEW)
        count = await self._connection.fetchrow(beside.COUNT)
        akas = counted(count, "akas")
        told = replace(akas, unchanged=count["called"] - akas.created - akas.updated)
        return {"title.akas": told, "title.crew": counted(count, "crew")}

    def in_all(self, fates: Mapping[FileName, Fates]) -> dict[FileName, Fates]:
        """What became of all staged lines, once that is known of all that are news."""
        return {
            file: _with_rest(file, fates.get(file, Fates()), staged) for file, staged in self._staged.items()
        }


def has_beside(files: Collection[FileName]) -> bool:
    """Whether there are more than titles and ratings."""
    return len(files) > 2


def counted(count: Mapping[str, int], lines: str) -> Fates:
    return Fates(count[f"{lines}_created"], count[f"{lines}_updated"])


def _with_rest(file: FileName, fates: Fates, staged: int) -> Fates:
    """Lines that were not news are unchanged; titles elsewhere that were not compared are left out."""
    left = staged - fates.created - fates.updated - fates.unchanged
    if file == "name.basics":
        return Fates(used=staged)
    if file == "title.akas":
        return replace(fates, left_out={"called as the work itself": left})
    return replace(fates, unchanged=left)
