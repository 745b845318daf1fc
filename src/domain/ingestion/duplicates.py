"""Looks for works that a source brought although they were there: what whole files need after a load."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from domain.ingestion.errors import SourceUnknown
from domain.ingestion.matching import Resemblance, Suspicion, matches_of, suspicion, the_sure_one
from domain.kernel import Begin, DomainError, MediaItemId, NewId
from domain.likeness import Match

PAGE = 1_000


class LookAlikes(Struct, frozen=True):
    """A part of a source's works: those that look like others, and where the next part begins."""

    compared: int
    resembling: dict[MediaItemId, Resemblance]
    next: str | None


class Comparison(Protocol):
    """One transaction in which works of a source are compared with works that lack its key."""

    async def part(self, source_name: str, since: datetime | None, after: str, most: int) -> LookAlikes:
        """Works that records of the source made, first seen since then, behind that external id."""

    async def asked_before(
        self, pairs: Collection[tuple[MediaItemId, MediaItemId]]
    ) -> frozenset[tuple[MediaItemId, MediaItemId]]:
        """Those of the pairs, in the order of their ids, that a person was or will be asked about."""

    async def suspect(self, source_name: str, suspicions: Sequence[Suspicion]) -> int:
        """Raise questions; how many are new."""


class MergeSure(Protocol):
    """Merges without asking. Raises a refusal that stands against it."""

    async def __call__(self, loser_id: MediaItemId, into: MediaItemId, confidence: int) -> object: ...


class DuplicatesFound(Struct, frozen=True):
    """How many works were compared, how many of them merged, and how many questions came up."""

    compared: int = 0
    merged: int = 0
    asked: int = 0


class FindDuplicates:
    """Merges what is certainly one and asks about what may be; doing it again finds only what is new."""

    def __init__(
        self, begin: Begin[Comparison], merge: MergeSure, new_id: NewId, sources: Collection[str]
    ) -> None:
        self._begin = begin
        self._merge = merge
        self._new_id = new_id
        self._sources = sources

    async def __call__(self, source_name: str, since: datetime | None = None) -> DuplicatesFound:
        """Works of one source against all others. Raises SourceUnknown."""
        if source_name not in self._sources:
            raise SourceUnknown
        found, after = DuplicatesFound(), ""
        while True:
            async with self._begin(None) as comparison:
                part = await comparison.part(source_name, since, after, PAGE)
                sure, doubtful = await self._judged(comparison, part)
                asked = await comparison.suspect(source_name, doubtful)
            merged = [await self._merged(*each) for each in sure]
            found = replace(
                found,
                compared=found.compared + part.compared,
                merged=found.merged + sum(merged),
                asked=found.asked + asked,
            )
            if part.next is None:
                return found
            after = part.next

    async def _judged(
        self, comparison: Comparison, part: LookAlikes
    ) -> tuple[list[tuple[MediaItemId, MediaItemId, int]], list[Suspicion]]:
        """What to merge and what to ask about; no work is taken for two, and no pair comes up twice."""
        sure: dict[tuple[MediaItemId, MediaItemId], int] = {}
        doubtful: list[Suspicion] = []
        taken: set[MediaItemId] = set()
        found = {work: matches_of(each) for work, each in part.resembling.items()}
        pairs = {_pair(work, other) for work in found for other, _ in found[work]}
        known = await comparison.asked_before(pairs)
        for work, all_matches in found.items():
            matches = [each for each in all_matches if _pair(work, each[0]) not in known]
            best = the_sure_one(all_matches)
            if best and best in matches and best[0] not in taken:
                taken.add(best[0])
                older, newer = _pair(work, best[0])
                sure[newer, older] = best[1].confidence
            else:
                doubtful += (self._question(work, other, match) for other, match in matches)
        return [(*pair, confidence) for pair, confidence in sure.items()], doubtful

    def _question(self, work: MediaItemId, other: MediaItemId, match: Match) -> Suspicion:
        return suspicion(self._new_id(), work, other, match)

    async def _merged(self, newer: MediaItemId, older: MediaItemId, confidence: int) -> bool:
        """The older work stays: menus and people know it longer. One that was merged meanwhile is left."""
        try:
            await self._merge(newer, older, confidence)
        except DomainError:
            return False
        return True


def _pair(one: MediaItemId, other: MediaItemId) -> tuple[MediaItemId, MediaItemId]:
    return (one, other) if one < other else (other, one)
