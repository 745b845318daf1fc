"""Set-based statements of a delivery: one JSON array of rows in, whatever their number.

A leading record replaces what it knows better and keeps what it does not know; any other fills gaps only.
"""

from sqlalchemy import TextClause, text

from adapters.postgres.catalog.classes import filling_class, leading_class
from adapters.postgres.catalog.words import together

ITEM_COLUMNS = {
    "id": "uuid",
    "media_type": "text",
    "media_class": "ltree",
    "title": "text",
    "original_title": "text",
    "title_norm": "text",
    "search_norm": "text",
    "sort_key": "text",
    "description": "text",
    "release_date": "date",
    "release_precision": "text",
    "release_year": "smallint",
    "language": "text",
    "country_of_origin": "text",
    "creators": "text[]",
    "genres": "text[]",
    "cover_url": "text",
    "canonical_url": "text",
    "popularity": "integer",
    "is_adult": "boolean",
    "metadata": "jsonb",
    "origin": "text",
}
"""Columns of catalog.media_items that records write, with their types."""

DETAIL_COLUMNS = {
    "movie_items": {
        "runtime_minutes": "integer",
        "directors": "text[]",
        "seasons": "integer",
        "episodes": "integer",
        "avg_rating": "numeric",
        "num_votes": "integer",
    },
    "book_items": {
        "authors": "text[]",
        "isbn13": "text",
        "publisher": "text",
        "page_count": "integer",
        "edition": "text",
    },
    "game_items": {
        "developers": "text[]",
        "publishers": "text[]",
        "platforms": "text[]",
        "engine": "text",
        "playtime_hours": "numeric",
    },
    "music_items": {
        "artists": "text[]",
        "label": "text",
        "track_count": "integer",
        "duration_minutes": "integer",
        "release_type": "text",
    },
}

ALL_WORDS = together("item.search_norm", "excluded.search_norm")
"""A work is found by what every source calls it."""

BY_ITSELF = {
    "search_norm": (ALL_WORDS, ALL_WORDS),
    "media_class": (filling_class("item", "excluded"), leading_class("item", "excluded")),
    "is_adult": ("item.is_adult OR excluded.is_adult", "excluded.is_adult"),
}
"""What a column becomes when a record does not lead, and when it does."""

MADE_FROM_TITLE = ("title_norm", "sort_key")
RELEASE = ("release_date", "release_precision", "release_year")
NEVER_CHANGED = ("id", "media_type", "origin")


def declared(columns: dict[str, str]) -> str:
    """Names and types, as a function that gives rows wants them."""
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())


def _known(name: str, kind: str, of: str) -> str:
    """The value of a row, or NULL where it stands for not known."""
    nothing = {"text[]": "'{}'", "popularity": "0"}.get(name if name == "popularity" else kind)
    return f"nullif({of}.{name}, {nothing})" if nothing else f"{of}.{name}"


def preferred(name: str, kind: str, leads: bool) -> str:
    """The value that stands after a record: its own if it leads and knows one, else only for a gap."""
    first, second = ("excluded", "item") if leads else ("item", "excluded")
    return f"coalesce({_known(name, kind, first)}, {second}.{name})"


def item_value(name: str, leads: bool) -> str:
    """What a column of `item` becomes when `excluded` comes, by the kind of column."""
    first, second = ("excluded", "item") if leads else ("item", "excluded")
    if name in BY_ITSELF:
        return BY_ITSELF[name][leads]
    if name in MADE_FROM_TITLE:
        return f"{first}.{name}"
    if name in RELEASE:
        return f"CASE WHEN {first}.release_year IS NULL THEN {second}.{name} ELSE {first}.{name} END"
    if name == "metadata":
        return f"{second}.metadata || {first}.metadata"
    return preferred(name, ITEM_COLUMNS[name], leads)


def write_items(leads: bool) -> TextClause:
    """Insert works, or update those that are there; :rows is a JSON array of ITEM_COLUMNS."""
    names = ", ".join(ITEM_COLUMNS)
    changes = (f"{name} = {item_value(name, leads)}" for name in ITEM_COLUMNS if name not in NEVER_CHANGED)
    return text(
        f"""
        INSERT INTO catalog.media_items AS item ({names})
        SELECT {names} FROM json_to_recordset(CAST(:rows AS json)) AS row ({declared(ITEM_COLUMNS)})
        ORDER BY id
        ON CONFLICT (id) DO UPDATE SET {", ".join(changes)}
        """  # noqa: S608
    )


