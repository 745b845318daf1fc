"""What a work is: its class, its credits, its titles."""

from migrations.sql_files import run_sql

revision = "0016_works"
down_revision = "0015_jobs"


def upgrade() -> None:
    run_sql("0016_works.up.sql")


def downgrade() -> None:
    run_sql("0016_works.down.sql")
