"""Links that let guests leave notes on a draft, and the notes."""

from migrations.sql_files import run_sql

revision = "0024_draft_notes"
down_revision = "0026_cards"


def upgrade() -> None:
    run_sql("0024_draft_notes.up.sql")


def downgrade() -> None:
    run_sql("0024_draft_notes.down.sql")
