"""Where forks come from."""

from migrations.sql_files import run_sql

revision = "0022_lineage"
down_revision = "0020_states"


def upgrade() -> None:
    run_sql("0022_lineage.up.sql")


def downgrade() -> None:
    run_sql("0022_lineage.down.sql")
