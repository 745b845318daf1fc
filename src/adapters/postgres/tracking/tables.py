"""The tables of tracking, as the migrations make them."""

from sqlalchemy import Boolean, Column, DateTime, Integer, Numeric, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables import metadata

user_item_states = Table(
    "user_item_states",
    metadata,
    Column("user_id", Uuid, primary_key=True),
    Column("media_item_id", Uuid, primary_key=True),
    Column("status", Text, nullable=False),
    Column("rating", Numeric(3, 1, asdecimal=False)),
    Column("is_favorite", Boolean, nullable=False),
    Column("notes", Text),
    Column("progress", Integer),
    Column("progress_unit", Text),
    Column("started_at", DateTime(timezone=True)),
    Column("completed_at", DateTime(timezone=True)),
    Column("meta_snapshot", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    schema="tracking",
)
