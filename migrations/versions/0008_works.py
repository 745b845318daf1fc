"""What a work is: its class, its credits, its titles."""

from migrations.sql_files import run_sql

revision = "0008_works"
down_revision = "0007_finding"


def upgrade() -> None:
    run_sql("0008_works.up.sql")


def downgrade() -> None:
    run_sql("0008_works.down.sql")
