"""The full search: filters, four orders, and pages that stay flat by continuing where the last one ended."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.documents import WORK
from adapters.postgres.catalog.matching import Match, has_any_of, has_words
from adapters.postgres.catalog.scope import scopes_of
from adapters.postgres.catalog.suggesting import corrected
from domain.catalog.commands import Query
from domain.catalog.model import with_capitals
from domain.catalog.ports import FoundPage
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaView
from domain.kernel import Actor

EVERYTHING = Match("true", {})
RELEVANCE = "(title_norm = :norm)::integer + starts_with(title_norm, :norm)::integer"
NEWEST = "coalesce(release_year, (-32768)::smallint)"
TAGGED = """id IN (
    SELECT media_item_id FROM catalog.media_item_tags JOIN catalog.tags ON tags.id = tag_id
    WHERE lower(name) = lower(:tag)
    UNION ALL
    SELECT media_item_id FROM catalog.user_media_item_tags AS put JOIN catalog.user_tags AS own
        ON own.user_id = put.user_id AND own.id = put.tag_id
    WHERE own.user_id = :viewer AND lower(own.name) = lower(:tag))"""


class Order(Struct, frozen=True):
    """Columns with their types, expressions as the indexes have them; all of them in one direction."""

    columns: tuple[tuple[str, str], ...]
    direction: Literal["ASC", "DESC"] = "DESC"

    @property
    def ranking(self) -> str:
        return ", ".join(f"{column} {self.direction}" for column, _ in self.columns)

    @property
    def position(self) -> str:
        return ", ".join(column for column, _ in self.columns)

    def after(self) -> str:
        """Rows behind the position :p0, :p1, ...; compared as rows, so that the index leads there at once."""
        reached = ", ".join(f"CAST(:p{number} AS {kind})" for number, (_, kind) in enumerate(self.columns))
        return f"AND ({self.position}) {'<' if self.direction == 'DESC' else '>'} ({reached})"


ID = ("id", "uuid")
POPULARITY = ("popularity", "integer")
ORDERS: Mapping[str, Order] = {
    "relevance": Order(((RELEVANCE, "integer"), POPULARITY, ID)),
    "popularity": Order((POPULARITY, ID)),
    "newest": Order(((NEWEST, "smallint"), POPULARITY, ID)),
    "title": Order((("sort_key", "text"), ID), "ASC"),
}


class Finding:
    """One viewer's query, on one connection."""

    def __init__(self, connection: AsyncConnection, viewer: Actor | None, query: Query) -> None:
        norm = title_norm(query.text)
        self._connection = connection
        self._scopes = scopes_of(viewer)
        self._query = query
        self._norm = norm
        self._order = ORDERS[query.order]
        self._parameters: dict[str, Any] = {
            **{name: value for name, value in msgspec.structs.asdict(query).items() if name != "after"},
            "viewer": viewer and viewer.user_id,
            "norm": norm,
            "genre": query.genre and with_capitals(query.genre),
            "most": query.limit + 1,
            **{f"p{index}": value for index, value in enumerate(query.after or ())},
        }

    async def page(self) -> FoundPage:
        """What matches; when nothing does, what may have been meant."""
        if not self._norm:
            return await self._page_of(EVERYTHING)
        found = await self._page_of(has_words(self._norm))
        if found.items or not (meant := await corrected(self._connection, self._norm)):
            return found
        return await self._page_of(has_any_of(meant))

    async def _page_of(self, match: Match) -> FoundPage:
        statement = text(self._statement(match))
        rows = list(await self._connection.execute(statement, {**self._parameters, **match.parameters}))
        shown = rows[: self._query.limit]
        works = tuple(msgspec.json.decode(document, type=MediaView) for document, _ in shown)
        return FoundPage(works, tuple(msgspec.json.decode(shown[-1][1])) if len(rows) > len(shown) else None)

    def _statement(self, match: Match) -> str:
        """Public and own works by their own indexes, merged in order, and only then made into documents."""
        position = self._order.position
        tiers = " UNION ALL ".join(f"({self._tier(match, scope)})" for scope in self._scopes)
        ranking = self._order.ranking
        return f"""
            WITH best AS (
                SELECT id, row_number() OVER (ORDER BY {ranking}) AS place,
                    jsonb_build_array({position})::text AS position
                FROM ({tiers}) AS tier ORDER BY place LIMIT :most
            )
            SELECT {WORK}::text, best.position
            FROM best JOIN catalog.media_items AS item USING (id) ORDER BY best.place
        """  # noqa: S608

    def _tier(self, match: Match, scope: str) -> str:
        works = f"""SELECT id, title_norm, popularity, release_year, sort_key FROM catalog.media_items
            WHERE {scope} AND {match.condition} {self._filters()}"""  # noqa: S608
        ranking = f"ORDER BY {self._order.ranking} LIMIT :most"
        if match is EVERYTHING:
            return f"{works} {ranking}"
        return f"WITH matching AS MATERIALIZED ({works}) SELECT * FROM matching {ranking}"  # noqa: S608

    def _filters(self) -> str:
        query = self._query
        conditions = {
            "media_type = :media_type": query.media_type,
            "release_year >= :year_from": query.year_from,
            "release_year <= :year_to": query.year_to,
            "genres @> ARRAY[CAST(:genre AS text)]": query.genre,
            "language = :language": query.language,
            TAGGED: query.tag,
        }
        given = [condition for condition, value in conditions.items() if value is not None]
        after = self._order.after() if query.after else ""
        return " ".join([*(f"AND {condition}" for condition in given), after])
