"""Invitations, and the door that makes an account with one."""

from migrations.sql_files import run_sql

revision = "0006_invitations"
down_revision = "0005_menus"


def upgrade() -> None:
    run_sql("0006_invitations.up.sql")


def downgrade() -> None:
    run_sql("0006_invitations.down.sql")
