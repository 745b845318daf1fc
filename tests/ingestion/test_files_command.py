"""`media-menu ingest openlibrary`, `musicbrainz` and `file` as the operator meets them."""

import asyncio
import json
from pathlib import Path

from click.testing import CliRunner, Result

from app.cli import main
from tests.ingestion.files_house import author, work, written
from tests.ingestion.imdb_house import rows
from tests.postgres import Database
from tests.records import film, record

LIBRARY = """Title;Author;ISBN;Year;Note
Solaris;Stanisław Lem;9788308049051;1961;mine
Nothing;Nobody;123;1999;
"Wiersze
zebrane";Wisława Szymborska;;2023;"two
lines"
;Nobody;;2000;
"""


def ingest(database: Database, *arguments: str | Path) -> Result:
    urls = {
        "DATABASE_URL": database.url("media_menu_app"),
        "WORKER_DATABASE_URL": database.url("media_menu_worker"),
    }
    return CliRunner().invoke(main, ["ingest", *map(str, arguments)], env=urls)


def test_a_spreadsheet_of_books_comes_in_with_a_line_for_each_bad_row(
    database: Database, tmp_path: Path
) -> None:
    path, columns = tmp_path / "library.csv", tmp_path / "columns.toml"
    path.write_text(LIBRARY)
    columns.write_text('[values]\nmedia_type = "book"\n')
    result = ingest(database, "file", "--source", "media-menu", "--format", "csv", "--mapping", columns, path)
    assert result.exit_code == 0, result.stderr
    assert "Column Author: makers" in result.stderr
    assert "Column Note: ignored" in result.stderr
    assert "library.csv line 3: rejected" in result.stdout
    assert "isbn-invalid /payload/details/isbn13" in result.stdout
    assert "library.csv line 7: rejected" in result.stdout
    works = """
        SELECT title, creators, release_year, isbn13 FROM catalog.media_items
        JOIN catalog.book_items ON media_item_id = id ORDER BY release_year
    """
    assert asyncio.run(rows(database, works)) == [
        ("Solaris", ["Stanisław Lem"], 1961, "9788308049051"),
        ("Wiersze\nzebrane", ["Wisława Szymborska"], 2023, None),
    ]


def test_the_account_has_its_sum_and_names_the_run(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "dump.txt", [author(1), work(1, authors=[1]), "cut"])
    result = ingest(database, "openlibrary", path)
    assert result.exit_code == 0, result.stderr
    table = {
        line.split("│")[1].strip(): line.split("│")[2].strip()
        for line in result.stdout.splitlines()
        if "│" in line
    }
    assert table["sum"] == table["lines in the file"] == "3"
    assert (table["created"], table["rejected"]) == ("2", "1")
    assert "Kept as run" in result.stdout
    assert "Taking records" in result.stderr


def test_as_json_the_account_says_what_is_missing(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "films.ndjson", [record("a", film("A")), record("b", film("B"))])
    arguments = ("file", "--source", "media-menu", "--json", "--full")
    first = json.loads(ingest(database, *arguments, path).stdout)
    assert (first["accounts"][0]["created"], first["missing"]) == (2, 0)
    written(path, [record("a", film("A"))])
    assert json.loads(ingest(database, *arguments, path).stdout)["missing"] == 1


def test_what_cannot_be_loaded_is_said_in_words(database: Database, tmp_path: Path) -> None:
    path = written(tmp_path / "some.txt", ["Title", "Eden"])
    wrong = ingest(database, "openlibrary", path)
    assert (wrong.exit_code, "is no dump of Open Library" in wrong.stderr) == (1, True)
    assert ingest(database, "musicbrainz", path).exit_code == 1
    assert ingest(database, "file", "--source", "nobody", path).exit_code == 2
    assert ingest(database, "file", "--source", "media-menu", "--mapping", path, path).exit_code == 2
    foreign = ingest(database, "file", "--source", "tmdb", "--format", "csv", path)
    assert (foreign.exit_code, "not of tmdb" in foreign.stderr) == (1, True)
    kindless = ingest(database, "file", "--source", "media-menu", "--format", "csv", path)
    assert (kindless.exit_code, '[values] media_type = "book"' in kindless.stderr) == (1, True)
    (tmp_path / "works.txt.gz").write_bytes(b"\x1f\x8b\x08\x00damaged")
    damaged = ingest(database, "openlibrary", tmp_path / "works.txt.gz")
    assert (damaged.exit_code, "is damaged" in damaged.stderr) == (1, True)
