"""Which work a line means: points, and when they are enough."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from domain.catalog.line_likeness import Found, judged_best, nearly
from domain.catalog.pasted import Key, read_line
from domain.catalog.recognising import LineMatch, matched
from domain.catalog.views import MediaSuggestion, MediaType
from domain.kernel import MediaItemId


def work(
    title: str,
    year: int | None = None,
    *creators: str,
    fame: int = 0,
    original: str | None = None,
    also: tuple[str, ...] = (),
    key: Key | None = None,
    kind: MediaType = "film",
) -> Found:
    shown = MediaSuggestion(MediaItemId(uuid7()), kind, title, year, creators, None)
    return Found(shown, original, also, fame, key)


def answer(line: str, *found: Found, key: Key | None = None) -> LineMatch:
    return matched(read_line(line, lambda text: key if key and text == key[1] else None), found)


def test_a_title_with_its_year_means_that_work() -> None:
    film, remake = work("Solaris", 1972), work("Solaris", 2002)
    said = answer("Solaris (1972)", remake, film)
    assert (said.status, said.candidates[0].id) == ("matched", film.work.id)


def test_a_title_that_only_one_work_has_is_enough() -> None:
    assert answer("The Left Hand of Darkness", work("The Left Hand of Darkness", 1969)).status == "matched"


def test_of_works_with_one_title_the_far_better_known_is_meant() -> None:
    famous, short = work("Inception", 2010, fame=90_000), work("Inception", 2014, fame=12)
    said = answer("Inception", short, famous)
    assert (said.status, said.candidates[0].id) == ("matched", famous.work.id)
    assert (
        answer("Inception", work("Inception", 2010, fame=900), work("Inception", 2014, fame=500)).status
        == "unsure"
    )


def test_works_that_nobody_knows_are_a_choice() -> None:
    said = answer("Home", work("Home", 1991, fame=90), work("Home", 2003, fame=2))
    assert (said.status, len(said.candidates)) == ("unsure", 2)


def test_another_year_is_never_sure() -> None:
    assert answer("Solaris (1999)", work("Solaris", 1972, fame=90_000)).status == "unsure"


def test_a_part_of_a_makers_name_is_enough() -> None:
    book, film = work("Dune", 1965, "Frank Herbert", kind="book"), work("Dune", 1984, "David Lynch")
    said = answer("Dune - Herbert", film, book)
    assert (said.status, said.candidates[0].id) == ("matched", book.work.id)


def test_a_maker_whom_the_work_does_not_have_speaks_against_it() -> None:
    assert answer("Dune - Jodorowsky", work("Dune", 1984, "David Lynch")).status == "unsure"


def test_words_alone_are_shown_and_not_taken() -> None:
    said = answer("Lord of the Rings", work("The Lord of the Rings: The Two Towers", 2002))
    assert said.status == "unsure"


@pytest.mark.parametrize(
    "line", ["Left Hand of Darkness, 1969", "Le main gauche de la nuit (1969)", "Сталкер (1969)"]
)
def test_titles_without_their_article_and_in_other_languages_count(line: str) -> None:
    found = work("The Left Hand of Darkness", 1969, original="Сталкер", also=("Le main gauche de la nuit",))
    assert answer(line, found).status == "matched"


def test_a_slip_of_a_finger_with_the_year_is_forgiven() -> None:
    assert answer("Stalkr (1979)", work("Stalker", 1979)).status == "matched"
    assert answer("Stalkr", work("Stalker", 1979)).status == "unsure"


def test_an_id_means_its_work_whatever_else_the_line_says() -> None:
    said = answer(
        "Something else tt0079944",
        work("Stalker", 1979, key=("imdb", "tt0079944")),
        key=("imdb", "tt0079944"),
    )
    assert (said.status, said.candidates[0].confidence) == ("matched", 100)


def test_what_has_nothing_to_do_with_the_line_is_not_shown() -> None:
    assert answer("Stalker", work("Solaris", 1972)) == LineMatch("Stalker", "not-found")


def test_at_most_five_are_shown() -> None:
    assert len(answer("Home", *(work("Home", year) for year in range(1990, 2000))).candidates) == 5


@given(st.permutations([work("Home", year, fame=year % 7) for year in range(1995, 2001)]))
def test_the_order_in_which_works_were_found_does_not_matter(found: list[Found]) -> None:
    first = answer("Home (1998)", *sorted(found, key=lambda each: each.work.id))
    assert answer("Home (1998)", *found) == first


@given(
    st.text("abcd ", max_size=30),
    st.integers(1900, 2030),
    st.text("abcd ", min_size=1, max_size=20).filter(str.strip),
)
def test_confidence_is_always_a_share_of_a_hundred(line: str, year: int, title: str) -> None:
    match = judged_best(read_line(line, lambda _: None), work(title, year, title))
    assert 0 <= match.confidence <= 100


def test_one_slip_is_near_and_two_are_not() -> None:
    assert nearly("stalker", "stlaker")
    assert nearly("the stalkers zone", "the stalker zone")
    assert not nearly("stlakr", "stalker")
    assert not nearly("home", "homeland")
    assert not nearly("her", "hers")
