"""What the policies promise by themselves, whatever grants and statements say."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from domain.kernel import MediaItemId, UserId
from tests.migrations.everyones_rows import OWNER, ROWS, insert, slug
from tests.postgres import Database, superuser
from tests.seeding import work_row

ANNA, BERT = UserId(uuid7()), UserId(uuid7())
WORK = MediaItemId(uuid7())
ACT_AS = "SELECT accounts.act_as($1)"
HIDDEN_FROM_ALL = {"accounts.invitations", "menus.reports", "menus.share_visits"}
CHANGED_BY_OTHERS = {"accounts.invitations", "accounts.login_events", "menus.reports", "menus.take_downs"}
"""By doors, or by administrators."""


@pytest.fixture
async def app(migrated: Database) -> AsyncIterator[asyncpg.Connection]:
    """The service with every grant there is, so that policies alone stand in its way; rolled back.

    Anna and Bert have a row each in every personal table.
    """
    async with superuser(migrated) as connection:
        transaction = connection.transaction()
        await transaction.start()
        await connection.execute(*work_row(WORK))
        for person in (ANNA, BERT):
            await connection.execute(slug(person))
            for table in ROWS:
                await connection.execute(insert(table, person, WORK))
        await connection.execute(
            "GRANT ALL ON ALL TABLES IN SCHEMA accounts, catalog, menus, tracking TO media_menu_app"
        )
        await connection.execute("SET LOCAL ROLE media_menu_app")
        yield connection
        await transaction.rollback()


async def test_a_forgotten_identity_sees_nothing(app: asyncpg.Connection) -> None:
    seen = {table: await app.fetchval(f"SELECT count(*) FROM {table}") for table in ROWS}
    assert seen == dict.fromkeys(ROWS, 0)


async def test_an_empty_identity_is_nobody(app: asyncpg.Connection) -> None:
    await app.execute(ACT_AS, None)
    await test_a_forgotten_identity_sees_nothing(app)


@pytest.mark.parametrize("table", ROWS)
async def test_a_person_sees_own_rows_and_no_others(app: asyncpg.Connection, table: str) -> None:
    await app.execute(ACT_AS, ANNA)
    owners = {row["owner"] for row in await app.fetch(f"SELECT {OWNER[table]} AS owner FROM {table}")}
    assert owners == (set() if table in HIDDEN_FROM_ALL else {ANNA})


@pytest.mark.parametrize("table", ROWS)
async def test_a_person_cannot_change_or_delete_what_is_anothers(app: asyncpg.Connection, table: str) -> None:
    await app.execute(ACT_AS, ANNA)
    column = OWNER[table] if OWNER[table].isidentifier() else "id"
    berts = f"WHERE {OWNER[table]} = '{BERT}'"
    assert await app.execute(f"UPDATE {table} SET {column} = {column} {berts}") == "UPDATE 0"
    assert await app.execute(f"DELETE FROM {table} {berts}") == "DELETE 0"
    await app.execute("RESET ROLE")
    assert await app.fetchval(f"SELECT count(*) FROM {table} {berts}") > 0


@pytest.mark.parametrize("table", ROWS)
async def test_a_person_cannot_make_rows_for_another(app: asyncpg.Connection, table: str) -> None:
    await app.execute(ACT_AS, ANNA)
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await app.execute(insert(table, BERT, WORK))


@pytest.mark.parametrize("table", [table for table in ROWS if OWNER[table].isidentifier()])
async def test_a_person_cannot_give_rows_away(app: asyncpg.Connection, table: str) -> None:
    await app.execute(ACT_AS, ANNA)
    gift = f"UPDATE {table} SET {OWNER[table]} = '{BERT}'"
    if table in CHANGED_BY_OTHERS:
        assert await app.execute(gift) == "UPDATE 0"
    else:
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await app.execute(gift)


async def test_an_open_edition_is_seen_by_everybody_and_changed_by_its_curator_alone(
    app: asyncpg.Connection,
) -> None:
    await app.execute("RESET ROLE")
    await app.execute("UPDATE menus.editions SET withdrawn_at = NULL WHERE owner_id = $1", BERT)
    await app.execute("SET LOCAL ROLE media_menu_app")
    assert await app.fetchval("SELECT owner_id FROM menus.editions") == BERT
    await app.execute(ACT_AS, ANNA)
    assert await app.fetchval("SELECT count(*) FROM menus.editions") == 2
    assert await app.execute("UPDATE menus.editions SET note = 'mine'") == "UPDATE 1"
    assert await app.execute("DELETE FROM menus.editions WHERE withdrawn_at IS NULL") == "DELETE 0"


async def test_what_is_taken_down_is_opened_by_nobody_and_only_what_is_open_is_reported(
    app: asyncpg.Connection,
) -> None:
    await app.execute("RESET ROLE")
    await app.execute("DELETE FROM menus.take_downs WHERE owner_id = $1", BERT)
    await app.execute("SET LOCAL ROLE media_menu_app")
    await app.execute(ACT_AS, BERT)
    await app.execute("UPDATE menus.editions SET withdrawn_at = NULL")
    await app.execute(ACT_AS, ANNA)
    of = "SELECT gen_random_uuid(), menu_id, slug, 1, 'Night', '{who}', 'spam', '', now() FROM menus.editions"
    columns = "(id, menu_id, slug, edition, title, reporter_id, reason, words, created_at)"
    open_one = f"{of} WHERE withdrawn_at IS NULL"
    report = f"INSERT INTO menus.reports {columns} {open_one}".format(who=ANNA)
    assert await app.execute(report) == "INSERT 0 1"
    for refused in (
        "UPDATE menus.editions SET withdrawn_at = NULL",
        f"INSERT INTO menus.reports {columns} {of}".format(who=ANNA),
        report.replace(str(ANNA), str(BERT)),
    ):
        await app.execute("SAVEPOINT before")
        with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
            await app.execute(refused)
        await app.execute("ROLLBACK TO before")


async def test_where_a_fork_comes_from_is_seen_by_readers_once_the_fork_is_open(
    app: asyncpg.Connection,
) -> None:
    berts = f"SELECT count(*) FROM menus.menu_lineage WHERE owner_id = '{BERT}'"
    await app.execute(ACT_AS, ANNA)
    assert await app.fetchval(berts) == 0
    await app.execute("RESET ROLE")
    await app.execute("UPDATE menus.editions SET withdrawn_at = NULL WHERE owner_id = $1", BERT)
    await app.execute("SET LOCAL ROLE media_menu_app")
    assert await app.fetchval(berts) == 1
    await app.execute(ACT_AS, None)
    assert await app.fetchval(berts) == 1
    assert await app.execute("UPDATE menus.menu_lineage SET source_edition = 2") == "UPDATE 0"


async def test_a_proposal_is_taken_back_by_one_side_and_answered_by_the_other(
    app: asyncpg.Connection,
) -> None:
    """Anna proposes, Bert answers; what was answered stays."""
    await app.execute("RESET ROLE")
    await app.execute("DELETE FROM menus.proposals WHERE proposer_id = $1", BERT)
    berts = f"menu_id = (SELECT menu_id FROM menus.menu_credits WHERE owner_id = '{BERT}')"
    await app.execute(f"UPDATE menus.proposals SET curator_id = '{BERT}', {berts}")
    await app.execute("SET LOCAL ROLE media_menu_app")
    answer = "UPDATE menus.proposals SET status = 'declined', settled_at = now()"
    await app.execute(ACT_AS, ANNA)
    assert await app.fetchval("SELECT count(*) FROM menus.proposals") == 1
    assert await app.execute(answer) == "UPDATE 0"
    await app.execute(ACT_AS, BERT)
    assert await app.execute(answer) == "UPDATE 1"
    assert await app.execute(answer) == "UPDATE 0"
    for person in (ANNA, BERT):
        await app.execute(ACT_AS, person)
        assert await app.execute("DELETE FROM menus.proposals") == "DELETE 0"


async def test_nobody_proposes_what_was_not_forked(app: asyncpg.Connection) -> None:
    await app.execute(ACT_AS, ANNA)
    await app.execute("DELETE FROM menus.proposals")
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
        await app.execute(insert("menus.proposals", ANNA, WORK))


async def test_a_credit_is_seen_from_its_edition_on(app: asyncpg.Connection) -> None:
    seen = "SELECT count(*) FROM menus.menu_credits"
    for edition, number in ((2, 0), (1, 1)):
        await app.execute("RESET ROLE")
        await app.execute("UPDATE menus.editions SET withdrawn_at = NULL WHERE owner_id = $1", BERT)
        await app.execute("UPDATE menus.menu_credits SET edition = $1", edition)
        await app.execute("SET LOCAL ROLE media_menu_app")
        assert await app.fetchval(seen) == number
