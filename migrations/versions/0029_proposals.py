"""What forks propose to the menus they come from, and whom a menu owes changes to."""

from migrations.sql_files import run_sql

revision = "0029_proposals"
down_revision = "0028_follows"


def upgrade() -> None:
    run_sql("0029_proposals.up.sql")


def downgrade() -> None:
    run_sql("0029_proposals.down.sql")
