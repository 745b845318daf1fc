"""Works that are one: merges, suspected duplicates, and what finds and follows them."""

from migrations.sql_files import run_sql

revision = "0015_merging"
down_revision = "0010_runs"


def upgrade() -> None:
    run_sql("0015_merging.up.sql")


def downgrade() -> None:
    run_sql("0015_merging.down.sql")
