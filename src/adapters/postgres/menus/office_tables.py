"""The tables of what people report of menus and administrators decide, as the migrations make them."""

from sqlalchemy import Column, Integer, Table, Text, Uuid

from adapters.postgres.tables import metadata, moment

SCHEMA = "menus"

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
