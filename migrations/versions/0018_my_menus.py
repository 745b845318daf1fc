"""What a curator's list of menus needs: an archive, and titles in Polish order."""

from migrations.sql_files import run_sql

revision = "0018_my_menus"
down_revision = "0017_revisions"


def upgrade() -> None:
    run_sql("0018_my_menus.up.sql")


def downgrade() -> None:
    run_sql("0018_my_menus.down.sql")
