"""Menus that tell of one another take all their editions in one order."""

from migrations.sql_files import run_sql

revision = "0033_in_turn"
down_revision = "0032_directory"


def upgrade() -> None:
    run_sql("0033_in_turn.up.sql")


def downgrade() -> None:
    run_sql("0033_in_turn.down.sql")
