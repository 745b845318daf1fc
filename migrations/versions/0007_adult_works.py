"""Who wants to find adult works, and how they are found fast."""

from migrations.sql_files import run_sql

revision = "0007_adult_works"
down_revision = "0006_invitations"


def upgrade() -> None:
    run_sql("0007_adult_works.up.sql")


def downgrade() -> None:
    run_sql("0007_adult_works.down.sql")
