"""Runs a revision's SQL file as it stands, inside the revision's transaction."""

from pathlib import Path

from alembic import op

DIRECTORY = Path(__file__).parent / "sql"


def run_sql(name: str) -> None:
    """Run all statements of `sql/<name>` through the driver, which takes many at a time.

    SQLAlchemy would prepare the text, and a prepared statement holds only one.
    """
    connection = op.get_bind().connection.dbapi_connection
    connection.run_async(lambda driver: driver.execute((DIRECTORY / name).read_text("utf-8")))
