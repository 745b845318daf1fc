"""Turns of upstream hosts, shared by all workers."""

from migrations.sql_files import run_sql

revision = "0012_host_slots"
down_revision = "0011_provenance"


def upgrade() -> None:
    run_sql("0012_host_slots.up.sql")


def downgrade() -> None:
    run_sql("0012_host_slots.down.sql")
