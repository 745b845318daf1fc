"""Follows: menus and curators that somebody wants to hear of."""

from migrations.sql_files import run_sql

revision = "0028_follows"
down_revision = "0027_served_in"


def upgrade() -> None:
    run_sql("0028_follows.up.sql")


def downgrade() -> None:
    run_sql("0028_follows.down.sql")
