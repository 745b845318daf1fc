"""A change of the API is seen in review, because its description is kept beside the source."""

from pathlib import Path

from app.settings import read_settings
from app.wiring import build

SNAPSHOT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_the_description_of_the_api_is_current() -> None:
    """`media-menu openapi > docs/reference/openapi.json` makes it so."""
    application = build(read_settings({"DATABASE_URL": "postgresql://nobody@127.0.0.1/none"}))
    assert SNAPSHOT.read_bytes() == application.state.openapi()
