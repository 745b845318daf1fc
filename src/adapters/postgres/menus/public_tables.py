"""The tables of what readers get of menus, find them by and follow, as the migrations make them."""

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from adapters.postgres.tables import metadata, moment

SCHEMA = "menus"

editions = Table(
    "editions",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("slug", Text, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("note", Text),
    Column("visibility", Text, nullable=False),
    Column("is_current", Boolean, nullable=False),
    Column("appearance", Integer, nullable=False),
    moment("published_at"),
    moment("withdrawn_at", nullable=True),
    schema=SCHEMA,
)

renderings = Table(
    "renderings",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("format", Text, primary_key=True),
    Column("locale", Text, primary_key=True),
    Column("renderer", Text, nullable=False),
    Column("appearance", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("body_gzip", LargeBinary, nullable=False),
    Column("etag", Text, nullable=False),
    schema=SCHEMA,
)

served_works = Table(
    "served_works",
    metadata,
    Column("media_item_id", Uuid, primary_key=True),
    Column("menu_id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    moment("published_at"),
    schema=SCHEMA,
)

paired_works = Table(
    "paired_works",
    metadata,
    Column("media_item_id", Uuid, primary_key=True),
    Column("menu_id", Uuid, primary_key=True),
    Column("pairing_id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("other_id", Uuid, nullable=False),
    moment("published_at"),
    schema=SCHEMA,
)

listings = Table(
    "listings",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("source_menu_id", Uuid),
    Column("slug", Text, nullable=False),
    moment("published_at"),
    Column("title", Text, nullable=False),
    Column("description", Text),
    Column("course_count", Integer, nullable=False),
    Column("item_count", Integer, nullable=False),
    Column("media_types", ARRAY(Text), nullable=False),
    Column("covers", JSONB, nullable=False),
    Column("words", TSVECTOR, nullable=False),
    Column("fork_count", Integer, nullable=False),
    schema=SCHEMA,
)

followers = Table(
    "followers",
    metadata,
    Column("user_id", Uuid, primary_key=True),
    moment("looked_at"),
    moment("read_until"),
    schema=SCHEMA,
)

follows = Table(
    "follows",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid, nullable=False),
    Column("menu_id", Uuid),
    Column("curator_id", Uuid),
    Column("title", Text),
    moment("created_at"),
    schema=SCHEMA,
)
