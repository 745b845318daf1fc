"""What works are to one another, and own tags found by their work."""

from migrations.sql_files import run_sql

revision = "0008_relationships"
down_revision = "0007_finding"


def upgrade() -> None:
    run_sql("0008_relationships.up.sql")


def downgrade() -> None:
    run_sql("0008_relationships.down.sql")
