"""Where works are served, and what they are paired with, in public menus."""

from migrations.sql_files import run_sql

revision = "0027_served_in"
down_revision = "0026_cards"


def upgrade() -> None:
    run_sql("0027_served_in.up.sql")


def downgrade() -> None:
    run_sql("0027_served_in.down.sql")
