"""The command line, `media-menu NOUN VERB`: data on stdout, logs on stderr, exit 0 done, 1 failed, 2 usage.

Modules of this package import nothing heavy at their top, so that `--help` answers at once.
"""

import gc
import logging
import signal
import sys
from typing import Any

import click

from app.cli.db import db
from app.cli.demo import demo
from app.cli.ingest import ingest
from app.cli.openapi import openapi
from app.cli.serve import serve
from app.cli.user import user
from app.cli.worker import worker
from app.settings import CannotRun

gc.set_threshold(10_000)
"""A start makes hundreds of thousands of objects that stay; looking through them again and again takes a
sixth of it. Processes that the program starts come by here too."""


class Program(click.Group):
    """Turns the reasons that an operator can remove into one sentence and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CannotRun as reason:
            click.echo(f"media-menu: {reason}", err=True)
            ctx.exit(reason.exit_code)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="media-menu")
def main() -> None:
    """Compose menus of films, books, games and music; publish them, share them, read them as a story."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that every way out stops what was started
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(message)s")


main.add_command(serve)
main.add_command(worker)
main.add_command(demo)
main.add_command(db)
main.add_command(user)
main.add_command(openapi)
main.add_command(ingest)
