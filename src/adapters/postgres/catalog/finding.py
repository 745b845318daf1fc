"""The full search: filters, four orders, and pages that stay flat by continuing where the last one ended."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.postgres.catalog.browsing import best_of_each_class, of_class
from adapters.postgres.catalog.documents import WORK_SEEN
from adapters.postgres.catalog.matching import Match, has_any_of, has_words
from adapters.postgres.catalog.scope import PUBLIC, scopes_of
from adapters.postgres.catalog.suggesting import corrected
from domain.catalog.commands import Query
from domain.catalog.model import with_capitals
from domain.catalog.ports import FoundPage
from domain.catalog.titles import title_norm
from domain.catalog.views import MediaView
from domain.kernel import Actor
from domain.texts import composed

EVERYTHING = Match("true", {})
RELEVANCE = "(title_norm = :norm)::integer + starts_with(title_norm, :norm)::integer"
KNOWN, UNKNOWN = "popularity >= 1000", "popularity < 1000"
"""The first is the condition of an index, word for word."""
KNOWN_RELEVANCE = f"CASE WHEN {KNOWN} THEN {RELEVANCE} ELSE -1 END"
COMMON = 200
"""Known works that have the words; then so many others have them that only the best of them are looked at."""
NEWEST = "coalesce(release_year, (-32768)::smallint)"
TAGGED = """id IN (
    SELECT media_item_id FROM catalog.media_item_tags JOIN catalog.tags ON tags.id = tag_id
    WHERE lower(name) = lower(:tag)
    UNION ALL
    SELECT media_item_id FROM catalog.user_media_item_tags AS put JOIN catalog.user_tags AS own
        ON own.user_id = put.user_id AND own.id = put.tag_id
    WHERE own.user_id = :viewer AND lower(own.name) = lower(:tag))"""
CREDITED = "id IN (SELECT media_item_id FROM catalog.credits WHERE lower(name) = lower(:creator))"


DATED = f"{NEWEST} BETWEEN CAST(:first_year AS smallint) AND CAST(:last_year AS smallint)"
"""By the expression of the index, which has works without a year before all years."""
YEARS = (-32767, 32767)
LISTED = """SELECT EXISTS (
    SELECT FROM pg_stats WHERE (schemaname, tablename, attname) = ('catalog', 'media_items', 'genres')
        AND :genre = ANY (CAST(CAST(most_common_elems AS text) AS text[])))"""
"""Whether the planner knows how frequent the genre is. It expects far too many works of any other."""


class Order(Struct, frozen=True):
    """Columns with their types, expressions as the indexes have them; all of them in one direction.

    They are made from the columns in `needs`.
    """

    columns: tuple[tuple[str, str], ...]
    needs: str
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
    "relevance": Order(((RELEVANCE, "integer"), POPULARITY, ID), "id, popularity, title_norm"),
    "popularity": Order((POPULARITY, ID), "id, popularity"),
    "newest": Order(((NEWEST, "smallint"), POPULARITY, ID), "id, popularity, release_year"),
    "title": Order((("sort_key", "text"), ID), "id, sort_key", "ASC"),
}
BY_FAME = Order(((KNOWN_RELEVANCE, "integer"), POPULARITY, ID), "id, popularity, title_norm")
"""Relevance of words that too many works have: a title counts where the work is known."""


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
            "creator": query.creator and composed(query.creator.strip()),
            "first_year": YEARS[0] if query.year_from is None else query.year_from,
            "last_year": YEARS[1] if query.year_to is None else query.year_to,
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
        common = match is not EVERYTHING and await self._is_common(match)
        order = BY_FAME if common and self._query.order == "relevance" else self._order
        picky = match is not EVERYTHING or self._query.creator is not None or await self._is_rare()
        statement = _merged(self._tiers(match, order, common, picky), order)
        rows = list(await self._execute(statement, match))
        shown = rows[: self._query.limit]
        works = tuple(msgspec.json.decode(document, type=MediaView) for document, _ in shown)
        return FoundPage(works, tuple(msgspec.json.decode(shown[-1][1])) if len(rows) > len(shown) else None)

    async def _is_common(self, match: Match) -> bool:
        some = (
            f"SELECT FROM catalog.media_items WHERE {PUBLIC} AND {KNOWN} AND {match.condition} LIMIT {COMMON}"
        )
        (found,) = (await self._execute(f"SELECT count(*) FROM ({some}) AS found", match)).one()  # noqa: S608
        return bool(found == COMMON)

    async def _execute(self, statement: str, match: Match) -> CursorResult[Any]:
        return await self._connection.execute(text(statement), {**self._parameters, **match.parameters})

    async def _is_rare(self) -> bool:
        return self._query.genre is not None and not (await self._execute(LISTED, EVERYTHING)).scalar_one()

    def _tiers(self, match: Match, order: Order, common: bool, picky: bool) -> Iterator[str]:
        """Public and other works, each found by indexes of their own."""
        within = self._query.within
        for scope in self._scopes:
            if scope == PUBLIC and within and not picky and self._query.order == "popularity":
                works = self._works(f"{scope} AND media_class = class.path", order, order.after)
                yield best_of_each_class(within, works, _best(order))
            elif scope != PUBLIC or not common:
                yield self._tier(match, scope, order, fenced=picky)
            elif self._query.order in {"relevance", "popularity"}:
                yield self._tier(match, f"{scope} AND {KNOWN}", order, fenced=True)
                yield self._walk(match, f"{scope} AND {UNKNOWN}", order)
            else:
                yield self._tier(match, scope, order, fenced=False)

    def _tier(self, match: Match, scope: str, order: Order, *, fenced: bool) -> str:
        """Matching is fenced off from ranking, where an index of the ranking is no way to what matches."""
        works = self._works(
            f"{scope} AND {match.condition} {of_class(self._query.within)}", order, order.after
        )
        if not fenced:
            return f"{works} {_best(order)}"
        return f"WITH matching AS MATERIALIZED ({works}) SELECT * FROM matching {_best(order)}"  # noqa: S608

    def _walk(self, match: Match, scope: str, order: Order) -> str:
        """Down the list of works by popularity, on which a common word is met soon.

        It goes on behind a page that ended here, whose rank is the last there is.
        """
        *rank, _, _ = self._query.after or (None, None)
        behind = f"AND (popularity, id) < (CAST(:p{len(rank)} AS integer), CAST(:p{len(rank) + 1} AS uuid))"
        ended_here = rank in ([], [-1])
        condition = f"{scope} AND {match.condition} {of_class(self._query.within)}"
        works = self._works(condition, order, lambda: behind if ended_here else "")
        return f"{works} ORDER BY popularity DESC, id DESC LIMIT :most"

    def _works(self, condition: str, order: Order, after: Callable[[], str]) -> str:
        behind = after() if self._query.after else ""
        return f"""SELECT {order.needs} FROM catalog.media_items
            WHERE {condition} {self._filters()} {behind}"""  # noqa: S608

    def _filters(self) -> str:
        query = self._query
        conditions = {
            "media_type = :media_type": query.media_class and query.media_type,
            DATED: (query.year_from, query.year_to) != (None, None) or None,
            "genres @> ARRAY[CAST(:genre AS text)]": query.genre,
            "language = :language": query.language,
            TAGGED: query.tag,
            CREDITED: query.creator,
        }
        return " ".join(f"AND {condition}" for condition, value in conditions.items() if value is not None)


def _best(order: Order) -> str:
    return f"ORDER BY {order.ranking} LIMIT :most"


def _merged(tiers: Iterable[str], order: Order) -> str:
    """The best of all tiers in order, and only they are made into documents."""
    union = " UNION ALL ".join(f"({tier})" for tier in tiers)
    return f"""
        WITH best AS (
            SELECT id, row_number() OVER (ORDER BY {order.ranking}) AS place,
                jsonb_build_array({order.position})::text AS position
            FROM ({union}) AS tier ORDER BY place LIMIT :most
        )
        SELECT ({WORK_SEEN})::text, best.position
        FROM best JOIN catalog.media_items AS item USING (id) ORDER BY best.place
    """  # noqa: S608
