"""The tables of forks and what they propose to their sources, as the migrations make them."""

from sqlalchemy import Column, Integer, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables import metadata, moment

SCHEMA = "menus"

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

mutes = Table(
    "mutes",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("curator_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    moment("created_at"),
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
