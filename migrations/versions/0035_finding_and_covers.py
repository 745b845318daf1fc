"""Rare languages are found by an index, and covers whose address changes are asked for at once."""

from migrations.sql_files import run_sql

revision = "0035_finding_and_covers"
down_revision = "0034_one_form_of_ids"


def upgrade() -> None:
    run_sql("0035_finding_and_covers.up.sql")


def downgrade() -> None:
    run_sql("0035_finding_and_covers.down.sql")
