"""What a work is: its class, its credits, its titles."""

from migrations.sql_files import run_sql

revision = "0007_works"
down_revision = "0006_invitations"


def upgrade() -> None:
    run_sql("0007_works.up.sql")


def downgrade() -> None:
    run_sql("0007_works.down.sql")
