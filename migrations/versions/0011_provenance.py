"""What people said of works, pins that no later record moves, and reports of replays."""

from migrations.sql_files import run_sql

revision = "0011_provenance"
down_revision = "0010_runs"


def upgrade() -> None:
    run_sql("0011_provenance.up.sql")


def downgrade() -> None:
    run_sql("0011_provenance.down.sql")
