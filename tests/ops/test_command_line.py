"""The command line itself, and the commands that prepare an operator's own server."""

import asyncio
import time

import pytest

from adapters.embedded import EmbeddedPostgres
from tests.ops.running import run
from tests.ops.test_embedded import ask


@pytest.mark.parametrize("words", [[], ["serve"], ["demo"], ["db"], ["db", "setup"], ["db", "upgrade"]])
def test_help_answers_in_under_half_a_second(words: list[str]) -> None:
    took = []
    for _ in range(3):
        began = time.monotonic()
        assert run(*words, "--help").returncode == 0
        took.append(time.monotonic() - began)
    assert min(took) < 0.5


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
