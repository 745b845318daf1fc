"""Reports of menus, what administrators decided about them, and menus that were taken down."""

from migrations.sql_files import run_sql

revision = "0025_reports"
down_revision = "0026_cards"


def upgrade() -> None:
    run_sql("0025_reports.up.sql")


def downgrade() -> None:
    run_sql("0025_reports.down.sql")
