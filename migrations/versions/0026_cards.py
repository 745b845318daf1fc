"""Menus for other sites and programs: more forms of an edition, and the order of what is new."""

from migrations.sql_files import run_sql

revision = "0026_cards"
down_revision = "0022_lineage"


def upgrade() -> None:
    run_sql("0026_cards.up.sql")


def downgrade() -> None:
    run_sql("0026_cards.down.sql")
