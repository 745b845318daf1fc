"""Turns of upstream hosts, shared by all workers."""

from migrations.sql_files import run_sql

revision = "0011_host_slots"
down_revision = "0010_runs"


def upgrade() -> None:
    run_sql("0011_host_slots.up.sql")


def downgrade() -> None:
    run_sql("0011_host_slots.down.sql")
