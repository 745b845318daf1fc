"""Reports of menus, what administrators decided about them, and menus that were taken down."""

from migrations.sql_files import run_sql

revision = "0031_reports"
down_revision = "0030_draft_notes"


def upgrade() -> None:
    run_sql("0031_reports.up.sql")


def downgrade() -> None:
    run_sql("0031_reports.down.sql")
