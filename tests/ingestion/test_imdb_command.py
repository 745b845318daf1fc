"""`media-menu ingest imdb` as the operator meets it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from tests.ingestion.imdb_house import Files, aka, crew, person, rating, title
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


def test_names_elsewhere_and_crews_have_columns_of_their_own(database: Database, files: Files) -> None:
    files.beside(
        akas=[aka(1), aka(1, 2, "Nachtzug", "DE")],
        crew=[crew(1, "nm0000001")],
        names=[person(1, "Jerzy Kawalerowicz"), person(2, "Nobody")],
    )
    beside = ("--akas", files.akas, "--crew", files.crew, "--names", files.names, "--regions", "pl, GB")
    result = ingest(database, files, "--accept-licence", "--json", *map(str, beside))
    accounts = {each["file"]: each for each in json.loads(result.stdout)["accounts"]}
    assert (accounts["title.akas"]["created"], accounts["title.akas"]["skipped_by_type"]) == (1, 1)
    assert accounts["title.crew"]["created"] == 1
    assert (accounts["name.basics"]["used"], accounts["name.basics"]["lines"]) == (1, 3)
    for words in ("Reading titles elsewhere", "Reading crews", "Reading names", "Writing credits"):
        assert words in result.stderr


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--crew", "{file}"), "--crew and --names go together"),
        (("--names", "{file}"), "--crew and --names go together"),
        (("--regions", "PL"), "--regions is for --akas"),
        (("--regions", "Poland", "--akas", "{file}"), "Not a code of a region"),
    ],
)
def test_options_that_do_not_fit_together_are_mistakes_of_usage(
    database: Database, files: Files, options: tuple[str, ...], words: str
) -> None:
    result = ingest(database, files, *(each.format(file=files.basics) for each in options))
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_title_that_is_gone_is_told_unless_the_file_is_a_part(database: Database, files: Files) -> None:
    ingest(database, files.write([title(1), title(2)]), "--accept-licence")
    files.write([title(1)])
    assert json.loads(ingest(database, files, "--part", "--json").stdout)["missing"] is None
    assert "1 records are missing" in ingest(database, files).stdout
