"""Schemas, grants and the functions that carry a person's identity."""

from migrations.sql_files import run_sql

revision = "0001_roles"
down_revision = None


def upgrade() -> None:
    run_sql("0001_roles.up.sql")


def downgrade() -> None:
    run_sql("0001_roles.down.sql")
