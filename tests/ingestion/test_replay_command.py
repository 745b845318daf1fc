"""`media-menu ingest replay` as the operator meets it."""

import asyncio
import json

import pytest
from click.testing import CliRunner, Result

from adapters.postgres.engine import make_engine
from app.cli import main
from tests.postgres import Database, as_superuser
from tests.works import STALKER, WorksHouse


@pytest.fixture
def outdated(database: Database) -> Database:
    """A work that an older mapping has read, and read otherwise."""

    async def prepared() -> None:
        engine = make_engine(database.url("media_menu_app"), pool_size=1)
        await WorksHouse(engine).one(STALKER)
        await engine.dispose()
        await as_superuser(database, "UPDATE catalog.media_sources SET mapping_version = 0")
        await as_superuser(database, "UPDATE catalog.media_items SET genres = '{Sci-Fi}', language = NULL")

    asyncio.run(prepared())
    return database


def replay(database: Database, *options: str, source: str = "media-menu") -> Result:
    urls = {
        "DATABASE_URL": database.url("media_menu_app"),
        "WORKER_DATABASE_URL": database.url("media_menu_worker"),
    }
    return CliRunner().invoke(main, ["ingest", "replay", "--source", source, *options], env=urls)


def genres(database: Database) -> list[str]:
    found: list[str] = asyncio.run(as_superuser(database, "SELECT genres FROM catalog.media_items"))
    return found


def test_a_dry_run_shows_what_would_change(outdated: Database) -> None:
    result = replay(outdated, "--dry-run")
    assert result.exit_code == 0, result.output
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines()]
    assert ["genres", "1", "Sci-Fi", "Science Fiction, Drama"] in rows
    assert ["language", "1", "nothing", "ru"] in rows
    assert "nothing was changed" in result.stdout
    assert genres(outdated) == ["Sci-Fi"]


def test_then_it_is_done_and_there_is_nothing_left_to_do(outdated: Database) -> None:
    done = json.loads(replay(outdated, "--json").stdout)
    assert (done["status"], done["report"]["fields"]) == ("finished", {"genres": 1, "language": 1})
    assert genres(outdated) == ["Science Fiction", "Drama"]
    again = replay(outdated)
    assert "received 0" in again.stdout
    assert "No field of any work changes." in again.stdout


def test_a_source_that_is_none_is_refused_in_words(database: Database) -> None:
    result = replay(database, source="nowhere")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "There is no source of that name." in result.stderr
    assert CliRunner().invoke(main, ["ingest", "replay"]).exit_code == 2
