"""People: accounts, sessions, API keys, throttles and kept answers, with their policies and doors."""

from migrations.sql_files import run_sql

revision = "0002_accounts"
down_revision = "0001_roles"


def upgrade() -> None:
    run_sql("0002_accounts.up.sql")


def downgrade() -> None:
    run_sql("0002_accounts.down.sql")
