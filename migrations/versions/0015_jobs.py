"""Work for later: pgqueuer's tables, what was due when, and the doors that clear away what has expired."""

from migrations.sql_files import run_sql

revision = "0015_jobs"
down_revision = "0014_file_runs"


def upgrade() -> None:
    run_sql("0015_jobs.up.sql")


def downgrade() -> None:
    run_sql("0015_jobs.down.sql")
