"""`media-menu serve`: the service, with the embedded database when no other is named."""

import os

import click

from app.settings import Settings, SettingsError, read_settings


@click.command()
def serve() -> None:
    """Serve pages and API until Ctrl-C; environment variables are the settings."""
    settings = read_settings(os.environ)
    refuse_plain_http(settings)

    from app.cli.http_server import run_server
    from app.database import own_database

    with own_database(settings) as ready:
        run_server(ready, lambda: click.echo(f"media-menu serves on {settings.base_url}"))


def refuse_plain_http(settings: Settings) -> None:
    """Passwords and sessions must not cross a network in the clear, unless the operator insists."""
    if not (settings.on_loopback or settings.https or settings.allow_plain_http):
        raise SettingsError(
            f"HOST {settings.host} can be reached from other machines, and BASE_URL is plain http: put https "
            "in front and set BASE_URL to its address, or set ALLOW_PLAIN_HTTP=1."
        )
