"""The best-known works of each language, so that a rare one is not looked for among all works."""

from migrations.sql_files import run_sql

revision = "0035_languages"
down_revision = "0032_directory"


def upgrade() -> None:
    run_sql("0035_languages.up.sql")


def downgrade() -> None:
    run_sql("0035_languages.down.sql")
