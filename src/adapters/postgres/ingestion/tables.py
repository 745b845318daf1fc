"""The tables of ingestion as statements see them; checks, indexes and grants are in the migrations."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from adapters.postgres.tables import metadata

MOMENT = DateTime(timezone=True)

runs = Table(
    "runs",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("source_name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("mapping_version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("counts", JSONB, nullable=False, server_default="{}"),
    Column("report", JSONB(none_as_null=True)),
    Column("requested_by", Uuid, ForeignKey("accounts.users.id", ondelete="SET NULL")),
    Column("started_at", MOMENT, nullable=False),
    Column("finished_at", MOMENT),
    Column("heard_at", MOMENT, nullable=False, server_default=text("now()")),
    Column("reason", Text),
    Column("retry_of", Uuid, ForeignKey("ingestion.runs.id", ondelete="SET NULL")),
    Column("kept_bytes", BigInteger, nullable=False, server_default="0"),
    schema="ingestion",
)
run_records = Table(
    "run_records",
    metadata,
    Column("run_id", Uuid, ForeignKey("ingestion.runs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("external_id", Text),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("problems", JSONB, nullable=False, server_default="[]"),
    Column("media_item_id", Uuid, ForeignKey("catalog.media_items.id", ondelete="SET NULL")),
    Column("retry", Text),
    schema="ingestion",
)
kept_records = Table(
    "kept_records",
    metadata,
    Column("run_id", Uuid, primary_key=True),
    Column("position", BigInteger, primary_key=True),
    Column("received", LargeBinary, nullable=False),
    schema="ingestion",
)
integration_errors = Table(
    "integration_errors",
    metadata,
    Column("at", MOMENT, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("source_name", Text, nullable=False),
    Column("host", Text),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("run_id", Uuid),
    schema="ingestion",
)
host_slots = Table(
    "host_slots",
    metadata,
    Column("host", Text, primary_key=True),
    Column("next_at", MOMENT, nullable=False),
    Column("jobs_next_at", MOMENT, nullable=False),
    schema="ingestion",
)
licences = Table(
    "licences",
    metadata,
    Column("source_name", Text, primary_key=True),
    Column("accepted_at", MOMENT, nullable=False),
    schema="ingestion",
)
file_runs = Table(
    "file_runs",
    metadata,
    Column("run_id", Uuid, ForeignKey("ingestion.runs.id", ondelete="CASCADE"), primary_key=True),
    Column("file_name", Text, nullable=False),
    Column("file_digest", LargeBinary, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("byte_offset", BigInteger, nullable=False),
    Column("named_until", Text, nullable=False, server_default=""),
    Column("tally", JSONB, nullable=False),
    schema="ingestion",
)
seen_records = Table(
    "seen_records",
    metadata,
    Column("run_id", Uuid, primary_key=True),
    Column("external_id", Text(collation="C"), primary_key=True),
    Column("taken", Boolean, nullable=False),
    schema="ingestion",
)
openlibrary_authors = Table(
    "openlibrary_authors",
    metadata,
    Column("key", Text(collation="C"), primary_key=True),
    Column("name", Text, nullable=False),
    schema="ingestion",
)
