"""The past of a menu and its balance, as pages tell them."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.web.languages import language
from app.web.studio.history import State, days_of, state_of
from app.web.words import balance as balance_words
from app.web.words import differences
from domain.menus.balance import Servings, balance
from domain.menus.differences import Tally, TextChange
from domain.menus.revisions import RevisionSummary
from tests.web import samples

EN, PL = language("en"), language("pl")
LABEL = re.compile(r'<span class="unseen">[^<]*</span>')


def without(marked: str, tag: str) -> str:
    """The text as it was before, or as it is after."""
    kept = re.sub(rf"<{tag}>.*?</{tag}>", "", LABEL.sub("", marked), flags=re.DOTALL)
    return unescape(re.sub(r"</?(del|ins)>", "", kept))


@given(some.text("ab <&\n.", max_size=40), some.text("ab <&\n.", max_size=40))
def test_a_marked_text_holds_both_what_was_and_what_is(old: str, new: str) -> None:
    marked = differences.redlined(TextChange(old, new), EN)
    assert without(marked, "ins") == old
    assert without(marked, "del") == new


def test_only_the_words_that_differ_are_marked() -> None:
    marked = differences.redlined(TextChange("A long way home.", "A short way home."), PL)
    assert marked == (
        'A <del><span class="unseen">było: </span>long</del>'
        '<ins><span class="unseen">jest: </span>short</ins> way home.'
    )


def test_words_of_a_curator_are_no_markup() -> None:
    assert "<b>" not in differences.redlined(TextChange("<b>", "<b>&</b>"), EN)


@pytest.mark.parametrize(
    ("tally", "english", "polish"),
    [
        (Tally(2, 0, 1, 0), "2 added · 1 moved", "dodano: 2 · przeniesiono: 1"),
        (Tally(0, 1, 0, 1_204), "1 removed · 1,204 edited", "usunięto: 1 · zmieniono: 1 204"),
        (Tally(), "", ""),
    ],
)
def test_what_was_done_is_told_in_numbers(tally: Tally, english: str, polish: str) -> None:
    told = [differences.tally_words(tally, spoken).replace("\xa0", " ") for spoken in (EN, PL)]
    assert told == [english, polish]


def test_a_state_is_named_by_its_kind_and_number() -> None:
    assert state_of("edition-3") == State("edition", 3)
    assert state_of(State("revision", 17).name) == State("revision", 17)
    for name in ("", "now", "edition-0", "edition--1", "draft-1", "revision-1 ", "edition-9999999999"):
        assert state_of(name) is None, name


def test_days_are_those_of_the_curators_clock() -> None:
    late = datetime(2026, 11, 14, 23, 30, tzinfo=UTC)
    revisions = [RevisionSummary(2, late, Tally()), RevisionSummary(1, late.replace(hour=22), Tally())]
    assert [(each.day, len(each.revisions)) for each in days_of(revisions, "UTC")] == [
        (date(2026, 11, 14), 2)
    ]
    assert [each.day.day for each in days_of(revisions, "Europe/Warsaw")] == [15, 14]


def test_the_balance_is_told_in_the_readers_language() -> None:
    weighed = dict(balance_words.weighed(balance(samples.servings_of(samples.MENU)), PL))
    told = {label: re.sub(r"\s", " ", words.replace("\u2060", "")) for label, words in weighed.items()}
    assert told["Rodzaje"].startswith("Filmy: 3 · Książki: 2 · Gry: 2 · ")
    assert told["Dekady"].startswith("1940–1949: 1 · 1950–1959: 1 · ")
    assert told["Języki"] == "rosyjski: 3 · angielski: 2 · polski: 2 · nieznane: 5"
    assert told["Kraje"] == "Rosja: 3 · Polska: 2 · Stany Zjednoczone: 2 · nieznane: 5"
    assert "czytanie: około 26 godzin (992 strony) · 1 dzieło o nieznanej długości" in told["Czas"]


def test_what_nobody_knows_of_a_menu_is_not_told() -> None:
    weighed = dict(balance_words.weighed(balance(samples.servings_of(samples.bare_menu())), EN))
    assert weighed == {}
    events = [each for each in samples.servings_of(samples.MENU).works if each.media_type == "event"]
    mixed = balance(Servings((), tuple(events)))
    assert set(dict(balance_words.weighed(mixed, EN))) == {"Kinds", "Decades"}
    assert balance_words.takes(mixed, EN) == ""


def test_a_course_says_how_long_it_takes() -> None:
    courses = balance(samples.servings_of(samples.MENU)).courses
    told = [balance_words.course_weighed(each, EN).replace("\xa0", " ") for each in courses]
    assert told[0] == "2 works · about 3 hours"
    assert told[3] == "4 works · about 6 hours · 1 work of unknown length"
