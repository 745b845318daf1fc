"""The directory: what is public, found by words and kinds, newest or most forked first."""

from migrations.sql_files import run_sql

revision = "0032_directory"
down_revision = "0031_reports"


def upgrade() -> None:
    run_sql("0032_directory.up.sql")


def downgrade() -> None:
    run_sql("0032_directory.down.sql")
