"""Finds works of the same title and nearly the same year, for many records in one statement."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.ingestion.rows import as_json
from domain.catalog.titles import title_norm
from domain.ingestion.canonical import KIND_OF_FACTS, Canonical, MediaType
from domain.ingestion.matching import Likeness, Resemblance, exclusive_sources
from domain.kernel import MediaItemId

# Each part has the conditions of its own index and of no other: a planner that knows nothing yet of a table
# that is just filling takes any index whose conditions are met, and walks through all of it.
# A title that a crowd of works has in one year is looked at no further than the limit: it says nothing.
FIND = text(
    """
    SELECT wanted.name, alike.id, alike.media_type, alike.title, alike.original_title, alike.release_year,
        alike.creators
    FROM json_to_recordset(CAST(:rows AS json)) AS wanted
        (name text, norms text[], titles text[], year integer, kinds text[], sources text[])
    CROSS JOIN LATERAL (
        SELECT found.* FROM unnest(wanted.norms) AS given (norm) CROSS JOIN LATERAL (
            SELECT work.id, work.media_type, work.title, work.original_title, work.release_year, work.creators
            FROM catalog.media_items AS work
            WHERE work.title_norm = given.norm
                AND work.release_year BETWEEN wanted.year - 1 AND wanted.year + 1
                AND work.origin = 'ingested' AND work.merged_into IS NULL
            LIMIT 50
        ) AS found
        UNION ALL
        SELECT found.* FROM unnest(wanted.titles) AS given (title) CROSS JOIN LATERAL (
            SELECT work.id, work.media_type, work.title, work.original_title, work.release_year, work.creators
            FROM (
                SELECT id, media_type, title, original_title, release_year, creators, origin, merged_into
                FROM catalog.media_items AS every
                WHERE lower(left(every.original_title, 200)) = lower(left(given.title, 200))
                    AND every.original_title IS NOT NULL OFFSET 0
            ) AS work
            WHERE abs(work.release_year - wanted.year) <= 1
                AND work.origin = 'ingested' AND work.merged_into IS NULL
            LIMIT 50
        ) AS found
    ) AS alike
    WHERE alike.media_type = ANY(wanted.kinds) AND NOT wanted.sources && ARRAY(
        SELECT link.source_name FROM catalog.external_links AS link WHERE link.media_item_id = alike.id
    )
    """
)
KINDS_LIKE: Mapping[MediaType, list[MediaType]] = {
    kind: [other for other, facts in KIND_OF_FACTS.items() if facts == of]
    for kind, of in KIND_OF_FACTS.items()
}


class Wanted(Struct, frozen=True):
    """Something that may be a work of the catalogue; works with a key of these sources it is not."""

    name: str
    media_type: MediaType
    title: str
    original_title: str | None
    release_year: int
    creators: tuple[str, ...]
    sources: frozenset[str]


async def find_lookalikes(connection: AsyncConnection, wanted: Iterable[Wanted]) -> dict[str, Resemblance]:
    """By name, what each may be; those that are like nothing are left out."""
    by_name = {each.name: each for each in wanted}
    if not by_name:
        return {}
    rows = as_json(_row(each) for each in by_name.values())
    works: dict[str, dict[MediaItemId, Likeness]] = {}
    for name, work_id, *facts in await connection.execute(FIND, {"rows": rows}):
        works.setdefault(name, {})[work_id] = likeness(*facts)
    return {name: Resemblance(_likeness_of(by_name[name]), found) for name, found in works.items()}


def wanted_of(name: str, work: Canonical) -> Wanted | None:
    """What a record is looked for by; nothing without a year, since a title alone says too little."""
    if work.release is None:
        return None
    return Wanted(
        name=name,
        media_type=work.media_type,
        title=work.title,
        original_title=work.original_title,
        release_year=work.release.year,
        creators=work.creators,
        sources=exclusive_sources(work.links),
    )


def likeness(
    media_type: MediaType,
    title: str,
    original_title: str | None,
    release_year: int | None,
    creators: Iterable[str],
) -> Likeness:
    norm = title_norm(title)
    original = title_norm(original_title) if original_title else None
    makers = frozenset(" ".join(sorted(title_norm(name).split(" "))) for name in creators)
    return Likeness(media_type, norm, None if original == norm else original, release_year, makers)


def _likeness_of(each: Wanted) -> Likeness:
    return likeness(each.media_type, each.title, each.original_title, each.release_year, each.creators)


def _row(each: Wanted) -> dict[str, Any]:
    titles = [title for title in (each.title, each.original_title) if title]
    return {
        "name": each.name,
        "norms": list(dict.fromkeys(map(title_norm, titles))),
        "titles": titles,
        "year": each.release_year,
        "kinds": KINDS_LIKE[each.media_type],
        "sources": sorted(each.sources),
    }
