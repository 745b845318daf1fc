"""From verdicts to the rows of the statements, as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from domain.catalog.titles import search_norm, sort_key, title_norm
from domain.credits import by_role, names_that_find
from domain.ingestion.canonical import Canonical, Title
from domain.ingestion.deciding import Verdict
from domain.kernel import MediaItemId

DETAILS_OF = {
    "film": "movie_items",
    "tv": "movie_items",
    "book": "book_items",
    "magazine": "book_items",
    "game": "game_items",
    "music": "music_items",
}

Works = Sequence[tuple[MediaItemId, Canonical]]

FIRST_LANGUAGES = frozenset({"en", "pl"})
"""Of the pages: titles in them are the last whose words are cut."""


def as_json(rows: Iterable[dict[str, Any]]) -> str:
    return msgspec.json.encode(list(rows)).decode()


def works_of(verdicts: Iterable[Verdict]) -> Works:
    """What records say of their works."""
    said = ((verdict.media_item_id, verdict.candidate.work) for verdict in verdicts)
    return [(work_id, work) for work_id, work in said if work_id is not None]


def rows_by_table(works: Works) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Tables of the catalogue, each with a row for every work that has facts there, if there is any."""
    if works:
        yield "media_items", [item_row(*each) for each in works]
    for table in dict.fromkeys(DETAILS_OF.values()):
        of_kind = [details_row(*each) for each in works if DETAILS_OF.get(each[1].media_type) == table]
        if of_kind:
            yield table, of_kind


def item_row(work_id: MediaItemId, work: Canonical) -> dict[str, Any]:
    release = work.release
    return {
        "id": work_id,
        "media_type": work.media_type,
        "media_class": work.media_class or work.media_type,
        "title": work.title,
        "original_title": work.original_title,
        "title_norm": title_norm(work.title),
        "search_norm": _search_norm(work),
        "sort_key": sort_key(work.title),
        "description": work.description,
        "release_date": release and release.day,
        "release_precision": release and release.precision,
        "release_year": release and release.year,
        "language": work.language,
        "country_of_origin": work.country_of_origin,
        "creators": work.creators,
        "genres": work.genres,
        "cover_url": work.cover_url,
        "canonical_url": work.canonical_url,
        "popularity": work.popularity,
        "is_adult": work.is_adult,
        "metadata": work.metadata,
        "origin": "ingested",
    }


def _search_norm(work: Canonical) -> str:
    makers = dict.fromkeys((*work.creators, *names_that_find(work.credits)))
    titles = sorted(work.titles, key=lambda each: each.language not in FIRST_LANGUAGES)
    return search_norm(work.title, work.original_title, makers, [each.title for each in titles])


def credits_rows(verdict: Verdict) -> list[dict[str, Any]]:
    """A row for each role that the record speaks of. Creators that have a role are creators no longer."""
    work = verdict.candidate.work
    roles = by_role(work.credits)
    if work.creators:
        roles.setdefault("creator", ())
    spoken = {"media_item_id": verdict.media_item_id, "leads": verdict.leads}
    return [{**spoken, "role": role, "names": names} for role, names in roles.items()]


def titles_rows(verdict: Verdict) -> list[dict[str, Any]]:
    """One row with all titles, if there are any; the titles of a record that does not lead are among them."""
    work = verdict.candidate.work
    own = () if verdict.leads else (Title(work.title), Title(work.original_title or work.title))
    titles = tuple(dict.fromkeys((*own, *work.titles)))
    whose = {"media_item_id": verdict.media_item_id, "external_id": verdict.candidate.record.external_id}
    return [{**whose, "titles": titles}] if titles else []


def details_row(work_id: MediaItemId, work: Canonical) -> dict[str, Any]:
    return {"media_item_id": work_id, **work.details}


def source_row(verdict: Verdict) -> dict[str, Any]:
    record = verdict.candidate.record
    return {
        "external_id": record.external_id,
        "media_item_id": verdict.media_item_id,
        "leads": verdict.leads,
        "canonical_url": record.canonical_url or verdict.candidate.work.canonical_url,
        "raw_payload": msgspec.Raw(record.stored),
        "payload_hash": record.payload_hash.hex(),
        "payload_notes": record.notes,
        "fetched_at": record.fetched_at,
    }
