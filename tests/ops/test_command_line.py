"""The command line itself, and the commands that prepare an operator's own server."""

import asyncio
import subprocess
import sys

import pytest

from adapters.embedded import EmbeddedPostgres
from tests.ops.running import environment, run
from tests.ops.test_embedded import ask

HELP = """
import sys
from app.cli import main
main([*sys.argv[1:], "--help"], standalone_mode=False)
heavy = ("alembic", "asyncpg", "granian", "jinja2", "litestar", "rich", "sqlalchemy")
print(*[name for name in heavy if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words", [[], ["serve"], ["worker"], ["demo"], ["db"], ["db", "setup"], ["db", "upgrade"]]
)
def test_help_loads_nothing_that_takes_long(words: list[str]) -> None:
    helped = subprocess.run(
        [sys.executable, "-c", HELP, *words], env=environment(), capture_output=True, text=True, check=True
    )
    assert "Usage: " in helped.stdout
    assert helped.stderr.split() == []


def test_unknown_command_is_a_usage_error() -> None:
    assert run("bake").returncode == 2


def test_operators_own_server_is_set_up_and_upgraded_by_the_command_line(
    bare_cluster: EmbeddedPostgres,
) -> None:
    name = "operators_own"
    settings = {
        "SUPERUSER_DATABASE_URL": bare_cluster.superuser_url,
        "DATABASE_URL": bare_cluster.url("media_menu_app", name),
        "MIGRATION_DATABASE_URL": bare_cluster.url("media_menu_migrator", name),
    }
    for command in ("setup", "upgrade", "setup", "upgrade"):
        done = run("db", command, **settings)
        assert done.returncode == 0, done.stderr
    assert asyncio.run(ask(settings["DATABASE_URL"], "select version_num from alembic_version"))


def test_set_up_script_can_be_printed_without_a_server() -> None:
    printed = run("db", "setup", "--print", DATABASE_URL="postgresql://media_menu_app@db/menus")
    assert printed.returncode == 0
    assert '\\connect "menus"' in printed.stdout


def test_unreachable_server_is_one_sentence_without_the_password() -> None:
    failed = run("db", "upgrade", MIGRATION_DATABASE_URL="postgresql://me:secret@127.0.0.1:9/menus")
    assert failed.returncode == 1
    assert "cannot be used" in failed.stderr
    assert "secret" not in failed.stderr
    assert "Traceback" not in failed.stderr


def test_upgrade_never_runs_as_the_role_of_the_service() -> None:
    refused = run("db", "upgrade", DATABASE_URL="postgresql://media_menu_app:x@127.0.0.1/menus")
    assert refused.returncode == 2
    assert "MIGRATION_DATABASE_URL" in refused.stderr


def test_upgrade_of_a_server_without_our_roles_is_one_sentence(bare_cluster: EmbeddedPostgres) -> None:
    asyncio.run(ask(bare_cluster.superuser_url, "create role stranger login password 'secret'"))
    address = bare_cluster.superuser_url.replace("postgres:", "stranger:").replace(
        bare_cluster.passwords["postgres"], "secret"
    )
    failed = run("db", "upgrade", MIGRATION_DATABASE_URL=address)
    assert failed.returncode == 1
    assert "could not be migrated" in failed.stderr
    assert "Traceback" not in failed.stderr
