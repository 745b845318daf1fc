"""CSV as spreadsheets and other services write it; every bad row is a line of the report."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.sources.files.csv_columns import Declared, read_declared
from adapters.sources.files.csv_file import CsvFile
from domain.ingestion.errors import ColumnsInvalid, WrongFile
from domain.ingestion.files.entries import Entry, Heading, Position, Refused, Skipped
from domain.ingestion.records import Received

BOOKS = Declared(values={"media_type": "book"})


def entries(tmp_path: Path, content: str | bytes, declared: Declared = BOOKS) -> list[Entry]:
    path = tmp_path / "some.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(CsvFile(path, declared).entries(Position(), datetime.now(UTC)))


def payloads(found: list[Entry]) -> list[dict[str, Any]]:
    return [json.loads(each.content.stored) for each in found if isinstance(each.content, Received)]


def refused(found: list[Entry]) -> list[tuple[int, str]]:
    return [(each.line, each.content.problems[0].code) for each in found if isinstance(each.content, Refused)]


def test_columns_are_known_by_their_headers(tmp_path: Path) -> None:
    content = (
        "Title,Author,Year,Type,ISBN-13,Genres,IMDb ID,Publisher,Pages,My rating\n"
        'Solaris,Stanisław Lem,1961,Book,978-83-08-04905-1,"sci-fi, novel",,WL,320,9\n'
        "Stalker,Andrei Tarkovsky; Boris Strugatsky,1979,movie,,drama|sci-fi,tt0079944,,,\n"
    )
    found = entries(tmp_path, content, Declared())
    assert isinstance(found[0].content, Heading)
    assert payloads(found) == [
        {
            "title": "Solaris",
            "details": {
                "authors": ["Stanisław Lem"],
                "isbn13": "978-83-08-04905-1",
                "publisher": "WL",
                "page_count": "320",
            },
            "release_year": "1961",
            "media_type": "book",
            "genres": ["sci-fi", "novel"],
        },
        {
            "title": "Stalker",
            "details": {"directors": ["Andrei Tarkovsky", "Boris Strugatsky"]},
            "release_year": "1979",
            "media_type": "film",
            "genres": ["drama", "sci-fi"],
            "external_ids": {"imdb": "tt0079944"},
        },
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_whatever_parts_the_columns_is_found_out(tmp_path: Path, delimiter: str) -> None:
    content = '"Title, the long; one"|Title|Autor|Rok\n-|"Eden, ""2"""|Lem|1959\n'.replace("|", delimiter)
    if delimiter in ",;":
        content = content.replace("Title, the long; one", "other")
    [book] = payloads(entries(tmp_path, content))
    assert (book["title"], book["release_year"]) == ('Eden, "2"', "1959")


