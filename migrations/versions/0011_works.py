"""What a work is: its class, its credits, its titles."""

from migrations.sql_files import run_sql

revision = "0011_works"
down_revision = "0010_runs"


def upgrade() -> None:
    run_sql("0011_works.up.sql")


def downgrade() -> None:
    run_sql("0011_works.down.sql")
