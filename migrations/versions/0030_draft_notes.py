"""Links that let guests leave notes on a draft, and the notes."""

from migrations.sql_files import run_sql

revision = "0030_draft_notes"
down_revision = "0029_proposals"


def upgrade() -> None:
    run_sql("0030_draft_notes.up.sql")


def downgrade() -> None:
    run_sql("0030_draft_notes.down.sql")
