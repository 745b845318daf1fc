"""Covers of our own: which works want one, which have one, and how it comes to be shown."""

from migrations.sql_files import run_sql

revision = "0009_covers"
down_revision = "0008_relationships"


def upgrade() -> None:
    run_sql("0009_covers.up.sql")


def downgrade() -> None:
    run_sql("0009_covers.down.sql")
