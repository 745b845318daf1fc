"""Runs that are heard of, stopped and retried; what went wrong with upstreams, by month."""

from migrations.sql_files import run_sql

revision = "0010_runs"
down_revision = "0009_covers"


def upgrade() -> None:
    run_sql("0010_runs.up.sql")


def downgrade() -> None:
    run_sql("0010_runs.down.sql")
