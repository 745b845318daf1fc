"""What lines of pasted lists are read as, whatever stands in them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sources.naming import key_named
from domain.catalog.pasted import (
    LONGEST_LINE,
    MOST_KEYS,
    MOST_LINES,
    MOST_READINGS,
    Key,
    Reading,
    lines_in,
    read_line,
    refuse_too_much,
)
from domain.kernel import Invalid

TITLES = st.from_regex(r"[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8}){0,3}", fullmatch=True)
NAMES = st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{2,8}", fullmatch=True)
YEARS = st.integers(1900, 2030)
BULLETS = st.sampled_from(
    ["", "- ", "* ", "• ", "1. ", "12) ", "(3) ", "#4 ", "- [ ] ", "- [x] ", "☐ ", "  – 7. "]
)
PASTED = st.text(st.characters(codec="utf-8"), max_size=120)
ADDRESSES = {
    "https://www.imdb.com/title/tt0079944/?ref_=nv_sr": ("imdb", "tt0079944"),
    "tt0079944": ("imdb", "tt0079944"),
    "https://www.themoviedb.org/movie/1398-stalker?language=pl": ("tmdb", "movie/1398"),
    "https://openlibrary.org/works/OL45804W/Dune": ("openlibrary", "OL45804W"),
    "OL45804W": ("openlibrary", "OL45804W"),
    "https://letterboxd.com/film/stalker/": ("letterboxd", "stalker"),
    "https://boxd.it/29qU": ("letterboxd", "boxd.it/29qU"),
    "https://www.goodreads.com/book/show/18423.The_Left_Hand_of_Darkness": ("goodreads", "18423"),
    "https://store.steampowered.com/app/753640/Outer_Wilds/": ("steam", "753640"),
    "978-0-441-17271-9": ("isbn", "9780441172719"),
    "0441172717": ("isbn", "9780441172719"),
    "ISBN 0-441-17271-7": ("isbn", "9780441172719"),
    "https://openlibrary.org/isbn/9780441172719": ("isbn", "9780441172719"),
}
NO_KEYS = (
    "2001",
    "19790525",
    "1234567890",
    "12 Angry Men",
    "https://en.wikipedia.org/wiki/Stalker",
    "https://imdb.com.example.org/title/tt0079944",
    "https://example.org/imdb.com/title/tt0079944",
    "https://letterboxd.com/jim/list/my-films/",
    "https://www.igdb.com/games/zelda",
)


def nothing_named(_: str) -> Key | None:
    return None


def readings(text: str) -> tuple[Reading, ...]:
    return read_line(text, key_named).readings


@pytest.mark.parametrize(
    ("line", "reading"),
    [
        ("Stalker (1979)", Reading("Stalker", 1979)),
        ("Stalker, 1979", Reading("Stalker", 1979)),
        ("Stalker [1979]", Reading("Stalker", 1979)),
        ("Stalker 1979", Reading("Stalker", 1979)),
        ("1979: Stalker", Reading("Stalker", 1979)),
        ("Stalker (1979), Andrei Tarkovsky", Reading("Stalker", 1979, "Andrei Tarkovsky")),
        ("Stalker (1979, dir. Andrei Tarkovsky)", Reading("Stalker", 1979, "Andrei Tarkovsky")),
        ("Stalker\t1979\tAndrei Tarkovsky", Reading("Stalker", 1979, "Andrei Tarkovsky")),
        ("Dark (2017–2020)", Reading("Dark", 2017)),
        ("The Tombs of Atuan - Ursula K. Le Guin", Reading("The Tombs of Atuan", None, "Ursula K. Le Guin")),
        ("Ursula K. Le Guin – Tehanu (1990)", Reading("Tehanu", 1990, "Ursula K. Le Guin")),
        ("Dune by Frank Herbert (1965)", Reading("Dune", 1965, "Frank Herbert")),
        ("1. Dune", Reading("Dune")),
        ("- [x] Dune", Reading("Dune")),
        ("• „Solaris” – Stanisław Lem, 1961", Reading("Solaris", 1961, "Stanisław Lem")),
        ("Matrix, The (1999)", Reading("The Matrix", 1999)),
        ("**Dune**", Reading("Dune")),
        ("Blade Runner 2049", Reading("Blade Runner 2049")),
        ("2001: A Space Odyssey", Reading("2001: A Space Odyssey")),
        ("1984", Reading("1984")),
        ("12. 1917 (2019)", Reading("1917", 2019)),
        ("7. Seal", Reading("7. Seal")),
    ],
)  # fmt: skip
def test_a_line_can_be_read_as_its_title_with_what_stands_beside_it(line: str, reading: Reading) -> None:
    assert reading in readings(line)


@pytest.mark.parametrize(("address", "key"), ADDRESSES.items())
def test_ids_and_addresses_are_read_without_asking_anybody(address: str, key: Key) -> None:
    assert read_line(address, key_named).keys == (key,)
    beside = read_line(f"3. Some title <{address}>", key_named)
    assert beside.keys == (key,)
    assert Reading("Some title") in beside.readings


@pytest.mark.parametrize("text", NO_KEYS)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert read_line(text, key_named).keys == ()


def test_a_link_of_markdown_gives_its_id_and_its_words() -> None:
    line = read_line("- [Stalker](https://www.imdb.com/title/tt0079944/)", key_named)
    assert (line.keys, line.readings[0]) == ((("imdb", "tt0079944"),), Reading("Stalker"))


@given(
    BULLETS, TITLES, YEARS, st.sampled_from(["{} ({})", "{}, {}", "{} [{}]", "{} {}", "{} - {}", "{}\t{}"])
)
def test_a_title_and_a_year_are_found_again_however_a_list_puts_them(
    bullet: str, title: str, year: int, form: str
) -> None:
    said = {(each.norm, each.year) for each in readings(bullet + form.format(title, year))}
    assert (title.lower(), year) in said


@given(
    BULLETS, TITLES, NAMES, st.sampled_from(["{} - {}", "{} – {}", "{} by {}", "{} | {}", "{}, {}", "{}\t{}"])
)
def test_a_title_and_a_maker_are_found_again(bullet: str, title: str, name: str, form: str) -> None:
    words = frozenset(name.lower().split(" "))
    found = readings(bullet + form.format(title, name))
    assert any(each.norm == title.lower() and words in each.makers for each in found)


@given(TITLES, st.sampled_from(sorted(ADDRESSES)))
def test_an_id_is_found_wherever_it_stands(title: str, address: str) -> None:
    for line in (f"{title} {address}", f"{address} {title}", f"{title}: {address}"):
        assert ADDRESSES[address] in read_line(line, key_named).keys


@given(PASTED)
def test_any_text_is_read_and_kept_as_it_is(text: str) -> None:
    line = read_line(text, key_named)
    assert line.text == text
    assert len(line.readings) <= MOST_READINGS
    assert len(line.keys) <= MOST_KEYS
    assert all(each.norm and each.title == each.title.strip() for each in line.readings)
    assert len(set(line.readings)) == len(line.readings)


@given(st.text(string.ascii_letters + " ", min_size=1, max_size=60).filter(str.strip))
def test_plain_words_are_always_read_as_a_title_too(text: str) -> None:
    words = " ".join(text.split())
    assert words in {each.title for each in read_line(text, nothing_named).readings}


@given(st.lists(PASTED, max_size=20))
def test_lines_are_kept_in_order_and_blank_ones_are_none(texts: list[str]) -> None:
    lines = lines_in("\r\n".join(texts))
    pieces = [piece.strip() for text in texts for piece in text.replace("\r", "\n").split("\n")]
    assert list(lines) == [piece for piece in pieces if piece]


def test_too_many_lines_and_too_long_ones_are_refused_where_they_stand() -> None:
    with pytest.raises(Invalid) as many:
        refuse_too_much(("x",) * (MOST_LINES + 1))
    assert [(each.pointer, each.code) for each in many.value.problems] == [("/lines", "too-many-lines")]
    with pytest.raises(Invalid) as long:
        refuse_too_much(("x", "y" * (LONGEST_LINE + 1)))
    assert [(each.pointer, each.code) for each in long.value.problems] == [("/lines/1", "line-too-long")]
    refuse_too_much(("y" * LONGEST_LINE,) * MOST_LINES)
