"""Runs that are heard of, stopped and retried; what went wrong with upstreams, by month."""

from migrations.sql_files import run_sql

revision = "0012_runs"
down_revision = "0008_relationships"


def upgrade() -> None:
    run_sql("0012_runs.up.sql")


def downgrade() -> None:
    run_sql("0012_runs.down.sql")
