"""Where the database comes from: the server that the settings name, or else the embedded one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import asyncpg
import msgspec
from sqlalchemy.exc import DBAPIError

from adapters.embedded import DataDirectoryInUse, EmbeddedPostgres, ServerWouldNotStart, WrongOwner
from adapters.postgres.migrations import upgrade
from adapters.postgres.readiness import reach
from adapters.postgres.roles import set_up, setup_script
from app.settings import CannotRun, Settings

EMBEDDED_NAME = "media_menu"


class DatabaseUnavailable(CannotRun):
    """The database could not be started, reached or prepared."""


@contextmanager
def own_database(settings: Settings) -> Iterator[Settings]:
    """For the service: gives the settings with the addresses of a database that is ready for use.

    The embedded server is ours alone until the block is left, and is stopped then. A server of the operator's
    is migrated only when MIGRATION_DATABASE_URL is given. Raises DatabaseUnavailable.
    """
    if settings.database_url:
        if settings.migration_database_url:
            migrate(settings)
        with _plain_words():
            reach(settings.database_url)
        yield settings
        return
    with _plain_words():
        server = EmbeddedPostgres(settings.data)
        server.start()
    try:
        yield _prepared(settings, server)
    finally:
        server.stop()


@contextmanager
def shared_database(settings: Settings) -> Iterator[Settings]:
    """For commands that may run beside the service: joins its embedded server when there is one."""
    server = EmbeddedPostgres(settings.data)
    if not settings.database_url and server.in_use:
        yield _with_addresses(settings, server)
        return
    with own_database(settings) as prepared:
        yield prepared


@contextmanager
def served_database(settings: Settings) -> Iterator[Settings]:
    """For a worker, which runs beside the service: its embedded server, or the operator's own."""
    if settings.database_url:
        with _plain_words():
            reach(settings.worker_database_url)
        yield settings
        return
    server = EmbeddedPostgres(settings.data)
    if not server.in_use:
        raise DatabaseUnavailable(
            f"No service runs on {settings.data}: start `media-menu serve` first, or set DATABASE_URL."
        )
    with _plain_words():
        addressed = _with_addresses(settings, server)
    yield addressed


def migrate(settings: Settings) -> None:
    """Brings the operator's database to this code's revision; raises DatabaseUnavailable."""
    with _plain_words():
        upgrade(settings.migration_database_url)


def prepare_server(superuser_url: str, database: str, passwords: Mapping[str, str]) -> None:
    """Roles, database and extensions on the operator's server; raises DatabaseUnavailable."""
    with _plain_words():
        set_up(superuser_url, database, passwords)


def server_script(database: str) -> str:
    """What `prepare_server` does, for psql."""
    return setup_script(database)


def _prepared(settings: Settings, server: EmbeddedPostgres) -> Settings:
    with _plain_words():
        set_up(server.superuser_url, EMBEDDED_NAME, server.passwords)
        upgrade(server.url("media_menu_migrator", EMBEDDED_NAME))
    return _with_addresses(settings, server)


def _with_addresses(settings: Settings, server: EmbeddedPostgres) -> Settings:
    return msgspec.structs.replace(
        settings,
        database_url=server.url("media_menu_app", EMBEDDED_NAME),
        worker_database_url=server.url("media_menu_worker", EMBEDDED_NAME),
        admin_database_url=server.url("media_menu_admin", EMBEDDED_NAME),
        migration_database_url=server.url("media_menu_migrator", EMBEDDED_NAME),
    )


@contextmanager
def _plain_words() -> Iterator[None]:
    try:
        yield
    except (DataDirectoryInUse, WrongOwner, ServerWouldNotStart) as error:
        raise DatabaseUnavailable(str(error)) from error
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnavailable(f"The database cannot be used: {error}") from error
    except DBAPIError as error:
        raise DatabaseUnavailable(f"The database could not be migrated: {error.orig}") from error
