"""What a record that did not make its work speaks for: the facts that no record before it knows."""

from collections.abc import Collection
from typing import Any

from domain.ingestion.canonical import Canonical

FACTS = (
    *("original_title", "description", "release", "language", "country_of_origin", "creators", "genres"),
    *("cover_url", "canonical_url", "popularity"),
)
"""Facts of which a work has one. A title it has from the record that made it, and words, titles, links and
the sign for adults are gathered from all.
"""


def spoken_for(work: Canonical, ahead: Collection[Canonical]) -> Canonical:
    """The facts that none of those ahead knows; all else is unknown, but for the title."""
    facts = {name: getattr(work, name) for name in FACTS if not any(getattr(each, name) for each in ahead)}
    return Canonical(
        media_type=work.media_type,
        title=work.title,
        links=(),
        media_class=None if any(map(_has_class, ahead)) else work.media_class,
        metadata=_own(work.metadata, [each.metadata for each in ahead]),
        details=_own(work.details, [each.details for each in ahead]),
        **facts,
    )


def _has_class(work: Canonical) -> bool:
    return work.media_class not in {None, work.media_type}


def _own(facts: dict[str, Any], ahead: Collection[dict[str, Any]]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if not any(each.get(name) for each in ahead)}