def test_of_several_columns_for_one_field_the_first_filled_one_counts_in_each_row(tmp_path: Path) -> None:
    content = (
        'Title,ISBN,ISBN13\nOne,="",="9780756404734"\nTwo,="0756404738",="9780804429573"\nThree,="",=""\n'
    )
    one, two, three = payloads(entries(tmp_path, content))
    assert one["details"]["isbn13"] == "9780756404734"
    assert two["details"]["isbn13"] == "0756404738"
    assert "isbn13" not in three.get("details", {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_read_in_the_encodings_that_spreadsheets_write(tmp_path: Path, encoding: str) -> None:
    content = "Title,Author\r\nLe Petit Prince – édition,Antoine de Saint-Exupéry\r\n".encode(encoding)
    [book] = payloads(entries(tmp_path, content))
    assert book["title"] == "Le Petit Prince – édition"
    assert book["details"]["authors"] == ["Antoine de Saint-Exupéry"]


def test_a_line_in_no_known_encoding_is_refused_alone(tmp_path: Path) -> None:
    found = entries(tmp_path, b"Title\nGood\nBad \x81\x8d\nGood again\n")
    assert [book["title"] for book in payloads(found)] == ["Good", "Good again"]
    assert refused(found) == [(3, "encoding-unknown")]


def test_line_ends_inside_quotes_stay_and_lines_are_numbered_as_in_the_file(tmp_path: Path) -> None:
    content = 'Title,Description\r\nOne,"first\r\n\r\nthird"\r\nTwo,\u2028same line\r\n'
    found = entries(tmp_path, content)
    assert [book["description"] for book in payloads(found)] == ["first\n\nthird", "same line"]
    assert [(each.line, each.end.line) for each in found] == [(1, 1), (2, 4), (5, 5)]
    assert found[-1].end.offset == len(content.encode())


def test_ragged_rows_are_taken_when_nothing_is_out_of_place(tmp_path: Path) -> None:
    content = "Title,Author,Year\nShort\nWide,Lem,1961,,\nShifted,A,Lem,1961\n\n,,\n"
    found = entries(tmp_path, content)
    assert [book["title"] for book in payloads(found)] == ["Short", "Wide"]
    assert refused(found) == [(4, "row-too-wide")]
    assert sum(isinstance(each.content, Skipped) for each in found) == 2


def test_a_quote_that_is_never_closed_costs_one_line(tmp_path: Path) -> None:
    rows = "".join(f"Book {number},Lem\n" for number in range(20_000))
    found = entries(tmp_path, f'Title,Author\nBefore,Lem\n"Giliap,Lem\n{rows}')
    assert refused(found) == [(3, "quote-without-end")]
    assert len(payloads(found)) == 20_001
    assert [each.line for each in found] == list(range(1, 20_004))


def test_rows_go_on_from_any_place_that_was_reached(tmp_path: Path) -> None:
    content = "Title,Description\n" + "".join(f'Book {number},"a\nb{number}"\n' for number in range(50))
    whole = entries(tmp_path, content)
    file = CsvFile(tmp_path / "some.csv", BOOKS)
    for place in range(len(whole)):
        rest = list(file.entries(whole[place].end, datetime.now(UTC)))
        assert [each.line for each in rest] == [each.line for each in whole[place + 1 :]]
        assert payloads(rest) == payloads(whole[place + 1 :])


def test_a_row_without_an_id_gets_the_same_one_every_time(tmp_path: Path) -> None:
    content = "Title,Year,IMDb\nStalker,1979,tt0079944\nSolaris,1972,\nSolaris,2002,\n"
    films = Declared(values={"media_type": "film"})
    ids, again = (
        [each.content.external_id for each in found if isinstance(each.content, Received)]
        for found in (entries(tmp_path, content, films), entries(tmp_path, content, films))
    )
    assert ids == again
    assert ids[0] == "imdb:tt0079944"
    assert len(set(ids)) == 3


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_declared_mapping_says_all(tmp_path: Path, form: str) -> None:
    toml = (
        '[columns]\n"Tytuł polski" = "title"\nTitle = "original_title"\nShelf = "metadata.shelf"\nNote = ""\n'
    )
    declared = tmp_path / f"columns.{form}"
    if form == "toml":
        declared.write_text(toml + '[values]\nmedia_type = "book"\n')
    else:
        columns = {"Tytuł polski": "title", "Title": "original_title", "Shelf": "metadata.shelf", "Note": ""}
        declared.write_text(json.dumps({"columns": columns, "values": {"media_type": "book"}}))
    content = "Title,Tytuł polski,Shelf,Note,Year\nEden,Eden PL,A3,mine,1959\n"
    assert payloads(entries(tmp_path, content, read_declared(declared))) == [
        {"original_title": "Eden", "title": "Eden PL", "metadata": {"shelf": "A3"}, "media_type": "book"}
    ]


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ('[columns]\nTitle = "titel"\n', "'titel' is no field"),
        ("[columns\n", "columns"),
        ('[colums]\nTitle = "title"\n', "colums"),
        ('[values]\nshelf = "x"\n', "'shelf' is no field"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_why(tmp_path: Path, declared: str, words: str) -> None:
    (tmp_path / "columns.toml").write_text(declared)
    with pytest.raises(ColumnsInvalid, match=words):
        read_declared(tmp_path / "columns.toml")


@pytest.mark.parametrize(
    ("content", "declared", "words"),
    [
        ("", BOOKS, "empty"),
        ("\n\n", BOOKS, "empty"),
        ("Author,Year\nLem,1961\n", BOOKS, "No column is the title"),
        ("Title,Year\nEden,1959\n", Declared(), "what kind of work"),
        ("Title\nEden\n", Declared({"Titel": "title"}, {"media_type": "book"}), "no column Titel"),
        ('"Title\nEden\n', BOOKS, "header cannot be read"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_at_once(
    tmp_path: Path, content: str, declared: Declared, words: str
) -> None:
    path = tmp_path / "some.csv"
    path.write_text(content)
    with pytest.raises(WrongFile, match=words):
        CsvFile(path, declared).identity()
