"""Takes candidates into the catalogue inside a transaction, whether they were pushed or stood in a file."""

from collections.abc import Sequence

from domain.ingestion.deciding import Candidate, decide_all, one_for_each_work
from domain.ingestion.mapping import SourceMapping
from domain.ingestion.ports import Delivery
from domain.ingestion.views import RecordResult
from domain.kernel import NewId


async def settled(
    delivery: Delivery, mapping: SourceMapping, wave: Sequence[Candidate], new_id: NewId
) -> list[RecordResult]:
    """What the catalogue knows decides which works are meant; one statement changes each of them once."""
    results: list[RecordResult] = []
    while wave:
        known = await delivery.known(mapping.source_name, wave)
        verdicts, wave = one_for_each_work(decide_all(wave, known, mapping.version, new_id))
        await delivery.write(mapping, verdicts)
        results.extend(verdict.result for verdict in verdicts)
    return results
