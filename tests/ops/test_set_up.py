"""Roles and database as security asks for them, on any server, any number of times."""

import asyncio
from typing import NamedTuple

import asyncpg
import pytest

from adapters.embedded import EmbeddedPostgres
from adapters.postgres.roles import set_up, setup_script

DATABASE = "set_up_test"


class Attributes(NamedTuple):
    login: bool
    bypass: bool
    inherit: bool
    statement_timeout: str | None


EXPECTED = {
    "media_menu_owner": Attributes(False, False, False, None),
    "media_menu_door": Attributes(False, True, False, None),
    "media_menu_migrator": Attributes(True, False, False, None),
    "media_menu_app": Attributes(True, False, True, "10s"),
    "media_menu_worker": Attributes(True, False, True, "0"),
    "media_menu_admin": Attributes(True, False, True, "30s"),
    "media_menu_backup": Attributes(True, True, True, None),
}


@pytest.fixture(scope="module")
def prepared(bare_cluster: EmbeddedPostgres) -> EmbeddedPostgres:
    for _ in range(2):
        set_up(bare_cluster.superuser_url, DATABASE, bare_cluster.passwords)
    return bare_cluster


def test_roles_have_the_attributes_that_security_names(prepared: EmbeddedPostgres) -> None:
    rows = fetch(
        prepared.superuser_url,
        """select rolname, rolcanlogin, rolbypassrls, rolinherit,
             (select split_part(s, '=', 2) from unnest(rolconfig) s where s like 'statement_timeout=%')
           from pg_roles where rolname like 'media_menu_%'""",
    )
    assert {row[0]: Attributes(*row[1:]) for row in rows} == EXPECTED


def test_no_role_is_superuser_or_may_make_roles_or_databases(prepared: EmbeddedPostgres) -> None:
    powerful = """select rolname from pg_roles
                  where rolname like 'media_menu_%' and (rolsuper or rolcreaterole or rolcreatedb)"""
    assert fetch(prepared.superuser_url, powerful) == []


def test_set_up_repairs_a_role_that_was_given_too_much(prepared: EmbeddedPostgres) -> None:
    asyncio.run(execute(prepared.superuser_url, "alter role media_menu_app bypassrls superuser"))
    set_up(prepared.superuser_url, DATABASE, prepared.passwords)
    test_no_role_is_superuser_or_may_make_roles_or_databases(prepared)
    test_roles_have_the_attributes_that_security_names(prepared)


def test_database_belongs_to_the_owner_and_sorts_the_same_everywhere(prepared: EmbeddedPostgres) -> None:
    [row] = fetch(
        prepared.superuser_url,
        f"""select pg_get_userbyid(datdba), pg_encoding_to_char(encoding), datlocprovider::text, datlocale
            from pg_database where datname = '{DATABASE}'""",
    )
    assert tuple(row) == ("media_menu_owner", "UTF8", "b", "C.UTF-8")


def test_migrator_becomes_the_owner_and_the_owner_gives_functions_to_the_door(
    prepared: EmbeddedPostgres,
) -> None:
    migrator = prepared.url("media_menu_migrator", DATABASE)
    asyncio.run(
        execute(
            migrator,
            """set role media_menu_owner;
               create schema doors; grant create on schema doors to media_menu_door;
               create function doors.one() returns int language sql as 'select 1';
               alter function doors.one() owner to media_menu_door""",
        )
    )


@pytest.mark.parametrize(
    "role", ["media_menu_app", "media_menu_worker", "media_menu_admin", "media_menu_backup"]
)
@pytest.mark.parametrize(
    "statement",
    [
        "create schema mine",
        "create table public.mine ()",
        "set role media_menu_owner",
        "set role media_menu_door",
    ],
)
def test_no_serving_role_makes_objects_or_becomes_another(
    prepared: EmbeddedPostgres, role: str, statement: str
) -> None:
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
        asyncio.run(execute(prepared.url(role, DATABASE), statement))


def test_printed_script_names_the_database_and_every_role_but_no_password() -> None:
    script = setup_script('odd "name"')
    assert '\\connect "odd ""name"""' in script
    assert all(role in script for role in EXPECTED)
    assert "password '" not in script.lower()


def fetch(url: str, statement: str) -> list[asyncpg.Record]:
    async def ask() -> list[asyncpg.Record]:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetch(statement)
        finally:
            await connection.close()

    return asyncio.run(ask())


async def execute(url: str, statements: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statements)
    finally:
        await connection.close()
