"""Adult works for those who want them, and pages that begin at one place of an index."""

from migrations.sql_files import run_sql

revision = "0007_finding"
down_revision = "0006_invitations"


def upgrade() -> None:
    run_sql("0007_finding.up.sql")


def downgrade() -> None:
    run_sql("0007_finding.down.sql")
