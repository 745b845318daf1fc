"""Lines of IMDb's files as they really come: every one has exactly one fate."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sources.imdb_files import LONGEST_LINE, ImdbFile
from domain.catalog.titles import search_norm, sort_key, title_keys, title_norm
from domain.ingestion.errors import FileUnreadable, WrongFile
from domain.ingestion.imdb_files.account import Account, Fates, Remark, close
from domain.ingestion.imdb_files.beginning import check_beginning
from domain.ingestion.imdb_files.ratings import RatingLines
from domain.ingestion.imdb_files.seen import SeenIds, slot_of
from domain.ingestion.imdb_files.title_rows import COLUMNS, TitleRows
from domain.ingestion.imdb_files.title_types import TitleTypeUnknown, wanted_types
from domain.ingestion.imdb_files.titles import TitleLines
from tests.ingestion.imdb_house import RATING_HEADER, TITLE_HEADER, Files, counted, rating, title

BOM = b"\xef\xbb\xbf"


class Reading:
    """Both files read as a load reads them, without a database."""

    def __init__(self, files: Files, *types: str) -> None:
        self.remarks: list[Remark] = []
        seen = SeenIds()
        rows = TitleRows(title_keys, 2026).whole
        titles = TitleLines(wanted_types(types or ("movie",)), seen, rows, self.remarks.append)
        ratings = RatingLines(seen, self.remarks.append)
        self.titles, self.basics = self._read(files.basics, titles)
        self.rated, self.ratings = self._read(files.ratings, ratings)

    def _read(self, path: Path, reader: TitleLines | RatingLines) -> tuple[list[str], Account]:
        staged = b"".join(map(reader.normalised, ImdbFile(path).blocks())).decode().split("\n")[:-1]
        fates = Fates(created=len(staged), updated=0, unchanged=0)
        return staged, close(reader.file, reader.lines, reader.tally, fates)

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(remark.line, problem.code) for remark in self.remarks for problem in remark.problems]


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


def column(row: str, name: str) -> str:
    return row.split("\t")[COLUMNS.index(name)]


def test_quotes_are_letters_like_any_other(files: Files) -> None:
    given_titles = ['"Giliap"', '"Rolling in the Deep Dish', 'The "A', '""']
    reading = Reading(files.write([title(number, name) for number, name in enumerate(given_titles, 1)]))
    assert [column(row, "title") for row in reading.titles] == given_titles


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("tt0000001\tmovie\tToo few", "wrong-field-count"),
        (title(1) + "\tone more", "wrong-field-count"),
        ("", "wrong-field-count"),
        (title(1).replace("tt", "nm"), "id-unreadable"),
        ("tt١٢٣٤٥٦٧" + title(1)[9:], "id-unreadable"),
        ("tt1234" + title(1)[9:], "id-unreadable"),
        (title(1, r"\N"), "title-missing"),
        (title(1, "  "), "title-missing"),
        (title(1, "x" * 1001), "title-too-long"),
        (title(1, kind=r"\N"), "type-missing"),
        (title(1, "caf\xe9").encode("latin-1"), "invalid-utf8"),
        (title(1, "x" * LONGEST_LINE), "line-too-long"),
    ],
)
def test_a_line_that_cannot_be_taken_is_rejected_with_its_number(
    files: Files, line: str | bytes, reason: str
) -> None:
    reading = Reading(files.write([title(7), line, title(8)]))
    assert reading.reasons == [(3, reason)]
    assert counted(reading.basics) == {"header": 1, "created": 2, "rejected": 1}


@pytest.mark.parametrize(
    ("line", "column_name", "reason"),
    [
        (title(1, year="2999"), "first_year", "number-unreadable"),
        (title(1, year="1850"), "first_year", "number-unreadable"),
        (title(1, minutes="Drama"), "minutes", "number-unreadable"),
        (title(1, end="x"), "last_year", "number-unreadable"),
        (title(1, adult="1959"), "is_adult", "flag-unreadable"),
    ],
)
def test_a_value_that_means_nothing_is_unknown_and_noted(
    files: Files, line: str, column_name: str, reason: str
) -> None:
    reading = Reading(files.write([line]))
    assert column(reading.titles[0], column_name) == r"\N"
    assert reading.reasons == [(2, reason)]
    assert (reading.basics.created, reading.basics.noted) == (1, 1)


def test_zero_minutes_are_unknown_without_a_note(files: Files) -> None:
    reading = Reading(files.write([title(1, minutes="0")]))
    assert (column(reading.titles[0], "minutes"), reading.reasons) == (r"\N", [])


def test_a_zero_byte_is_taken_out_and_noted(files: Files) -> None:
    reading = Reading(files.write([title(1, "Night\0 train")]))
    assert column(reading.titles[0], "title") == "Night train"
    assert (column(reading.titles[0], "nul_removed"), reading.reasons) == ("t", [(2, "nul-removed")])


def test_of_lines_with_one_id_the_first_counts(files: Files) -> None:
    reading = Reading(
        files.write([title(1, "First"), title(1, "Second"), title(1, "Third")], [rating(1)] * 3)
    )
    assert [column(row, "title") for row in reading.titles] == ["First"]
    assert counted(reading.basics) == {"header": 1, "created": 1, "duplicate": 2}
    assert counted(reading.ratings) == {"header": 1, "created": 1, "duplicate": 2}


def test_an_id_with_more_zeros_is_another_id() -> None:
    assert len({slot_of("tt0000001"), slot_of("tt00000001"), slot_of("tt000000001")}) == 3


def test_a_rating_goes_the_way_of_its_title(files: Files) -> None:
    lines = [title(1), title(2, kind="short"), title(3, r"\N")]
    reading = Reading(files.write(lines, [rating(number) for number in (1, 2, 3, 4)]))
    assert counted(reading.ratings) == {
        "header": 1,
        "created": 1,
        "skipped_by_type": 1,
        "without_title": 2,
    }


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (rating(1, "11.0"), "rating-unreadable"),
        (rating(1, "0.5"), "rating-unreadable"),
        (rating(1, "seven"), "rating-unreadable"),
        (rating(1, votes="0"), "votes-unreadable"),
        (rating(1, votes="-4"), "votes-unreadable"),
        (rating(1, votes="99999999999"), "votes-unreadable"),
        ("tt0000001\t7.1", "wrong-field-count"),
    ],
)
def test_a_rating_that_is_none_is_rejected_and_the_title_stays(files: Files, line: str, reason: str) -> None:
    reading = Reading(files.write([title(1)], [line]))
    assert reading.reasons == [(2, reason)]
    assert (reading.basics.created, reading.ratings.rejected) == (1, 1)


def test_files_without_header_final_line_end_or_with_a_byte_order_mark_are_read(files: Files) -> None:
    files.basics.write_bytes(f"{title(1)}\r\n{title(2)}".encode())
    files.ratings.write_bytes(BOM + f"{RATING_HEADER}\r\n{rating(2)}\r\n".encode())
    reading = Reading(files)
    assert (counted(reading.basics), counted(reading.ratings)) == (
        {"created": 2},
        {"header": 1, "created": 1},
    )
    assert column(reading.titles[0], "genres") == '{"Drama","Mystery"}'


def test_a_line_cut_in_the_middle_is_rejected_as_such(files: Files) -> None:
    files.write([title(1)])
    files.basics.write_bytes(files.basics.read_bytes() + b"tt0000002\tmovie\tNig")
    [remark] = Reading(files).remarks
    assert remark.problems[0].message == "3 fields instead of 9; the file ends in the middle of this line"


def test_compressed_files_give_the_same_lines(files: Files) -> None:
    lines = [title(number, f"Żółć {number}") for number in range(1, 9_000)]
    plain = Reading(files.write(lines, [rating(5)]))
    files.compress()
    assert Reading(files).titles == plain.titles
    assert plain.basics.lines == 9_000


def test_a_damaged_compressed_file_is_refused_in_words(files: Files) -> None:
    files.basics.write_bytes(gzip.compress(title(1).encode())[:-9])
    with pytest.raises(FileUnreadable, match="not downloaded whole"):
        list(ImdbFile(files.basics).blocks())


def test_a_line_without_end_is_read_in_bounded_memory(files: Files) -> None:
    with files.basics.open("wb") as out:
        out.write(TITLE_HEADER.encode() + b"\n")
        for _ in range(100):
            out.write(b"x" * 100_000)
        out.write(b"\n" + title(1).encode())
    blocks = list(ImdbFile(files.basics).blocks())
    assert sum(len(block.lines) for block in blocks) == 3
    assert max(len(line) for block in blocks for line in block.lines if isinstance(line, str)) < 200


@pytest.mark.parametrize(
    ("first", "words"),
    [
        (RATING_HEADER, "swapped"),
        (rating(1), "swapped"),
        ("PK\x03\x04", "should begin with"),
        ("Const,Your Rating", "should begin with"),
        (TITLE_HEADER.replace("genres", "genre"), "should begin with"),
    ],
)
def test_another_file_is_refused_in_words(first: str, words: str) -> None:
    with pytest.raises(WrongFile, match=words):
        check_beginning("title.basics", first)


def test_types_are_known_in_both_forms() -> None:
    assert wanted_types(["Movie", "TV Mini Series", "tvMovie"]) == {
        "movie": "film",
        "tvMiniSeries": "tv",
        "tvMovie": "film",
    }
    with pytest.raises(TitleTypeUnknown, match="There is no title type 'film'"):
        wanted_types(["film"])


TITLES = st.text(max_size=60) | st.text("aB -!éŁ", max_size=250)


@given(st.lists(st.tuples(TITLES.filter(str.strip), st.none() | TITLES.filter(str.strip))))
def test_the_keys_of_titles_are_those_that_the_catalogue_uses(pairs: list[tuple[str, str | None]]) -> None:
    norms, searches, sorts = title_keys([name for name, _ in pairs], [original for _, original in pairs])
    assert norms == [title_norm(name) for name, _ in pairs]
    assert searches == [search_norm(name, original, ()) for name, original in pairs]
    assert sorts == [sort_key(name) for name, _ in pairs]


FIELD = st.text(st.characters(codec="utf-8", exclude_characters="\n\t"), max_size=12)
DIRTY_TITLES = st.one_of(
    st.builds(title, st.integers(1, 9), FIELD, FIELD, kind=st.sampled_from(["movie", "short", ""])),
    st.builds(title, st.integers(1, 9), year=FIELD, minutes=FIELD, genres=FIELD, adult=FIELD),
    st.lists(FIELD, max_size=12).map("\t".join),
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
)
DIRTY_RATINGS = st.one_of(
    st.builds(rating, st.integers(1, 12), FIELD | st.just("7.1"), FIELD | st.just("9")),
    st.lists(FIELD, max_size=5).map("\t".join),
    st.binary(max_size=30).map(lambda line: line.replace(b"\n", b"")),
)


@given(st.lists(DIRTY_TITLES, max_size=30), st.lists(DIRTY_RATINGS, max_size=30))
def test_whatever_the_files_hold_the_columns_add_up_to_their_lines(
    tmp_path_factory: pytest.TempPathFactory, titles: list[str | bytes], ratings: list[str | bytes]
) -> None:
    reading = Reading(Files(tmp_path_factory.mktemp("imdb")).write(titles, ratings))
    assert reading.basics.total == reading.basics.lines == len(titles) + 1
    assert reading.ratings.total == reading.ratings.lines == len(ratings) + 1
    assert all(len(row.split("\t")) == len(COLUMNS) for row in reading.titles)
