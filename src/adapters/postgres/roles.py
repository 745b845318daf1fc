"""Prepares a PostgreSQL server for media-menu: roles, database, extensions. The one step for a superuser."""

import asyncio
from collections.abc import Mapping
from importlib.resources import files
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

LOGIN_ROLES = (
    "media_menu_migrator",
    "media_menu_app",
    "media_menu_worker",
    "media_menu_admin",
    "media_menu_backup",
)

_ONE_AT_A_TIME = 5_301_868_420  # advisory lock; any number that nothing else in this database takes


def set_up(superuser_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Makes or repairs roles, database and extensions; changes no data and may run any number of times.

    `superuser_url` is postgresql://..., `passwords` are by role; a role that is not named keeps its password.
    """
    asyncio.run(_set_up(superuser_url, database, passwords))


def setup_script(database: str) -> str:
    """The same as a script for psql, to read first or to run by hand on a managed server."""
    return "\n".join(
        (
            _sql("roles.sql"),
            f"{_create_database(database)};",
            f"\\connect {_identifier(database)}",
            _sql("database.sql"),
        )
    )


async def _set_up(superuser_url: str, database: str, passwords: Mapping[str, str]) -> None:
    server = await asyncpg.connect(superuser_url)
    try:
        await server.execute("select pg_advisory_lock($1)", _ONE_AT_A_TIME)
        await server.execute(_sql("roles.sql"))
        for role, password in passwords.items():
            quoted = "select format('alter role %I password %L', $1::text, $2::text)"
            await server.execute(await server.fetchval(quoted, role, password))
        if not await server.fetchval("select exists (select from pg_database where datname = $1)", database):
            await server.execute(_create_database(database))
        inside = await asyncpg.connect(_in_database(superuser_url, database))
        try:
            await inside.execute(_sql("database.sql"))
        finally:
            await inside.close()
    finally:
        await server.close()


def _create_database(name: str) -> str:
    return (
        f"create database {_identifier(name)} owner media_menu_owner template template0 encoding 'UTF8' "
        "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'"
    )


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _in_database(url: str, database: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path="/" + quote(database)))


def _sql(name: str) -> str:
    return files(__package__).joinpath("setup", name).read_text(encoding="utf-8")
