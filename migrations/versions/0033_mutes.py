"""Mutes: curators from whom another curator takes no proposals."""

from migrations.sql_files import run_sql

revision = "0033_mutes"
down_revision = "0032_directory"


def upgrade() -> None:
    run_sql("0033_mutes.up.sql")


def downgrade() -> None:
    run_sql("0033_mutes.down.sql")
