"""The statements that read a person's states; each is built from constants and names the person."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from sqlalchemy import TextClause, text

from adapters.postgres.catalog.documents import SUGGESTION
from domain.tracking.commands import Sort, StateQuery

STATE: Final = "to_jsonb(state) - 'user_id'"

ONE: Final = text(f"""
    SELECT ({STATE})::text
    FROM catalog.media_items AS named
    JOIN tracking.user_item_states AS state
        ON state.media_item_id = coalesce(named.merged_into, named.id) AND state.user_id = :person
    WHERE named.id = :work""")

STATUSES: Final = text("""
    SELECT named.id, state.status
    FROM catalog.media_items AS named
    LEFT JOIN tracking.user_item_states AS state
        ON state.media_item_id = coalesce(named.merged_into, named.id) AND state.user_id = :person
    WHERE named.id = ANY (CAST(:works AS uuid[]))
        AND (named.origin <> 'custom' OR named.owner_id = :person)""")


class Order(NamedTuple):
    """What a list is sorted by, each with the type that a cursor's value is told in; the last is the id."""

    keys: tuple[str, ...]
    types: tuple[str, ...]
    direction: str


ORDERS: Final[Mapping[Sort, Order]] = {
    "updated": Order(("state.updated_at", "state.media_item_id"), ("timestamptz", "uuid"), "DESC"),
    "rating": Order(
        ("coalesce(state.rating, -1)::double precision", "state.updated_at", "state.media_item_id"),
        ("double precision", "timestamptz", "uuid"),
        "DESC",
    ),
    "title": Order(("item.sort_key", "state.media_item_id"), ("text", "uuid"), "ASC"),
}
FILTERS: Final[Mapping[str, str]] = {
    "status": "state.status = :status",
    "media_type": "item.media_type = :media_type",
    "is_favorite": "state.is_favorite = :is_favorite",
    "rating_min": "state.rating >= CAST(:rating_min AS numeric)",
}


def listing(query: StateQuery) -> tuple[TextClause, dict[str, object]]:
    """The statement that finds one more than a page of states, and its parameters but for the person.

    Each row is a document and the keys that it is sorted by.
    """
    order = ORDERS[query.sort]
    keys = ", ".join(order.keys)
    given = {name: getattr(query, name) for name in FILTERS if getattr(query, name) is not None}
    wanted = ["state.user_id = :person", *(FILTERS[name] for name in given)]
    if query.after is not None:
        beyond = "<" if order.direction == "DESC" else ">"
        place = (f"CAST(:after_{index} AS {each})" for index, each in enumerate(order.types))
        wanted.append(f"({keys}) {beyond} ({', '.join(place)})")
        given |= {f"after_{index}": value for index, value in enumerate(query.after)}
    statement = f"""
        SELECT ({STATE} || jsonb_build_object('media', {SUGGESTION}))::text, {keys}
        FROM tracking.user_item_states AS state
        JOIN catalog.media_items AS item ON item.id = state.media_item_id
        WHERE {" AND ".join(wanted)}
        ORDER BY {", ".join(f"{key} {order.direction}" for key in order.keys)}
        LIMIT :limit"""
    return text(statement), {**given, "limit": query.limit + 1}
