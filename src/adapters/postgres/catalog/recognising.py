"""What the lines of a pasted list may mean: one statement for all lines, by each way of finding."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from adapters.postgres.catalog.documents import SUGGESTION
from adapters.postgres.catalog.matching import WORDS_VECTOR, all_words, any_of, corrections, mistakes_of
from adapters.postgres.catalog.scope import ADULT, BESIDE, OWN, PUBLIC
from adapters.postgres.catalog.suggesting import KNOWN_WORDS, POPULAR, decode_suggestion
from domain.catalog.line_likeness import Found
from domain.catalog.pasted import Line
from domain.catalog.recognising import Hits, Lines
from domain.catalog.views import MediaType
from domain.kernel import Actor

MOST_CORRECTED = 20
"""Lines of one list in which typing errors are looked for; each costs hundreds of words."""

Row = dict[str, Any]

OTHER_TITLES = """ARRAY(
    SELECT DISTINCT called.title FROM catalog.titles AS called
    WHERE called.media_item_id = item.id ORDER BY called.title LIMIT 50)"""
FOUND = f"{SUGGESTION}::text, item.original_title, item.popularity, {OTHER_TITLES}"

BY_KEY = text(
    f"""
    SELECT wanted.line, {FOUND}, wanted.source_name, wanted.external_key
    FROM json_to_recordset(CAST(:rows AS json)) AS wanted (line integer, source_name text, external_key text)
    JOIN catalog.external_links AS link
        ON link.source_name = wanted.source_name AND link.external_key = wanted.external_key
    JOIN catalog.media_items AS named ON named.id = link.media_item_id
    JOIN catalog.media_items AS item ON item.id = coalesce(named.merged_into, named.id)
    WHERE {BESIDE}
    """  # noqa: S608
)

# As for records of sources, each part has the conditions of its own index and of no other. What is hidden is
# left out at the end; one's own items are few, and are found by their owner.
BY_TITLE = text(
    f"""
    WITH own AS MATERIALIZED (SELECT id, title_norm FROM catalog.media_items WHERE {OWN}),
    hits AS (
        SELECT wanted.line, hit.id
        FROM json_to_recordset(CAST(:rows AS json)) AS wanted
            (line integer, norm text, title text, year integer)
        CROSS JOIN LATERAL (
            (SELECT id FROM catalog.media_items
            WHERE title_norm = wanted.norm AND release_year BETWEEN wanted.year - 1 AND wanted.year + 1
                AND origin = 'ingested' AND merged_into IS NULL
            ORDER BY popularity DESC, id DESC LIMIT 20)
            UNION ALL
            (SELECT id FROM catalog.media_items
            WHERE title_norm = wanted.norm AND origin = 'ingested' AND merged_into IS NULL
            ORDER BY popularity DESC, id DESC LIMIT 20)
            UNION ALL
            (SELECT id FROM (
                SELECT id, popularity, origin, merged_into FROM catalog.media_items
                WHERE lower(left(original_title, 200)) = lower(left(wanted.title, 200))
                    AND original_title IS NOT NULL OFFSET 0
            ) AS original WHERE origin = 'ingested' AND merged_into IS NULL
            ORDER BY popularity DESC, id DESC LIMIT 20)
            UNION ALL
            SELECT own.id FROM own WHERE own.title_norm = wanted.norm
        ) AS hit
    )
    SELECT hits.line, {FOUND}
    FROM (SELECT DISTINCT line, id FROM hits) AS hits JOIN catalog.media_items AS item USING (id)
    WHERE {BESIDE} AND (CAST(:media_type AS text) IS NULL OR item.media_type = CAST(:media_type AS text))
    """  # noqa: S608
)


def _best(scope: str, unless: str = "true") -> str:
    """Matching is fenced off from ranking, or the planner might walk down the list of popular works."""
    return f"""SELECT id FROM (
        SELECT id, popularity FROM catalog.media_items
        WHERE {unless} AND {scope} AND {WORDS_VECTOR} @@ to_tsquery('simple', wanted.words)
            AND (CAST(:media_type AS text) IS NULL OR media_type = CAST(:media_type AS text)) OFFSET 0
        ) AS matching ORDER BY popularity DESC, id DESC LIMIT 5"""  # noqa: S608


def words_statement(*, sees_adult: bool) -> str:
    """The best-known works of each tier, a lesser-known one only where the tier above it has none."""
    known, popular = (f"{PUBLIC} AND {each}" for each in POPULAR)
    beside = f"UNION ALL ({_best(ADULT)})" if sees_adult else ""
    return f"""
        WITH own AS MATERIALIZED (SELECT id, string_to_array(search_norm, ' ') AS words
            FROM catalog.media_items WHERE {OWN}),
        hits AS (
            SELECT wanted.line, hit.id
            FROM json_to_recordset(CAST(:rows AS json)) AS wanted (line integer, words text, parts text[])
            CROSS JOIN LATERAL (
                WITH known AS MATERIALIZED ({_best(known)}),
                popular AS MATERIALIZED ({_best(popular, "NOT EXISTS (SELECT FROM known)")}),
                every AS MATERIALIZED ({
        _best(PUBLIC, "NOT EXISTS (SELECT FROM known) AND NOT EXISTS (SELECT FROM popular)")
    })
                SELECT id FROM known UNION ALL SELECT id FROM popular UNION ALL SELECT id FROM every
                UNION ALL (SELECT own.id FROM own WHERE own.words @> wanted.parts LIMIT 5) {beside}
            ) AS hit
        )
        SELECT hits.line, {FOUND}
        FROM (SELECT DISTINCT line, id FROM hits) AS hits JOIN catalog.media_items AS item USING (id)
        WHERE {BESIDE} AND (CAST(:media_type AS text) IS NULL OR item.media_type = CAST(:media_type AS text))
    """  # noqa: S608


class PgListSearch:
    """The port ListSearch. It needs no identity and so no transaction, as suggestions do."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    async def by_ids(self, viewer: Actor, lines: Lines) -> Hits:
        async with self._engine.connect() as connection:
            return await _found(connection, BY_KEY, viewer, _key_rows(lines))

    async def by_titles(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        async with self._engine.connect() as connection:
            return await _found(connection, BY_TITLE, viewer, _title_rows(lines), media_type=media_type)

    async def by_words(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        statement = text(words_statement(sees_adult=viewer.sees_adult))
        async with self._engine.connect() as connection:
            return await _found(connection, statement, viewer, _word_rows(lines), media_type=media_type)

    async def by_slips(self, viewer: Actor, lines: Lines, media_type: MediaType | None) -> Hits:
        statement = text(words_statement(sees_adult=viewer.sees_adult))
        async with self._engine.connect() as connection:
            rows = await _meant_rows(connection, lines)
            return await _found(connection, statement, viewer, rows, media_type=media_type)


async def _found(
    connection: AsyncConnection, statement: Any, viewer: Actor, rows: list[Row], **more: str | None
) -> Hits:
    hits: dict[int, list[Found]] = {}
    if not rows:
        return {}
    encoded = msgspec.json.encode(rows).decode()
    shown = {"viewer": viewer.user_id, "sees_adult": viewer.sees_adult, "rows": encoded, **more}
    for line, document, original, fame, titles, *key in await connection.execute(statement, shown):
        by_key = (key[0], key[1]) if key else None
        found = Found(decode_suggestion(document), original, tuple(titles), fame, by_key)
        hits.setdefault(line, []).append(found)
    return hits


async def _meant_rows(connection: AsyncConnection, lines: Lines) -> list[Row]:
    """Words that may have been meant, for lines in which there is one that no title has."""
    norms = {index: line.readings[0].norm for index, line in lines.items() if line.readings}
    mistakes = {index: mistakes_of(norms[index]) for index in list(norms)[:MOST_CORRECTED]}
    words = {word for of_line in mistakes.values() for word in _and_slips(of_line)}
    if not words:
        return []
    known = frozenset((await connection.execute(KNOWN_WORDS, {"words": sorted(words)})).scalars())
    meant = {index: corrections(of_line, known) for index, of_line in mistakes.items()}
    return [_word_row(index, any_of(groups), []) for index, groups in meant.items() if groups]


def _and_slips(mistakes: Mapping[str, frozenset[str]]) -> Iterable[str]:
    for word, slips in mistakes.items():
        yield word
        yield from slips


def _key_rows(lines: Lines) -> list[Row]:
    return [
        {"line": index, "source_name": source_name, "external_key": external_key}
        for index, line in lines.items()
        for source_name, external_key in line.keys
    ]


def _title_rows(lines: Lines) -> list[Row]:
    return [
        {"line": index, "norm": reading.norm, "title": reading.title, "year": reading.year}
        for index, line in lines.items()
        for reading in line.readings
    ]


def _word_rows(lines: Lines) -> list[Row]:
    """The whole line, in which a maker may stand beside the title, and the title that has a maker first."""
    return [
        _word_row(index, words, norm.split(" "))
        for index, line in lines.items()
        for norm in dict.fromkeys(_norms_by_words(line))
        if (words := all_words(norm))
    ]


def _norms_by_words(line: Line) -> Iterable[str]:
    if line.readings:
        yield line.readings[0].norm
        yield next((reading.norm for reading in line.readings if reading.maker), line.readings[0].norm)


def _word_row(index: int, words: str, parts: list[str]) -> Row:
    return {"line": index, "words": words, "parts": parts or ["\n"]}
