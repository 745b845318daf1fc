"""The history of working copies, thinned with age."""

from migrations.sql_files import run_sql

revision = "0017_revisions"
down_revision = "0016_works"


def upgrade() -> None:
    run_sql("0017_revisions.up.sql")


def downgrade() -> None:
    run_sql("0017_revisions.down.sql")
