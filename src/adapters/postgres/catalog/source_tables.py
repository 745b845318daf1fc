"""The tables of what sources say of works, and of which works are one, as statements see them."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, SmallInteger, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.catalog.tables import ITEM, MOMENT, NAMES
from adapters.postgres.tables import metadata

media_sources = Table(
    "media_sources",
    metadata,
    Column("source_name", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), nullable=False),
    Column("leads", Boolean, nullable=False),
    Column("canonical_url", Text),
    Column("raw_payload", JSONB, nullable=False),
    Column("payload_hash", LargeBinary, nullable=False),
    Column("payload_notes", NAMES, nullable=False, server_default="{}"),
    Column("mapping_version", Integer, nullable=False),
    Column("fetched_at", MOMENT, nullable=False),
    Column("first_seen_at", MOMENT, nullable=False),
    Column("missing_since", MOMENT),
    schema="catalog",
)

field_values = Table(
    "field_values",
    metadata,
    Column("media_item_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("value", JSONB(none_as_null=False), nullable=False),
    Column("source_name", Text, nullable=False),
    Column("external_id", Text),
    Column("set_by", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    Column("seen_at", MOMENT, nullable=False, server_default="now()"),
    schema="catalog",
)

match_reviews = Table(
    "match_reviews",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("first_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), nullable=False),
    Column("second_id", Uuid, ForeignKey(ITEM, ondelete="CASCADE"), nullable=False),
    Column("confidence", SmallInteger, nullable=False),
    Column("reasons", NAMES, nullable=False),
    Column("source_name", Text, nullable=False),
    Column("state", Text, nullable=False, server_default="open"),
    Column("decided_by", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    Column("decided_at", MOMENT),
    Column("created_at", MOMENT, nullable=False, server_default="now()"),
    schema="catalog",
)

merges = Table(
    "merges",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("loser_id", Uuid, ForeignKey(ITEM, ondelete="RESTRICT"), nullable=False),
    Column("survivor_id", Uuid, ForeignKey(ITEM, ondelete="RESTRICT"), nullable=False),
    Column("decided_by", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    Column("at", MOMENT, nullable=False),
    Column("automatic", Boolean, nullable=False),
    Column("confidence", SmallInteger),
    Column("moved", JSONB, nullable=False),
    schema="catalog",
)
