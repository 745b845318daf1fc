"""Lines of title.akas, title.crew and name.basics as they really come: every one has exactly one fate."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sources.imdb_files import ImdbFile
from domain.catalog.titles import title_keys
from domain.ingestion.errors import WrongFile
from domain.ingestion.imdb_files.account import Account, Fates, Remark, close
from domain.ingestion.imdb_files.akas import MOST, AkaLines
from domain.ingestion.imdb_files.beginning import check_beginning
from domain.ingestion.imdb_files.crew import CrewLines, NameLines
from domain.ingestion.imdb_files.lines import LineReader
from domain.ingestion.imdb_files.seen import SKIPPED, TAKEN, SeenIds, slot_of
from tests.ingestion.imdb_house import (
    AKA_HEADER,
    CREW_HEADER,
    NAME_HEADER,
    RATING_HEADER,
    Files,
    aka,
    counted,
    crew,
    person,
)

BOM = b"\xef\xbb\xbf"
KNOWN = {1: TAKEN, 2: TAKEN, 3: SKIPPED}
"""Titles of title.basics, by number."""


class Reading:
    """The three files read as a load reads them, without a database."""

    def __init__(self, files: Files, *regions: str) -> None:
        self.remarks: list[Remark] = []
        seen, people = SeenIds(), SeenIds()
        for number, fate in KNOWN.items():
            seen.add(slot_of(f"tt{number:07d}") or 0, fate)
        remark = self.remarks.append
        self.called, self.akas = self._read(
            files.akas, AkaLines(seen, frozenset(regions), title_keys, remark)
        )
        self.made, self.crews = self._read(files.crew, CrewLines(seen, people, remark))
        self.named, self.names = self._read(files.names, NameLines(people, title_keys, remark))

    def _read(self, path: Path, reader: LineReader[Any]) -> tuple[list[list[str]], Account]:
        staged = b"".join(map(reader.normalised, ImdbFile(path).blocks())).decode().split("\n")[:-1]
        fates = Fates(created=len(staged))
        account = close(reader.file, reader.lines, reader.tally, fates)
        return [line.split("\t") for line in staged], account

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(remark.line, problem.code) for remark in self.remarks for problem in remark.problems]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path).beside(akas=[], crew=[], names=[])


def test_quotes_in_names_and_titles_are_letters_like_any_other(files: Files) -> None:
    files.beside(
        akas=[aka(1, 1, '"Pociąg'), aka(1, 2, 'The "A')],
        crew=[crew(1, "nm0000001")],
        names=[person(1, 'Samuel "Roxy" Rothafel"')],
    )
    reading = Reading(files)
    assert [row[2] for row in reading.called] == ['"Pociąg', 'The "A']
    assert [row[1] for row in reading.named] == ['Samuel "Roxy" Rothafel"']


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tt0000001\t1\tToo few", "wrong-field-count"),
        (aka(1) + "\tone more", "wrong-field-count"),
        ("", "wrong-field-count"),
        (aka(1).replace("tt", "nm", 1), "id-unreadable"),
        (aka(1, "first"), "ordering-unreadable"),
        (aka(1, "0"), "ordering-unreadable"),
        (aka(1, 2, r"\N"), "title-missing"),
        (aka(1, 2, " "), "title-missing"),
        (aka(1, 2, "x" * 1001), "title-too-long"),
        (aka(1, 2, "caf\xe9").encode("latin-1"), "invalid-utf8"),
    ],
)
def test_a_title_elsewhere_that_cannot_be_taken_is_rejected_with_its_number(
    files: Files, line: str | bytes, reason: str
) -> None:
    reading = Reading(files.beside(akas=[aka(1, 7, "Before"), line, aka(1, 8, "Behind")]))
    assert reading.reasons == [(3, reason)]
    assert counted(reading.akas) == {"header": 1, "created": 2, "rejected": 1}


@pytest.mark.parametrize(
    ("line", "reason", "language", "region"),
    [
        (aka(1, region="Poland"), "region-unreadable", None, None),
        (aka(1, language="Polish"), "language-unreadable", "pl", "PL"),
        (aka(1, is_original="x"), "flag-unreadable", "pl", "PL"),
        (aka(1, name="Po\0ciąg"), "nul-removed", "pl", "PL"),
    ],
)
def test_a_value_that_means_nothing_is_unknown_and_noted(
    files: Files, line: str, reason: str, language: str | None, region: str | None
) -> None:
    reading = Reading(files.beside(akas=[line]))
    if region is None:
        assert (reading.called, reading.akas.skipped_types) == ([], {"neither region nor language": 1})
        return
    assert [row[2:5] for row in reading.called] == [["Pociąg", language, region]]
    assert reading.reasons == [(2, reason)]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (aka(1, region="PL"), "pl"),
        (aka(1, region="XWG"), "de"),
        (aka(1, region="BR"), "pt"),
        (aka(1, region="CA"), r"\N"),
        (aka(1, region="XWW"), r"\N"),
        (aka(1, region="PL", language="en"), "en"),
        (aka(1, region="JP", attributes="transliterated title"), r"\N"),
        (aka(1, region="PL", attributes="literal English title"), r"\N"),
        (aka(1, region="PL", attributes="reissue title\x02short title"), "pl"),
    ],
)
def test_the_language_is_inferred_from_the_region_only_where_that_is_plain(
    files: Files, line: str, language: str
) -> None:
    [row] = Reading(files.beside(akas=[line])).called
    assert row[3] == language


def test_what_says_nothing_new_is_skipped_and_counted_by_reason(files: Files) -> None:
    told = [
        aka(1, 1, "Pociag", r"\N", is_original="1"),
        aka(1, 2),
        aka(1, 3),
        aka(1, 4, "Nocny", r"\N"),
        aka(1, 5, region="DE"),
        aka(3, 1),
    ]
    reading = Reading(files.beside(akas=told), "PL")
    assert reading.akas.skipped_types == {
        "the original title": 1,
        "the same title again": 1,
        "neither region nor language": 1,
        "a region that was not asked for": 1,
        "a name of a skipped title": 1,
    }
    assert reading.reasons == []


def test_of_lines_with_one_ordering_the_first_counts(files: Files) -> None:
    told = [aka(1, 1, "First"), aka(1, 1, "Second"), aka(1, "01", "Third"), aka(2, 1, "Another")]
    reading = Reading(files.beside(akas=told))
    assert [row[2] for row in reading.called] == ["First", "Another"]
    assert counted(reading.akas) == {"header": 1, "created": 2, "duplicate": 2}
    assert reading.reasons == [(3, "duplicate"), (4, "duplicate")]


def test_lines_of_a_title_that_do_not_stand_together_are_rejected_and_not_mistaken(files: Files) -> None:
    reading = Reading(files.beside(akas=[aka(1), aka(2), aka(1, 2, "Late")]))
    assert reading.reasons == [(4, "out-of-order")]


def test_a_title_has_no_more_names_than_can_be_kept(files: Files) -> None:
    reading = Reading(files.beside(akas=[aka(1, each, f"Name {each}") for each in range(1, MOST + 3)]))
    assert counted(reading.akas) == {"header": 1, "created": MOST, "rejected": 2}


def test_lines_of_unknown_titles_are_counted_by_themselves(files: Files) -> None:
    files.beside(
        akas=[aka(9), aka(1)], crew=[crew(9, "nm0000001"), crew(3), crew(1)], names=[person(1, "Who")]
    )
    reading = Reading(files)
    assert counted(reading.akas) == {"header": 1, "created": 1, "without_title": 1}
    assert counted(reading.crews) == {"header": 1, "created": 1, "without_title": 1, "skipped_by_type": 1}
    assert counted(reading.names) == {"header": 1, "skipped_by_type": 1}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tt0000001\tnm0000001", "wrong-field-count"),
        (crew(1, "nm0000001", "nm0000002\tnm0000003"), "wrong-field-count"),
        (crew(1, "Wajda"), "people-unreadable"),
        (crew(1, "nm0000001,", "nm0000002"), "people-unreadable"),
        (crew(1, r"\N", "nm0000\x002"), "people-unreadable"),
        ("1" + crew(1), "id-unreadable"),
    ],
)
def test_a_crew_that_cannot_be_read_is_rejected_with_its_number(files: Files, line: str, reason: str) -> None:
    reading = Reading(files.beside(crew=[crew(2), line]))
    assert reading.reasons == [(3, reason)]
    assert counted(reading.crews) == {"header": 1, "created": 1, "rejected": 1}


def test_a_crew_comes_once_and_so_does_each_of_its_people(files: Files) -> None:
    reading = Reading(files.beside(crew=[crew(1, "nm0000002,nm0000001,nm0000002"), crew(1, "nm0000003")]))
    assert reading.made == [["2", "tt0000001", "{nm0000002,nm0000001}", "{}"]]
    assert counted(reading.crews) == {"header": 1, "created": 1, "duplicate": 1}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nm0000001\tAndrzej Wajda", "wrong-field-count"),
        (person(1, r"\N"), "name-missing"),
        (person(1, "x" * 301), "name-too-long"),
        (person(1, "Wajda").replace("nm", "tt", 1), "id-unreadable"),
    ],
)
def test_a_name_that_cannot_be_taken_is_rejected_with_its_number(
    files: Files, line: str, reason: str
) -> None:
    reading = Reading(files.beside(crew=[crew(1, "nm0000001")], names=[line, person(1, "Andrzej Wajda")]))
    assert reading.reasons == [(2, reason)]
    assert reading.remarks[0].external_id == (line[:9] if line.startswith("nm") else None)
    assert [row[1] for row in reading.named] == ["Andrzej Wajda"]


def test_of_names_with_one_id_the_first_counts(files: Files) -> None:
    reading = Reading(
        files.beside(crew=[crew(1, "nm0000001")], names=[person(1, "First"), person(1, "Second")])
    )
    assert [row[1] for row in reading.named] == ["First"]
    assert counted(reading.names) == {"header": 1, "created": 1, "duplicate": 1}
    assert reading.remarks[0].external_id == "nm0000001"


def test_files_with_a_byte_order_mark_foreign_line_ends_or_a_cut_last_line_are_read(files: Files) -> None:
    files.akas.write_bytes(BOM + f"{AKA_HEADER}\r\n{aka(1)}\r\ntt0000002\t1\tPop".encode())
    files.crew.write_bytes(BOM + f"{crew(1, 'nm0000001')}\r\n".encode())
    files.names.write_bytes(f"{NAME_HEADER}\n{person(1, 'Andrzej Wajda')}".encode())
    reading = Reading(files)
    assert counted(reading.akas) == {"header": 1, "created": 1, "rejected": 1}
    [remark] = reading.remarks
    assert remark.problems[0].message == "3 fields instead of 8; the file ends in the middle of this line"
    assert (counted(reading.crews), counted(reading.names)) == ({"created": 1}, {"header": 1, "created": 1})


@pytest.mark.parametrize(
    ("file", "first", "words"),
    [
        ("title.akas", CREW_HEADER, "This is title.crew, not title.akas"),
        ("title.crew", RATING_HEADER, "This is title.ratings, not title.crew"),
        ("name.basics", AKA_HEADER, "This is title.akas, not name.basics"),
        ("name.basics", aka(1), "This is title.akas, not name.basics"),
        ("title.crew", person(1, "Who"), "This is name.basics, not title.crew"),
        ("title.akas", "PK\x03\x04", "should begin with"),
    ],
)
def test_another_file_is_refused_in_words(file: Any, first: str, words: str) -> None:
    with pytest.raises(WrongFile, match=words):
        check_beginning(file, first)


@pytest.mark.parametrize(
    ("file", "first"),
    [("title.akas", aka(1)), ("title.crew", crew(1)), ("name.basics", person(1, "Who"))],
)
def test_a_file_without_header_is_known_by_its_first_line(file: Any, first: str) -> None:
    check_beginning(file, first)


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\n\t"), max_size=12)
NONSENSE = st.one_of(
    st.lists(FIELD, max_size=10).map("\t".join),
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
)
IDS = st.lists(st.integers(1, 5), max_size=4).map(lambda ids: ",".join(f"nm{each:07d}" for each in ids))
AKAS = st.builds(aka, st.integers(1, 4), st.integers(0, 3) | FIELD, FIELD, FIELD | st.just("PL"), FIELD)
CREWS = st.builds(crew, st.integers(1, 4), IDS | FIELD, IDS)
NAMES = st.builds(person, st.integers(1, 6), FIELD)


@given(
    st.lists(AKAS | NONSENSE, max_size=20),
    st.lists(CREWS | NONSENSE, max_size=20),
    st.lists(NAMES | NONSENSE, max_size=20),
)
def test_whatever_the_files_hold_the_columns_add_up_to_their_lines(
    tmp_path_factory: pytest.TempPathFactory,
    akas: list[str | bytes],
    crews: list[str | bytes],
    names: list[str | bytes],
) -> None:
    reading = Reading(Files(tmp_path_factory.mktemp("imdb")).beside(akas=akas, crew=crews, names=names))
    for account, lines in ((reading.akas, akas), (reading.crews, crews), (reading.names, names)):
        assert account.total == account.lines == len(lines) + 1
    for rows, width in ((reading.called, 6), (reading.made, 4), (reading.named, 3)):
        assert all(len(row) == width for row in rows)
