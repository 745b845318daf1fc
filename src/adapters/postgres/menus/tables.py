"""The tables of menus, as the migrations make them."""

from datetime import datetime

from sqlalchemy import Boolean, Column, Computed, DateTime, Integer, LargeBinary, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from adapters.postgres.tables import metadata

SCHEMA = "menus"


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


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

menu_lineage = Table(
    "menu_lineage",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("source_menu_id", Uuid),
    Column("source_edition", Integer, nullable=False),
    Column("source_title", Text, nullable=False),
    Column("source_curator", Text, nullable=False),
    Column("source_slug", Text, nullable=False),
    Column("courses", JSONB, nullable=False),
    moment("created_at"),
    schema=SCHEMA,
)

proposals = Table(
    "proposals",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("fork_id", Uuid, nullable=False),
    Column("proposer_id", Uuid, nullable=False),
    Column("menu_id", Uuid, nullable=False),
    Column("curator_id", Uuid, nullable=False),
    Column("base_edition", Integer, nullable=False),
    Column("document", JSONB, nullable=False),
    Column("courses", JSONB, nullable=False),
    Column("message", Text),
    Column("status", Text, nullable=False),
    Column("taken", Integer, nullable=False),
    Column("answer", Text),
    moment("created_at"),
    moment("settled_at", nullable=True),
    schema=SCHEMA,
)

menu_credits = Table(
    "menu_credits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("person_id", Uuid),
    Column("edition", Integer, nullable=False),
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

menu_share_tokens = Table(
    "menu_share_tokens",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("token_hash", LargeBinary, nullable=False),
    Column("label", Text),
    Column("scope", Text, nullable=False),
    moment("expires_at"),
    Column("max_uses", Integer),
    Column("use_count", Integer, nullable=False),
    moment("last_used_at", nullable=True),
    moment("revoked_at", nullable=True),
    moment("created_at"),
    schema=SCHEMA,
)

draft_notes = Table(
    "draft_notes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("token_id", Uuid, nullable=False),
    Column("visit_id", Uuid, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("anchor_kind", Text, nullable=False),
    Column("anchor_id", Uuid, nullable=False),
    Column("anchor_title", Text, nullable=False),
    Column("body", Text, nullable=False),
    moment("created_at"),
    moment("resolved_at", nullable=True),
    schema=SCHEMA,
)

share_visits = Table(
    "share_visits",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("token_id", Uuid, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    moment("counted_at", nullable=True),
    moment("expires_at"),
    schema=SCHEMA,
)

rulings = Table(
    "rulings",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid),
    Column("slug", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_by", Uuid),
    moment("decided_at"),
    schema=SCHEMA,
)

reports = Table(
    "reports",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("menu_id", Uuid),
    Column("slug", Text, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("reporter_id", Uuid),
    Column("reason", Text, nullable=False),
    Column("words", Text, nullable=False),
    moment("created_at"),
    Column("ruling_id", Uuid),
    schema=SCHEMA,
)

take_downs = Table(
    "take_downs",
    metadata,
    Column("menu_id", Uuid, primary_key=True),
    Column("owner_id", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    moment("at"),
    schema=SCHEMA,
)
