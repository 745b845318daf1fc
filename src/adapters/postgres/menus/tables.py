"""The tables of working copies and their past, as the migrations make them."""

from sqlalchemy import Column, Computed, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables import metadata, moment

SCHEMA = "menus"

slugs = Table(
    "slugs",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("menu_id", Uuid),
    moment("gone_at", nullable=True),
    schema=SCHEMA,
)

menus = Table(
    "menus",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("slug", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text),
    Column("status", Text, nullable=False),
    Column("visibility", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("latest_edition", Integer),
    moment("published_at", nullable=True),
    moment("created_at"),
    moment("updated_at"),
    moment("deleted_at", nullable=True),
    moment("archived_at", nullable=True),
    Column("title_order", Text, Computed("menus.title_order(title)")),
    schema=SCHEMA,
)

courses = Table(
    "courses",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("intent", Text),
    schema=SCHEMA,
)

course_items = Table(
    "course_items",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("item_key", Uuid, nullable=False),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("course_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("media_item_id", Uuid, nullable=False),
    Column("annotation", Text),
    schema=SCHEMA,
)

menu_item_pairings = Table(
    "menu_item_pairings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("position", Integer, nullable=False),
    Column("first_item_id", Uuid, nullable=False),
    Column("second_item_id", Uuid, nullable=False),
    Column("relationship", Text, nullable=False),
    Column("narrative", Text, nullable=False),
    schema=SCHEMA,
)

revisions = Table(
    "revisions",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("summary", JSONB, nullable=False),
    moment("made_at"),
    moment("kept_at"),
    schema=SCHEMA,
)
