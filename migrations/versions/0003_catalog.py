"""Works of every kind, their links and sources, the words they are found by, and tags."""

from migrations.sql_files import run_sql

revision = "0003_catalog"
down_revision = "0002_accounts"


def upgrade() -> None:
    run_sql("0003_catalog.up.sql")


def downgrade() -> None:
    run_sql("0003_catalog.down.sql")
