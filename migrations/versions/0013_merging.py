"""Works that are one: merges, suspected duplicates, and what finds and follows them."""

from migrations.sql_files import run_sql

revision = "0013_merging"
down_revision = "0012_host_slots"


def upgrade() -> None:
    run_sql("0013_merging.up.sql")


def downgrade() -> None:
    run_sql("0013_merging.down.sql")
