"""Ids of records in one form: one record was several when its source writes its id in several ways."""

from migrations.sql_files import run_sql

revision = "0034_one_form_of_ids"
down_revision = "0033_mutes"


def upgrade() -> None:
    run_sql("0034_one_form_of_ids.up.sql")


def downgrade() -> None:
    """What was one record all the time stays one."""
