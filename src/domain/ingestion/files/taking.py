"""Takes a part of a file inside one transaction: tells duplicates, decides, writes, counts."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from msgspec import Struct

from domain.ingestion.deciding import Candidate, in_waves
from domain.ingestion.files.account import Tally
from domain.ingestion.files.entries import Entry, Heading, Named, Refused, Same, Skipped
from domain.ingestion.files.ports import FileWork
from domain.ingestion.kept import Refused as Kept
from domain.ingestion.kept import keeping
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.records import as_pushed
from domain.ingestion.runs import Run
from domain.ingestion.settling import settled
from domain.ingestion.views import Outcome, RecordResult
from domain.kernel import NewId, Problem

CUT = "file-cut"
"""Code of the problem of a last line that has no end and cannot be read."""
DUPLICATE = Problem("/external_id", "duplicate", "An earlier line has this id.")


class Taken(Struct, frozen=True):
    """What became of a part, and what there is to say of single lines."""

    tally: Tally
    remarks: tuple[RecordResult, ...]
    received: dict[int, bytes]
    """Records that were read and then refused, by line, as they would be pushed."""


class Taking:
    """Writes parts of one run."""

    def __init__(self, mapping: SourceMapping, run_id: UUID, new_id: NewId) -> None:
        self._mapping = mapping
        self._run_id = run_id
        self._new_id = new_id

    async def take(self, work: FileWork, part: Sequence[Entry]) -> Taken:
        """Everything of the part, in one column each."""
        wanted, repeated = _first_of_each_id(part)
        refused = {entry.line: entry.content for entry in part if isinstance(entry.content, Refused)}
        ids = {each.external_id for each in refused.values() if each.external_id} - wanted.keys()
        fresh = await work.book.first_seen(self._run_id, list(wanted), sorted(ids))
        repeated += [entry for key, entry in wanted.items() if key not in fresh]
        new = [entry.content for key, entry in wanted.items() if key in fresh]
        results = await self._write(work, [each for each in new if isinstance(each, Candidate)])
        names = Counter(await work.book.keep_names([each for each in new if isinstance(each, Named)]))
        names["unchanged"] += sum(isinstance(each, Same) for each in new)
        results += [
            RecordResult(line, each.external_id, "rejected", problems=each.problems)
            for line, each in refused.items()
        ]
        twice = [
            RecordResult(entry.line, entry_id(entry), "unchanged", problems=(DUPLICATE,))
            for entry in repeated
        ]
        return _counted(part, results, twice, names, len(fresh))

    async def _write(self, work: FileWork, candidates: Iterable[Candidate]) -> list[RecordResult]:
        results: list[RecordResult] = []
        for wave in in_waves(candidates):
            results += await settled(work.delivery, self._mapping, wave, self._new_id)
        return results


def kept(run: Run, taken: Taken) -> list[Kept]:
    """Remarks to be kept with the run. What could not be read is tried again by loading the file again."""
    again = [each for each in taken.remarks if each.index in taken.received]
    others = [each for each in taken.remarks if each.index not in taken.received]
    return keeping(run, again, taken.received) + [Kept(each) for each in others]


def _first_of_each_id(part: Sequence[Entry]) -> tuple[dict[str, Entry], list[Entry]]:
    """Lines that can be taken, by id, and those whose id came before in the same part."""
    first: dict[str, Entry] = {}
    repeated = []
    for entry in part:
        if not isinstance(entry.content, Candidate | Same | Named):
            continue
        if first.setdefault(entry_id(entry), entry) is not entry:
            repeated.append(entry)
    return first, repeated


def entry_id(entry: Entry) -> str:
    """The id that the line has; empty for one that was refused, or that has none."""
    content = entry.content
    if isinstance(content, Candidate):
        return content.record.external_id
    if isinstance(content, Same):
        return content.external_id
    return content.key if isinstance(content, Named) else ""


def _counted(
    part: Sequence[Entry],
    results: Sequence[RecordResult],
    twice: Sequence[RecordResult],
    names: Counter[Outcome],
    fresh: int,
) -> Taken:
    """A record that is unchanged was remarked on when it came; only what is new about it is said again."""
    fates = Counter(result.outcome for result in results) + names
    remarks = [each for each in results if each.problems and each.outcome != "unchanged"] + list(twice)
    remarks.sort(key=lambda result: result.index)
    refused = [result for result in results if result.outcome == "rejected"]
    tally = Tally(
        rows=len(part),
        header=sum(isinstance(entry.content, Heading) for entry in part),
        created=fates["created"],
        updated=fates["updated"],
        unchanged=fates["unchanged"],
        duplicate=len(twice),
        noted=len(remarks) - len(refused),
        cut=sum(any(each.code == CUT for each in result.problems) for result in refused),
        seen=fresh,
        new_names=names["created"] + names["updated"],
        skipped=Counter(entry.content.kind for entry in part if isinstance(entry.content, Skipped)),
        rejected=Counter(result.problems[0].code for result in refused),
    )
    records = {entry.line: entry.content for entry in part if isinstance(entry.content, Candidate)}
    again = {each.index: as_pushed(records[each.index].record) for each in refused if each.index in records}
    return Taken(tally, tuple(remarks), again)
