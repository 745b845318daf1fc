"""Follows: menus and curators that somebody wants to hear of."""

from migrations.sql_files import run_sql

revision = "0021_follows"
down_revision = "0027_served_in"


def upgrade() -> None:
    run_sql("0021_follows.up.sql")


def downgrade() -> None:
    run_sql("0021_follows.down.sql")
