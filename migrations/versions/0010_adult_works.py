"""Who wants to find adult works, and how they are found fast."""

from migrations.sql_files import run_sql

revision = "0010_adult_works"
down_revision = "0006_invitations"


def upgrade() -> None:
    run_sql("0010_adult_works.up.sql")


def downgrade() -> None:
    run_sql("0010_adult_works.down.sql")
