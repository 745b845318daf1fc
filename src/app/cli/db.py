"""`media-menu db`: prepares and migrates a PostgreSQL server of the operator's own."""

import os
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

import click

from app.settings import Settings, SettingsError, read_settings


@click.group()
def db() -> None:
    """Prepare and migrate the database. The embedded one does both itself whenever it starts."""


@db.command()
@click.option(
    "--superuser-url",
    envvar="SUPERUSER_DATABASE_URL",
    help="postgresql://postgres:password@host/postgres; used for this step alone.",
)
@click.option("--print", "print_only", is_flag=True, help="Print the script for psql instead of running it.")
def setup(superuser_url: str | None, print_only: bool) -> None:
    """Make roles, database and extensions, once, as a superuser; running it again repairs.

    The database's name and the passwords of the roles are those in DATABASE_URL, MIGRATION_DATABASE_URL,
    WORKER_DATABASE_URL and ADMIN_DATABASE_URL.
    """
    from app.database import prepare_server, server_script

    settings = read_settings(os.environ)
    if print_only:
        click.echo(server_script(database_name(settings)))
        return
    if not superuser_url:
        raise SettingsError("Give --superuser-url (or SUPERUSER_DATABASE_URL): roles need a superuser.")
    name, passwords = database_name(settings), role_passwords(settings)
    prepare_server(superuser_url, name, passwords)
    click.echo(
        f"Database {name} is prepared; passwords set for: {', '.join(passwords) or 'no role'}.", err=True
    )


@db.command("upgrade")
def upgrade_schema() -> None:
    """Run the migrations that the database lacks, as the role in MIGRATION_DATABASE_URL."""
    from app.database import migrate

    settings = read_settings(os.environ)
    if not settings.migration_database_url:
        raise SettingsError("MIGRATION_DATABASE_URL must be set: migrations never run as the service's role.")
    migrate(settings)
    click.echo("The database is at this version's revision.", err=True)


def database_name(settings: Settings) -> str:
    """The last part of DATABASE_URL, `media_menu` when it is not set."""
    return unquote(urlsplit(settings.database_url).path.lstrip("/")) or "media_menu"


def role_passwords(settings: Settings) -> Mapping[str, str]:
    """By role, from every address that names one of our roles and a password."""
    addresses = (
        settings.database_url,
        settings.migration_database_url,
        settings.worker_database_url,
        settings.admin_database_url,
    )
    parts = [urlsplit(address) for address in addresses if address]
    return {
        part.username: unquote(part.password)
        for part in parts
        if part.username and part.password and part.username.startswith("media_menu_")
    }
