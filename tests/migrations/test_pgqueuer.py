"""The migrations make what the installed pgqueuer needs; a later one that needs more is noticed here."""

import runpy
from hashlib import sha256

import pytest
from pgqueuer.adapters.persistence.queries import Queries
from pgqueuer.core.qm import QueueManager
from pgqueuer.domain.schema.declaration import target

from adapters.postgres.jobs import pgqueuer
from adapters.postgres.jobs.pgqueuer import SETTINGS, queries_on
from tests.postgres import Database, superuser

OWN_FUNCTION = "CREATE OR REPLACE FUNCTION jobs.fn_pgqueuer_changed()"
THEIR_FUNCTION = "869458ca"
"""Of version 1.6: what ours does in fewer words. When it differs, read theirs and bring ours up to it."""


async def test_pgqueuer_would_change_nothing_but_the_words_of_a_function(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        plan = await Queries.plan_upgrade(queries_on(connection))
    assert plan.notes == ()
    assert [each for each in plan.statements if not each.startswith(OWN_FUNCTION)] == []


def test_the_function_that_ours_stands_for_is_still_the_same() -> None:
    (function,) = target(SETTINGS).functions
    assert sha256(" ".join(function.body.split()).encode()).hexdigest()[:8] == THEIR_FUNCTION


async def test_a_worker_finds_everything_that_pgqueuer_looks_for(migrated: Database) -> None:
    async with superuser(migrated) as connection:
        await connection.execute("SET ROLE media_menu_worker")
        await QueueManager(queries_on(connection), channel=SETTINGS.channel).verify_structure()


def test_names_do_not_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in type(SETTINGS).model_fields:
        monkeypatch.setenv(f"PGQUEUER_{name.upper()}", "elsewhere")
        monkeypatch.setenv(name.upper(), "elsewhere")
    monkeypatch.setenv("PGQUEUER_SCHEMA", "elsewhere")
    assert runpy.run_path(pgqueuer.__file__)["SETTINGS"] == SETTINGS
