"""Runs of upstream records, what became of the records, and licences that were accepted."""

from migrations.sql_files import run_sql

revision = "0004_ingestion"
down_revision = "0003_catalog"


def upgrade() -> None:
    run_sql("0004_ingestion.up.sql")


def downgrade() -> None:
    run_sql("0004_ingestion.down.sql")
