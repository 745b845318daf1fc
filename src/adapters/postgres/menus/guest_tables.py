"""The tables of drafts that are shared with guests, as the migrations make them."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text, Uuid

from adapters.postgres.tables import metadata, moment

SCHEMA = "menus"

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
