"""`media-menu openapi`: the description of the API, without a database or a running service."""

import click

from app.settings import read_settings

NO_DATABASE = "postgresql://nobody@127.0.0.1/none"


@click.command()
def openapi() -> None:
    """Print the OpenAPI document; kept in docs/reference/openapi.json."""
    from app.wiring import build

    application = build(read_settings({"DATABASE_URL": NO_DATABASE}))
    click.echo(application.state.openapi(), nl=False)
