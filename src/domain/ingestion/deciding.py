"""Decides what a record means for the catalogue, given what is there: a pure function."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from domain.ingestion.canonical import KIND_OF_FACTS, Canonical, MediaType
from domain.ingestion.records import Received
from domain.ingestion.views import Outcome, RecordResult
from domain.kernel import MediaItemId, Problem

CONFLICTS = frozenset({"ids-of-different-works", "kind-differs"})
"""Problems that an editor has to look at: the record is fine, the catalogue says otherwise."""


class Candidate(Struct, frozen=True):
    """A record that was read and mapped; `problems` say what had to be left out."""

    record: Received
    work: Canonical
    problems: tuple[Problem, ...] = ()

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """Two candidates that share one must not be written in one go."""
        return frozenset({("", self.record.external_id), *(link.key for link in self.work.links)})


class StoredSource(Struct, frozen=True):
    """What is stored of an earlier record with the same id."""

    media_item_id: MediaItemId
    payload_hash: bytes
    mapping_version: int
    fetched_at: datetime
    leads: bool


class Known(Struct, frozen=True):
    """What the catalogue has of some records: by external id, by link, and of which kind those works are."""

    sources: Mapping[str, StoredSource]
    links: Mapping[tuple[str, str], MediaItemId]
    kinds: Mapping[MediaItemId, MediaType]


class Verdict(Struct, frozen=True):
    """What to do with a candidate; `leads` when its values replace those of the work."""

    candidate: Candidate
    outcome: Outcome
    media_item_id: MediaItemId | None = None
    leads: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def result(self) -> RecordResult:
        record = self.candidate.record
        noted = tuple(Problem("/payload", "payload-changed", note) for note in record.notes)
        problems = (*self.candidate.problems, *noted, *self.problems)
        return RecordResult(record.index, record.external_id, self.outcome, self.media_item_id, problems)


def decide(candidate: Candidate, known: Known, mapping_version: int, new_id: Callable[[], UUID]) -> Verdict:
    """Create, update, leave, or reject: ids that point at different works are reported, never guessed."""
    record = candidate.record
    stored = known.sources.get(record.external_id)
    if stored and (record.payload_hash, mapping_version) == (stored.payload_hash, stored.mapping_version):
        return Verdict(candidate, "unchanged", stored.media_item_id)
    if stored and record.fetched_at < stored.fetched_at:
        older = Problem("/fetched_at", "older-than-stored", "A newer record was received before.")
        return Verdict(candidate, "unchanged", stored.media_item_id, problems=(older,))
    works = {known.links[link.key] for link in candidate.work.links if link.key in known.links}
    works |= {stored.media_item_id} if stored else set()
    if len(works) > 1:
        return _conflict(candidate, "ids-of-different-works", "Its ids belong to different works here.")
    if not works:
        return Verdict(candidate, "created", MediaItemId(new_id()), leads=True)
    (work_id,) = works
    kind = known.kinds[work_id]
    if KIND_OF_FACTS[kind] != KIND_OF_FACTS[candidate.work.media_type]:
        return _conflict(candidate, "kind-differs", f"Its ids belong to a work that is of the kind {kind}.")
    return Verdict(candidate, "updated", work_id, leads=stored is not None and stored.leads)


def in_waves(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Parts to be written one after another, so that records of one work see each other's traces."""
    waves: list[list[Candidate]] = []
    last_wave: dict[tuple[str, ...], int] = {}
    for candidate in candidates:
        number = max((last_wave.get(key, -1) for key in candidate.keys), default=-1) + 1
        if number == len(waves):
            waves.append([])
        waves[number].append(candidate)
        last_wave.update(dict.fromkeys(candidate.keys, number))
    return waves


def _conflict(candidate: Candidate, code: str, message: str) -> Verdict:
    return Verdict(candidate, "rejected", problems=(Problem("/external_id", code, message),))
