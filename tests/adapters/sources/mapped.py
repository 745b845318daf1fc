"""Maps one payload of a source, as a delivery would."""

from datetime import UTC, datetime

from adapters.sources.declared import MAPPINGS
from domain.ingestion.canonical import Canonical
from domain.ingestion.mapping import canonical
from domain.ingestion.records import read_record
from domain.kernel import Problem
from tests.records import record

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def mapped(source: str, external_id: str, payload: object) -> tuple[Canonical, tuple[Problem, ...]]:
    return canonical(MAPPINGS[source], read_record(0, record(external_id, payload), NOW))


def links(work: Canonical) -> set[tuple[str, str]]:
    return {link.key for link in work.links}
