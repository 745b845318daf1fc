"""`media-menu ingest duplicates`: after a whole file, what of it was there already under other ids."""

import asyncio
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from app.settings import CannotRun, read_settings

if TYPE_CHECKING:
    from domain.ingestion.duplicates import DuplicatesFound


class SearchRefused(CannotRun):
    """There is nothing to compare."""


@click.command()
@click.option("--source", required=True, metavar="NAME", help="Whose works to compare: imdb, openlibrary ...")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Only works that came on this day (UTC) or later; without it all of the source.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the same as JSON.")
def duplicates(source: str, since: datetime | None, as_json: bool) -> None:
    """Compare works of a source with works that it has no id for.

    What is certainly one is merged; what may be waits on /admin/duplicates. May run beside the service, and
    again at any time.
    """
    from app.database import shared_database

    day = since.replace(tzinfo=UTC) if since else None
    with shared_database(read_settings(os.environ)) as ready:
        found = asyncio.run(find(ready.database_url, source, day))
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
    else:
        click.echo(f"{found.compared} compared, {found.merged} merged, {found.asked} to be looked at")


async def find(url: str, source: str, since: datetime | None) -> "DuplicatesFound":
    """Raises SearchRefused."""
    from app.services import connected, make_services
    from domain.ingestion.errors import SourceUnknown

    async with connected(url, size=2) as engine:
        services = make_services(engine, read_settings(os.environ))
        try:
            return await services.find_duplicates(source, since)
        except SourceUnknown as refusal:
            raise SearchRefused(refusal.detail) from refusal
