"""One part of a replay: stored records compared with their works, and written unless it is a dry run."""

from collections.abc import Container, Sequence
from typing import Any

from msgspec.structs import replace

from domain.ingestion.deciding import Verdict, decide, in_waves
from domain.ingestion.ports import Replay
from domain.ingestion.rereading import Reread
from domain.ingestion.views import Difference, RecordResult
from domain.kernel import NewId


class Part:
    """Some records on their way: compared, and written unless it is a dry run."""

    def __init__(self, replay: Replay, source_name: str, *, is_dry: bool, new_id: NewId) -> None:
        self._replay = replay
        self._source_name = source_name
        self._is_dry = is_dry
        self._new_id = new_id
        self.results: list[RecordResult] = []
        self.differences: list[Difference] = []

    async def take(self, records: Sequence[Reread]) -> None:
        """Records of one work one after another, as they would come from their source."""
        for wave in in_waves(records):
            await self._take(wave)

    async def _take(self, wave: Sequence[Any]) -> None:
        known = await self._replay.known(self._source_name, wave)
        decided = [(each, decide(each, known, each.mapping_version, self._new_id)) for each in wave]
        taken = [(each, verdict) for each, verdict in decided if verdict.outcome == "updated"]
        differences = await self._replay.differences([verdict for _, verdict in taken])
        changing = {each.media_item_id for each in differences}
        changed = {
            verdict.candidate.record.index: verdict
            for _, verdict in taken
            if verdict.media_item_id in changing or self._replay.brings_links(verdict)
        }
        self.differences.extend(differences)
        self.results.extend(_fate(verdict, changed) for _, verdict in decided)
        if not self._is_dry:
            await self._replay.rewrite(list(changed.values()))
            await self._mark([each for each, _ in taken])

    async def _mark(self, records: Sequence[Reread]) -> None:
        for version in {each.mapping_version for each in records}:
            ids = [each.record.external_id for each in records if each.mapping_version == version]
            await self._replay.mark_read(self._source_name, version, ids)


def _fate(verdict: Verdict, changed: Container[int]) -> RecordResult:
    result = verdict.result
    if result.outcome == "updated" and result.index not in changed:
        return replace(result, outcome="unchanged")
    return result
