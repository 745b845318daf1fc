"""What forks propose to the menus they come from, and whom a menu owes changes to."""

from migrations.sql_files import run_sql

revision = "0023_proposals"
down_revision = "0026_cards"


def upgrade() -> None:
    run_sql("0023_proposals.up.sql")


def downgrade() -> None:
    run_sql("0023_proposals.down.sql")
