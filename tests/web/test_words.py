"""How pages say things: facts of works, numerals, notes, dates, and which language a reader gets."""

from datetime import UTC, datetime
from time import process_time
from uuid import UUID

import pytest
from babel.messages.catalog import Catalog
from msgspec.structs import replace

from app.web.annotations import annotation_html
from app.web.languages import UNBROKEN, language, negotiate, set_in_type
from app.web.reading.menus import named_by, place_of
from app.web.refusals import explain, field_errors
from app.web.words import classes, facts, lengths, numerals
from domain.catalog.views import TitleView
from domain.credits import ROLES, Credit
from domain.kernel import Invalid, Problem
from domain.media_classes import CLASSES
from tests.web import samples

EN, PL = language("en"), language("pl")


@pytest.mark.parametrize(
    ("asked", "remembered", "accepted", "given"),
    [
        ("pl", "en", "en", "pl"),
        (None, "pl", "en-GB,en;q=0.9", "pl"),
        (None, None, "de, pl-PL;q=0.8, en;q=0.5", "pl"),
        (None, None, "en;q=0.4, pl;q=0.7", "pl"),
        (None, None, "pl;q=0, en", "en"),
        ("../etc", "xx", "fr;q=nonsense", "en"),
        (None, None, None, "en"),
    ],
)
def test_a_reader_gets_the_language_they_asked_for(
    asked: str | None, remembered: str | None, accepted: str | None, given: str
) -> None:
    assert negotiate(asked, remembered, accepted) == given


def test_the_facts_of_a_work_stand_in_one_line() -> None:
    work = samples.served(1, "film", "Stalker", 1979, "Andrei Tarkovsky", runtime_minutes=162)
    assert plain(facts.facts(work, EN)) == "film · Andrei Tarkovsky · 1979 · 2 h 42 min"
    assert plain(facts.facts(work, PL)) == "film · Andrei Tarkovsky · 1979 · 2 godz. 42 min"


def plain(line: str) -> str:
    return line.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("details", "english", "polish"),
    [
        ({"page_count": 1304}, "1,304 pages", "1\N{NO-BREAK SPACE}304 strony"),
        ({"page_count": 1}, "1 page", "1 strona"),
        ({"playtime_hours": 2}, "2 hours", "2 godziny"),
        ({"duration_minutes": 48}, "48 min", "48 min"),
        ({"runtime_minutes": 120}, "2 h", "2 godz."),
        ({}, "", ""),
    ],
)
def test_length_is_told_in_the_measure_of_the_kind(
    details: dict[str, int], english: str, polish: str
) -> None:
    assert (lengths.extent(details, EN), lengths.extent(details, PL)) == (english, polish)


def test_facts_that_are_not_known_are_left_out() -> None:
    assert facts.facts(samples.served(1, "event", "Unsound", None, ""), EN) == "event"


def test_right_to_left_names_do_not_turn_the_line_around() -> None:
    work = samples.served(8, "film", "باد", 1999, "عباس")
    assert "\u2068عباس\u2069" in facts.facts(work, EN)


def test_a_work_keeps_its_hue() -> None:
    work = UUID("01932f00-0000-7000-8000-0000000000ff")
    assert facts.hue(work) == facts.hue(work)
    assert 0 <= facts.hue(work) < 24


def test_the_length_of_a_menu_is_told_when_most_of_it_is_known() -> None:
    assert lengths.total_time(samples.MENU, PL).startswith("około ")
    assert lengths.total_time(samples.long_menu(), EN) == ""


def test_the_length_of_a_course_is_told_in_the_same_way_and_a_short_one_in_minutes() -> None:
    by_course = [lengths.course_time(course, EN) for course in samples.MENU.courses]
    assert by_course == ["about 3 hours", "about 20 hours", "about 35 hours", "about 6 hours"]
    brief = replace(samples.LEAVING, items=samples.LEAVING.items[1:])
    assert lengths.course_time(brief, PL) == "48 min"
    assert lengths.course_time(samples.long_menu().courses[0], EN) == ""


@pytest.mark.parametrize(("number", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (48, "XLVIII")])
def test_courses_are_numbered_in_roman(number: int, written: str) -> None:
    assert numerals.roman(number) == written


def test_editions_and_courses_are_said_in_words() -> None:
    assert numerals.edition_name(2, EN) == "second edition"
    assert numerals.edition_name(11, PL) == "wydanie 11"
    assert numerals.menu_of_courses(5, PL) == f"Menu w{UNBROKEN}pięciu daniach"
    assert numerals.menu_of_courses(12, EN) == "A menu in 12 courses"


