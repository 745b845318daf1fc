"""What people keep of works: their states."""

from migrations.sql_files import run_sql

revision = "0020_states"
down_revision = "0018_my_menus"


def upgrade() -> None:
    run_sql("0020_states.up.sql")


def downgrade() -> None:
    run_sql("0020_states.down.sql")
