"""Brings a database to a revision of the migration chain that lies in the checkout."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_CHECKOUT = Path(__file__).parents[3]


def upgrade(migrator_url: str, revision: str = "head") -> None:
    """Runs what is missing, each revision in a transaction; does nothing when nothing is missing.

    `migrator_url` is postgresql://..., of the role that may become the owner. Not to be called from a
    running event loop.
    """
    config = alembic_config()
    config.attributes["url"] = migrator_url
    command.upgrade(config, revision)


def known_revisions() -> tuple[str, ...]:
    """The chain in the checkout, newest first."""
    return tuple(script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions())


def alembic_config() -> Config:
    """What Alembic's own commands need; those that connect take the address from its attribute `url`."""
    config = Config()
    config.set_main_option("script_location", str(_CHECKOUT / "migrations"))
    config.set_main_option("prepend_sys_path", str(_CHECKOUT))
    config.set_main_option("path_separator", "os")
    return config