def test_in_polish_no_word_of_one_letter_ends_a_line() -> None:
    said = PL.gettext("Try again in a few seconds. Nothing you saved is lost.")
    assert said == f"Spróbuj za kilka sekund. Nic z{UNBROKEN}tego, co zapisane, nie zginęło."
    assert PL.ngettext("%(n)s published fork", "%(n)s published forks", 22) == "%(n)s opublikowane kopie"
    catalogue = Catalog("pl")
    catalogue.add("tag", '<a href="/">z rana</a>, a w środku i o 5')
    (tag,) = [message.string for message in set_in_type(catalogue) if message.id]
    assert tag.replace(UNBROKEN, "_") == '<a href="/">z_rana</a>, a_w_środku i_o_5'


def test_dates_follow_the_language_and_the_clock_of_the_reader() -> None:
    late = datetime(2026, 11, 14, 23, 30, tzinfo=UTC)
    assert EN.date(late) == "14 November 2026"
    assert PL.date(late, "Europe/Warsaw") == "15 listopada 2026"
    assert EN.moment(late, "Europe/Warsaw") == "15 Nov 2026, 00:30"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("*so* **tired**", "<p><em>so</em> <strong>tired</strong></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("> quiet", "<blockquote>\n<p>quiet</p>\n</blockquote>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("# loud", "<p># loud</p>"),
        (
            "![x](https://e.org/i.png)",
            '<p>!<a href="https://e.org/i.png" rel="nofollow ugc noopener">x</a></p>',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_notes_are_a_small_tame_markdown(source: str | None, html: str) -> None:
    assert annotation_html(source) == html


def test_links_in_notes_vouch_for_nothing() -> None:
    assert 'rel="nofollow ugc noopener"' in annotation_html("[x](http://e.org)")


@pytest.mark.parametrize(
    "sign", ["[", "*", "_*", "[](", "![[", "*a ", "a_", "*_**__", "[a](<", ">", "<", "- "]
)
def test_a_note_of_nothing_but_signs_takes_no_longer_than_another(sign: str) -> None:
    note = (sign * 4_000)[:4_000]
    started = process_time()
    for _ in range(5):
        annotation_html(note)
    assert process_time() - started < 0.25


def test_a_problem_leads_to_the_place_where_it_is_mended() -> None:
    pointer = "/courses/1/items/1/annotation"
    assert place_of(samples.MENU, pointer) == f"#item-{samples.FAR.items[1].id}"
    assert named_by(samples.MENU, pointer) == "The Left Hand of Darkness"
    assert place_of(samples.MENU, "/courses/1/items") == f"#course-{samples.FAR.id}"
    assert place_of(samples.MENU, "/pairings/0/narrative") == f"#pairing-{samples.PAIRINGS[0].id}"
    assert place_of(samples.MENU, "/description") == "#menu"
    assert place_of(samples.MENU, "/courses/99") == "#new-course"


def test_refusals_are_said_at_their_field_in_the_readers_language() -> None:
    refusal = Invalid("No.", Problem("/email", "email-invalid", "Not an address."))
    assert field_errors(refusal, {"email"}, PL) == {"email": "To nie jest adres e-mail."}
    assert field_errors(refusal, {"login"}, PL) == {
        "": "Coś w\N{NO-BREAK SPACE}przesłanych danych się nie zgadza."
    }
    assert explain(Problem("/x", "of-tomorrow", "New words."), PL) == "New words."
    too_long = Problem("/x", "text-too-long", "At most 200 characters fit here; these are 201.")
    assert explain(too_long, PL) == "Mieści się tu co najwyżej 200 znaków."


def test_every_class_and_every_role_has_a_name() -> None:
    assert set(classes.NAMES) == {path for path in CLASSES if "." in path}
    assert tuple(classes.ROLES) == ROLES


def test_a_class_is_reached_from_its_kind() -> None:
    steps = classes.steps_to("music.album.live", PL)
    assert [(step.path, step.name) for step in steps] == [
        ("music", "Płyty"),
        ("music.album", "Albumy"),
        ("music.album.live", "Albumy koncertowe"),
    ]


def test_names_stand_by_role_and_creators_only_where_nothing_else_is_said() -> None:
    credits = (Credit("actor", "B"), Credit("creator", "A"), Credit("creator", "C"), Credit("director", "A"))
    work = replace(samples.WORK, credits=credits)
    assert classes.roles_of(work, PL) == [("Twórcy", ("C",)), ("Reżyseria", ("A",)), ("Obsada", ("B",))]


def test_other_titles_are_named_once_and_those_of_the_reader_first() -> None:
    titles = (
        TitleView("Der Stalker", "de"),
        TitleView("SOLARIS", "cs"),
        TitleView("The Zone", None, "GB"),
        TitleView("Strefa", "pl"),
        TitleView("Strefa", None, "PL"),
    )
    work = replace(samples.WORK, titles=titles)
    assert [each.title for each in classes.other_titles(work, PL)] == ["Strefa", "Der Stalker", "The Zone"]
    assert classes.other_titles(work, EN)[0].title == "The Zone"
