"""Runs of files that can be taken up again, names of Open Library's authors, and records that are gone."""

from migrations.sql_files import run_sql

revision = "0014_file_runs"
down_revision = "0013_merging"


def upgrade() -> None:
    run_sql("0014_file_runs.up.sql")


def downgrade() -> None:
    run_sql("0014_file_runs.down.sql")