def write_details(table: str, leads: bool) -> TextClause:
    """The same for the typed facts of a kind."""
    columns = DETAIL_COLUMNS[table]
    names = ", ".join(("media_item_id", *columns))
    arrays = {name: f"coalesce({name}, '{{}}')" for name, kind in columns.items() if kind == "text[]"}
    values = ", ".join(("media_item_id", *(arrays.get(name, name) for name in columns)))
    changes = (f"{name} = {preferred(name, kind, leads)}" for name, kind in columns.items())
    types = declared({"media_item_id": "uuid", **columns})
    return text(
        f"""
        INSERT INTO catalog.{table} AS item ({names})
        SELECT {values} FROM json_to_recordset(CAST(:rows AS json)) AS row ({types})
        ORDER BY media_item_id
        ON CONFLICT (media_item_id) DO UPDATE SET {", ".join(changes)}
        """  # noqa: S608
    )


WRITE = {
    leads: {"media_items": write_items(leads)}
    | {table: write_details(table, leads) for table in DETAIL_COLUMNS}
    for leads in (True, False)
}
"""By table, for records that lead and for those that do not."""

WRITE_LINKS = text(
    """
    INSERT INTO catalog.external_links (source_name, external_key, media_item_id, url)
    SELECT source_name, external_key, media_item_id, url FROM json_to_recordset(CAST(:rows AS json))
        AS row (source_name text, external_key text, media_item_id uuid, url text)
    ORDER BY source_name, external_key
    """
)
WRITE_SOURCES = text(
    """
    INSERT INTO catalog.media_sources AS stored (source_name, external_id, media_item_id, leads,
        canonical_url, raw_payload, payload_hash, payload_notes, mapping_version, fetched_at, first_seen_at)
    SELECT :source_name, external_id, media_item_id, leads, canonical_url,
        raw_payload, decode(payload_hash, 'hex'), payload_notes, :mapping_version, fetched_at, now()
    FROM json_to_recordset(CAST(:rows AS json)) AS row (external_id text, media_item_id uuid, leads boolean,
        canonical_url text, raw_payload jsonb, payload_hash text, payload_notes text[],
        fetched_at timestamptz)
    ORDER BY external_id
    ON CONFLICT (source_name, external_id) DO UPDATE SET
        canonical_url = coalesce(excluded.canonical_url, stored.canonical_url),
        raw_payload = excluded.raw_payload, payload_hash = excluded.payload_hash,
        payload_notes = excluded.payload_notes, mapping_version = excluded.mapping_version,
        fetched_at = excluded.fetched_at
    """
)
SEEN_AGAIN = text(
    """
    UPDATE catalog.media_sources AS stored SET fetched_at = row.fetched_at
    FROM json_to_recordset(CAST(:rows AS json)) AS row (external_id text, fetched_at timestamptz)
    WHERE stored.source_name = :source_name AND stored.external_id = row.external_id
        AND stored.fetched_at < row.fetched_at
    """
)

# One delivery of a source at a time, and no merge of works meanwhile: what was found stays where it is.
# All that follows looks up keys; a planner that takes a filling table for empty would read all of it instead.
TAKE_TURN = text(
    """
    SELECT pg_advisory_xact_lock(7316253, hashtext(:source_name)), pg_advisory_xact_lock_shared(7316254, 0),
        set_config('enable_seqscan', 'off', true)
    """
)
STORED_SOURCES = text(
    """
    SELECT stored.external_id, coalesce(item.merged_into, item.id), stored.payload_hash,
        stored.mapping_version, stored.fetched_at, stored.leads, item.media_type,
        stored.missing_since IS NOT NULL
    FROM catalog.media_sources AS stored JOIN catalog.media_items AS item ON item.id = stored.media_item_id
    WHERE stored.source_name = :source_name AND stored.external_id = ANY(:external_ids)
    """
)
KNOWN_LINKS = text(
    """
    SELECT link.source_name, link.external_key, survivor.id, survivor.media_type
    FROM unnest(CAST(:names AS text[]), CAST(:keys AS text[])) AS wanted (source_name, external_key)
    JOIN catalog.external_links AS link USING (source_name, external_key)
    JOIN catalog.media_items AS item ON item.id = link.media_item_id
    JOIN catalog.media_items AS survivor ON survivor.id = coalesce(item.merged_into, item.id)
    """
)
