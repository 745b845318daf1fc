"""The tables of works as statements see them; checks, indexes and policies are in the migrations."""

from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    Double,
    ForeignKey,
    Integer,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.ltree import Ltree
from adapters.postgres.tables import metadata

ITEM = "catalog.media_items.id"
NAMES = ARRAY(Text)
C = Text(collation="C")
MOMENT = DateTime(timezone=True)


def _of_kind(name: str, *columns: Column[Any]) -> Table:
    key = Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True)
    pinned: Column[Any] = Column("pinned", NAMES, nullable=False, server_default="{}")
    return Table(name, metadata, key, *columns, pinned, schema="catalog")


media_classes = Table("media_classes", metadata, Column("path", Ltree, primary_key=True), schema="catalog")

media_items = Table(
    "media_items",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column(
        "media_class", Ltree, ForeignKey("catalog.media_classes.path", ondelete="RESTRICT"), nullable=False
    ),
    Column("title", Text, nullable=False),
    Column("original_title", Text),
    Column("title_norm", C, nullable=False),
    Column("search_norm", C, nullable=False),
    Column("sort_key", C, nullable=False),
    Column("description", Text),
    Column("release_date", Date),
    Column("release_precision", Text),
    Column("release_year", SmallInteger),
    Column("language", Text),
    Column("country_of_origin", Text),
    Column("creators", NAMES, nullable=False, server_default="{}"),
    Column("genres", NAMES, nullable=False, server_default="{}"),
    Column("cover_url", Text),
    Column("canonical_url", Text),
    Column("popularity", Integer, nullable=False, server_default="0"),
    Column("is_adult", Boolean, nullable=False, server_default="false"),
    Column("metadata", JSONB, nullable=False, server_default="{}"),
    Column("origin", Text, nullable=False),
    Column("owner_id", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    Column("merged_into", Uuid, ForeignKey(ITEM, ondelete="RESTRICT")),
    Column("pinned", NAMES, nullable=False, server_default="{}"),
    Column("missing_since", MOMENT),
    Column("created_at", MOMENT, nullable=False, server_default="now()"),
    Column("updated_at", MOMENT, nullable=False, server_default="now()"),
    schema="catalog",
)

movie_items = _of_kind(
    "movie_items",
    Column("runtime_minutes", Integer),
    Column("directors", NAMES, nullable=False, server_default="{}"),
    Column("seasons", Integer),
    Column("episodes", Integer),
    Column("avg_rating", Numeric(3, 1)),
    Column("num_votes", Integer),
)

book_items = _of_kind(
    "book_items",
    Column("authors", NAMES, nullable=False, server_default="{}"),
    Column("isbn13", Text),
    Column("publisher", Text),
    Column("page_count", Integer),
    Column("edition", Text),
)

game_items = _of_kind(
    "game_items",
    Column("developers", NAMES, nullable=False, server_default="{}"),
    Column("publishers", NAMES, nullable=False, server_default="{}"),
    Column("platforms", NAMES, nullable=False, server_default="{}"),
    Column("engine", Text),
    Column("playtime_hours", Numeric(6, 1, asdecimal=False)),
)

music_items = _of_kind(
    "music_items",
    Column("artists", NAMES, nullable=False, server_default="{}"),
    Column("label", Text),
    Column("track_count", Integer),
    Column("duration_minutes", Integer),
    Column("release_type", Text),
)

credits = Table(
    "credits",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("source_name", Text),
    schema="catalog",
)

titles = Table(
    "titles",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("source_name", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("title", Text, nullable=False),
    Column("language", Text),
    Column("region", Text),
    schema="catalog",
)

external_links = Table(
    "external_links",
    metadata,
    Column("source_name", Text, primary_key=True),
    Column("external_key", Text, primary_key=True),
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), nullable=False),
    Column("url", Text),
    schema="catalog",
)

media_assets = Table(
    "media_assets",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("file", Text),
    Column("source_url", Text),
    Column("poster_last_checked", MOMENT),
    Column("next_check_at", MOMENT, nullable=False, server_default="-infinity"),
    Column("misses", SmallInteger, nullable=False, server_default="0"),
    Column("problem", Text),
    schema="catalog",
)

title_words = Table("title_words", metadata, Column("word", C, primary_key=True), schema="catalog")

relationships = Table(
    "relationships",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("related_media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("relation_type", Text, primary_key=True),
    Column("notes", Text),
    Column("weight", Double, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    schema="catalog",
)

KIND_TABLES = {
    "film": movie_items,
    "tv": movie_items,
    "book": book_items,
    "magazine": book_items,
    "game": game_items,
    "music": music_items,
}
"""Where the typed facts of a kind are; spoken audio and events have none."""
