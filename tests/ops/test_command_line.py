"""The command line itself, and the commands that prepare an operator's own server."""

import asyncio
import resource

import pytest

from adapters.embedded import EmbeddedPostgres
from tests.ops.running import run
from tests.ops.test_embedded import ask


@pytest.mark.parametrize("words", [[], ["serve"], ["demo"], ["db"], ["db", "setup"], ["db", "upgrade"]])
def test_help_takes_less_than_half_a_second_of_a_processor(words: list[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert run(*words, "--help").returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5


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
