"""Menus, courses, works on them, pairings, editions, share links, and the slugs that outlive them."""

from migrations.sql_files import run_sql

revision = "0005_menus"
down_revision = "0004_ingestion"


def upgrade() -> None:
    run_sql("0005_menus.up.sql")


def downgrade() -> None:
    run_sql("0005_menus.down.sql")
