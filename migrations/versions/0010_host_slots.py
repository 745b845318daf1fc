"""Turns of upstream hosts, shared by all workers."""

from migrations.sql_files import run_sql

revision = "0010_host_slots"
down_revision = "0009_covers"


def upgrade() -> None:
    run_sql("0010_host_slots.up.sql")


def downgrade() -> None:
    run_sql("0010_host_slots.down.sql")
