"""Decides what a record means for the catalogue, given what is there: a pure function."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from domain.ingestion.canonical import KIND_OF_FACTS, Canonical, MediaType
from domain.ingestion.mapping import SourceMapping, canonical
from domain.ingestion.matching import (
    MANY_TO_ONE,
    SAID_BY_ONE_RECORD,
    Resemblance,
    Suspicion,
    matches_of,
    suspicion,
    the_sure_one,
)
from domain.ingestion.records import Received
from domain.ingestion.views import Outcome, RecordResult
from domain.kernel import MediaItemId, NewId, Problem
from domain.likeness import Match

CONFLICTS = frozenset({"ids-of-different-works", "kind-differs"})
"""Problems that an editor has to look at: the record is fine, the catalogue says otherwise."""

RECOGNISED = "recognised-without-id"


class Candidate(Struct, frozen=True):
    """A record that was read and mapped; `problems` say what had to be left out, `sent_as` is the form in
    which its id was sent.
    """

    record: Received
    work: Canonical
    problems: tuple[Problem, ...] = ()
    sent_as: str | None = None

    @property
    def keys(self) -> frozenset[tuple[str, ...]]:
        """Two candidates that share one must not be written in one go."""
        return frozenset(
            {("", self.record.external_id), *(link.key for link in self.work.links), *self._alike}
        )

    @property
    def _alike(self) -> Iterable[tuple[str, ...]]:
        """What looks the same may be one work, even of one source, where ids are made up."""
        work = self.work
        if work.release and work.links and work.links[0].source_name in MANY_TO_ONE:
            yield "title", work.title.casefold(), str(work.release.year)


def candidate_of(mapping: SourceMapping, record: Received) -> Candidate:
    """The record mapped, under the one form of its id: in another it would be another record.

    Raises RecordRejected.
    """
    work, problems = canonical(mapping, record)
    own = work.links[0].external_key
    return Candidate(replace(record, external_id=own), work, problems, sent_as=record.external_id)


class StoredSource(Struct, frozen=True):
    """What is stored of an earlier record with the same id."""

    media_item_id: MediaItemId
    payload_hash: bytes
    mapping_version: int
    fetched_at: datetime
    leads: bool


class Known(Struct, frozen=True):
    """What the catalogue has of some records: by external id, by link, and of which kind those works are.

    `resembling` has, by external id, the works that records without known ids may speak of.
    """

    sources: Mapping[str, StoredSource]
    links: Mapping[tuple[str, str], MediaItemId]
    kinds: Mapping[MediaItemId, MediaType]
    resembling: Mapping[str, Resemblance] = {}


class Verdict(Struct, frozen=True):
    """What to do with a candidate; `leads` when its values replace those of the work.

    `suspicions` are works that may be one, for a person to look at.
    """

    candidate: Candidate
    outcome: Outcome
    media_item_id: MediaItemId | None = None
    leads: bool = False
    problems: tuple[Problem, ...] = ()
    suspicions: tuple[Suspicion, ...] = ()

    @property
    def result(self) -> RecordResult:
        record = self.candidate.record
        noted = tuple(Problem("/payload", "payload-changed", note) for note in record.notes)
        problems = (*self.candidate.problems, *noted, *self.problems)
        name = self.candidate.sent_as or record.external_id
        return RecordResult(record.index, name, self.outcome, self.media_item_id, problems)


def decide_all(wave: Iterable[Candidate], known: Known, mapping_version: int, new_id: NewId) -> list[Verdict]:
    """What to do with each; of two records that look like one work only the first is taken for it."""
    verdicts: list[Verdict] = []
    recognised: set[MediaItemId] = set()
    for each in wave:
        verdict = decide(each, known, mapping_version, new_id, recognised)
        if verdict.media_item_id and any(problem.code == RECOGNISED for problem in verdict.problems):
            recognised.add(verdict.media_item_id)
        verdicts.append(verdict)
    return verdicts


def one_for_each_work(verdicts: Iterable[Verdict]) -> tuple[list[Verdict], list[Candidate]]:
    """Verdicts of which no two are about one work, and the candidates to be decided about after them."""
    first, later = list[Verdict](), list[Candidate]()
    works: set[MediaItemId] = set()
    for verdict in verdicts:
        if verdict.media_item_id is None or verdict.media_item_id not in works:
            first.append(verdict)
        else:
            later.append(verdict.candidate)
        if verdict.media_item_id is not None and verdict.outcome != "unchanged":
            works.add(verdict.media_item_id)
    return first, later


def decide(
    candidate: Candidate,
    known: Known,
    mapping_version: int,
    new_id: NewId,
    recognised: Collection[MediaItemId] = (),
) -> Verdict:
    """Create, update, leave, or reject: ids that point at different works are reported, never guessed.

    `recognised` are works that another record was taken for by their titles; no second one is.
    """
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
        told = _conflict(candidate, "ids-of-different-works", "Its ids belong to different works here.")
        return replace(told, suspicions=_said_to_be_one(works, known, new_id))
    if not works:
        return _without_ids(candidate, known, new_id, recognised)
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


def _without_ids(
    candidate: Candidate, known: Known, new_id: NewId, recognised: Collection[MediaItemId]
) -> Verdict:
    """A work that it certainly is; else a new one, and a question for each that it may be."""
    resemblance = known.resembling.get(candidate.record.external_id)
    matches = matches_of(resemblance) if resemblance else []
    sure = the_sure_one(matches)
    if sure and sure[0] not in recognised:
        words = f"Taken for a known work by its title, year and makers ({sure[1].confidence} of 100)."
        return Verdict(candidate, "updated", sure[0], problems=(Problem("/payload", RECOGNISED, words),))
    made = MediaItemId(new_id())
    suspicions = tuple(suspicion(new_id(), made, other, match) for other, match in matches)
    asked = Problem("/payload", "may-be-duplicate", "A work much like it is there; an editor will be asked.")
    problems = (asked,) if suspicions else ()
    return Verdict(candidate, "created", made, leads=True, problems=problems, suspicions=suspicions)


def _said_to_be_one(works: Iterable[MediaItemId], known: Known, new_id: NewId) -> tuple[Suspicion, ...]:
    """The first work with each of the others that have facts of the same kind."""
    first, *others = sorted(works)
    kind = KIND_OF_FACTS[known.kinds[first]]
    match = Match(SAID_BY_ONE_RECORD, ("ids-of-one-record",))
    alike = (each for each in others if KIND_OF_FACTS[known.kinds[each]] == kind)
    return tuple(suspicion(new_id(), first, each, match) for each in alike)


def _conflict(candidate: Candidate, code: str, message: str) -> Verdict:
    return Verdict(candidate, "rejected", problems=(Problem("/external_id", code, message),))
