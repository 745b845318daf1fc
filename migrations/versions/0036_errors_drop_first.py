"""Old months of errors are dropped before new ones are made, so that nobody who writes waits in a circle."""

from migrations.sql_files import run_sql

revision = "0036_errors_drop_first"
down_revision = "0035_finding_and_covers"


def upgrade() -> None:
    run_sql("0036_errors_drop_first.up.sql")


def downgrade() -> None:
    run_sql("0036_errors_drop_first.down.sql")
