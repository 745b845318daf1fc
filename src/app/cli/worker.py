"""`media-menu worker`: carries out jobs beside the service."""

import os

import click

from app.settings import read_settings


@click.command()
def worker() -> None:
    """Carry out jobs and schedules until Ctrl-C; several workers share the work."""
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # each worker counts by itself
    settings = read_settings(os.environ)

    from app.database import served_database
    from app.working import run_worker

    with served_database(settings) as ready:
        run_worker(ready)
