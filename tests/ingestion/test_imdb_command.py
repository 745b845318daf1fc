"""`media-menu ingest imdb` as the operator meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.ingestion.imdb_house import Files, rating, title
from tests.postgres import Database


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path).write([title(1), title(2, kind="short"), "cut"], [rating(1), rating(3)])


def ingest(database: Database, files: Files, *options: str) -> Result:
    urls = {
        "DATABASE_URL": database.url("media_menu_app"),
        "WORKER_DATABASE_URL": database.url("media_menu_worker"),
    }
    paths = ("--basics", str(files.basics), "--ratings", str(files.ratings))
    return CliRunner().invoke(main, ["ingest", "imdb", *paths, *options], env=urls)


def test_without_the_licence_nothing_is_loaded_and_the_way_out_is_named(
    database: Database, files: Files
) -> None:
    result = ingest(database, files)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--accept-licence" in result.stderr


def test_the_account_is_a_table_with_its_sum(database: Database, files: Files) -> None:
    result = ingest(database, files, "--accept-licence")
    assert result.exit_code == 0
    table = {
        line.split("│")[1].strip(): line.split("│")[2:4] for line in result.stdout.splitlines() if "│" in line
    }
    assert [cell.strip() for cell in table["sum"]] == ["4", "3"]
    assert table["sum"] == table["lines in the file"]
    assert "title.basics line 4: rejected" in result.stdout
    assert "Reading titles" in result.stderr


def test_as_json_the_account_names_every_column_and_the_rejected_lines(
    database: Database, files: Files
) -> None:
    answer = json.loads(ingest(database, files, "--accept-licence", "--json").stdout)
    [basics, ratings] = answer["accounts"]
    assert (basics["created"], basics["skipped_by_type"], basics["rejected"]) == (1, 1, 1)
    assert (ratings["created"], ratings["without_title"]) == (1, 1)
    assert answer["sums"] == {"title.basics": basics["lines"], "title.ratings": ratings["lines"]}
    assert answer["remarks"][0]["problems"][0]["code"] == "wrong-field-count"
    assert answer["runs"].keys() == {"title.basics", "title.ratings"}


def test_an_unknown_type_or_file_is_a_mistake_of_usage(database: Database, files: Files) -> None:
    result = ingest(database, files, "--types", "film")
    assert result.exit_code == 2
    assert "There is no title type 'film'" in result.stderr
    files.ratings.unlink()
    assert ingest(database, files).exit_code == 2


def test_swapped_files_are_refused_in_words(database: Database, files: Files) -> None:
    files.basics, files.ratings = files.ratings, files.basics
    result = ingest(database, files, "--accept-licence")
    assert result.exit_code == 1
    assert "were the two files swapped?" in result.stderr
