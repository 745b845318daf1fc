"""`media-menu demo`: everything in one command, with works and menus to look at; `make run` calls it."""

import os

import click

from app.settings import Settings, SettingsError, read_settings


@click.command()
def demo() -> None:
    """Start with the demo catalogue, three menus and a curator whose password everybody knows.

    A worker carries out jobs beside the service.
    """
    settings = read_settings(os.environ)
    refuse_beyond_loopback(settings)

    from app.cli.http_server import run_server
    from app.cli.progress import progress
    from app.cli.worker_beside import worker_beside
    from app.database import own_database
    from app.demo import load

    with own_database(settings) as ready:
        with progress("Demo catalogue") as show:
            report = load(ready, show)
        lines = [
            f"media-menu serves on {settings.base_url}",
            f"  sign in as   {report.login}   password   {report.password}",
            *(f"  read         {settings.base_url}/m/{slug}" for slug in report.slugs),
            "Ctrl-C stops it, the database too.",
        ]
        with worker_beside(ready):
            run_server(ready, lambda: click.echo("\n".join(lines)))


def refuse_beyond_loopback(settings: Settings) -> None:
    """The demo password is public, so nobody but this machine may try it."""
    if not settings.for_this_machine_only:
        raise SettingsError(
            f"HOST {settings.host} or BASE_URL {settings.base_url} can be reached from other machines, and "
            "the demo's password is public: use `media-menu serve` there, or HOST=127.0.0.1 here."
        )
