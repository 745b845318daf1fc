"""What a work is: its class, its credits, its titles."""

from migrations.sql_files import run_sql

revision = "0014_works"
down_revision = "0012_host_slots"


def upgrade() -> None:
    run_sql("0014_works.up.sql")


def downgrade() -> None:
    run_sql("0014_works.down.sql")
