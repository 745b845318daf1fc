"""The menu that frames of the editor show, and the documents with which its pretended service answers."""

from datetime import timedelta
from typing import Any, Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from app.web.annotations import annotation_html
from app.web.formats.qr import qr_inline
from app.web.languages import Language, mark
from app.web.specimens.past import links, what_changed
from app.web.specimens.works import LONG, NOW, RIGHT_TO_LEFT, WORKS, ident, work
from app.web.static_files import asset
from app.web.studio.history import Compared, days_of
from domain.catalog.views import MediaSuggestion
from domain.kernel import MenuId, Problem
from domain.menus.balance import Balance, Serving, Servings, balance
from domain.menus.differences import Tally
from domain.menus.editions import EditionSummary, PublishCheck
from domain.menus.revisions import RevisionSummary
from domain.menus.sharing import ShareLink
from domain.menus.views import CourseView, EditionMark, ItemView, MenuView, PairingView, ServedWork

FIRST: Final = 5_000
"""Ids from here on are those of this menu alone."""
ODD: Final = (
    ("film", LONG, 1964, "Stanley Kubrick"),
    ("film", RIGHT_TO_LEFT, 1999, "عباس کیارستمی"),
)
SERVED: Final = ((0, 5, 8), (1, 9, 2), (4, 6))
"""The works of each course, by their places among all works."""
ABOUT: Final = mark("For one who comes home late and cannot sleep yet.")
NOTE: Final = mark("Slow, and **never idle**: every corridor is a *waltz*.")
OTHER_NOTE: Final = mark("A film, a book, a game, a record, and a note in your own words: why this, why now.")
ECHO: Final = mark("Both leave the important note out, and trust you to hear it.")
COUNTERPOINT: Final = mark("One tells of cities that nobody can visit; in the other you fly there.")
LENGTHS: Final = ((98, "zh", "HK"), (560, "pl", "PL"), (280, "it", "IT"), (None, None, None))


class Answers(Struct, frozen=True):
    """What the service would answer about this menu; `renderings` are notes as HTML by their Markdown."""

    now: str
    balance: Balance
    ready: PublishCheck
    unready: PublishCheck
    renderings: dict[str, str]
    works: tuple[MediaSuggestion, ...]
    links: tuple[ShareLink, ...]
    qr: str


def desk_menu(language: Language) -> MenuView:
    """Three courses: covers of both kinds, a long title and one from right to left, notes, pairings."""
    said = language.gettext
    works = all_works()
    notes = {0: said(NOTE), 2: said(OTHER_NOTE)}
    titles = (
        (said("When the house is asleep"), said("Something that asks for nothing.")),
        (said("The main plate"), None),
        (said("Something sweet at the end"), None),
    )
    courses = tuple(
        CourseView(
            ident(FIRST + 300 + place), title, intent, tuple(_item(works, notes, at) for at in SERVED[place])
        )
        for place, (title, intent) in enumerate(titles)
    )
    (mood, blue, _), (_, _, cities), (wilds, _) = (course.items for course in courses)
    pairings = (
        (mood, blue, said("echo"), said(ECHO)),
        (
            cities,
            wilds,
            said("counterpoint"),
            said(COUNTERPOINT),
        ),
    )
    return MenuView(
        id=MenuId(ident(FIRST + 500)),
        slug="small-hours",
        title=said("Small Hours"),
        description=said(ABOUT),
        status="draft",
        visibility="public",
        version=7,
        courses=courses,
        pairings=tuple(
            PairingView(ident(FIRST + 400 + place), one.id, other.id, word, narrative)
            for place, (one, other, word, narrative) in enumerate(pairings)
        ),
        edition=None,
        lineage=None,
        created_at=NOW,
        updated_at=NOW,
    )


def all_works() -> tuple[ServedWork, ...]:
    """Every other one has a picture."""
    works = tuple(work(FIRST + number, *facts) for number, facts in enumerate(WORKS + ODD))
    return tuple(
        replace(each, cover_url=asset("specimen.svg")) if place in {1, 2, 5} else each
        for place, each in enumerate(works)
    )


def _item(works: tuple[ServedWork, ...], notes: dict[int, str], at: int) -> ItemView:
    return ItemView(ident(FIRST + 100 + at), ident(FIRST + 200 + at), works[at].id, works[at], notes.get(at))


def answers(language: Language) -> str:
    """As JSON that may stand inside a script element of a page."""
    menu = desk_menu(language)
    fine = PublishCheck(publishable=True, problems=(), advice=(), version=menu.version)
    document = Answers(
        now=NOW.isoformat(),
        balance=balance(_servings(menu)),
        ready=fine,
        unready=replace(fine, publishable=False, problems=problems(), advice=advice()),
        renderings={text: annotation_html(text) for text in (language.gettext(NOTE),)},
        works=found_works(),
        links=links(menu, NOW),
        qr=str(qr_inline(f"https://menus.example/m/{menu.slug}")),
    )
    return msgspec.json.encode(document).decode().replace("<", "\\u003c")


def found_works() -> tuple[MediaSuggestion, ...]:
    """All of them as a search finds them."""
    return tuple(msgspec.convert(each, MediaSuggestion, from_attributes=True) for each in all_works())


def past_of(language: Language) -> dict[str, Any]:
    """What the page of this menu's history shows: two editions, two days, and what changed since."""
    menu = replace(desk_menu(language), edition=EditionMark(2, NOW - timedelta(days=3)))
    said = language.gettext
    editions = tuple(
        EditionSummary(number, "", note, NOW - timedelta(days=3 + 20 * (2 - number)), None)
        for number, note in ((2, said("A better ending.")), (1, None))
    )
    revisions = (
        RevisionSummary(14, NOW - timedelta(minutes=12), Tally(edited=1)),
        RevisionSummary(9, NOW - timedelta(days=1, hours=2), Tally(added=2, moved=1, edited=3)),
    )
    changed = what_changed(replace(menu, courses=menu.courses[:2], pairings=menu.pairings[:1]), language)
    return {
        "menu": menu,
        "editions": editions,
        "days": days_of(revisions, "UTC"),
        "next_cursor": None,
        "compared": Compared("edition-2", "now", changed, asked=True),
    }


def problems() -> tuple[Problem, ...]:
    return (
        Problem("/courses/1/items", "empty-course", ""),
        Problem("/pairings/0/narrative", "pairing-without-narrative", ""),
    )


def advice() -> tuple[Problem, ...]:
    return (
        Problem("/description", "no-description", ""),
        Problem("/courses/0/items/1/annotation", "no-annotation", ""),
    )


def _servings(menu: MenuView) -> Servings:
    """Lengths, languages and countries are known of three works in four."""
    paired = {end for pairing in menu.pairings for end in (pairing.first_item_id, pairing.second_item_id)}
    served = [(course, item) for course in menu.courses for item in course.items]
    works = tuple(
        Serving(
            course_id=course.id,
            media_type=item.media.media_type,
            release_year=item.media.release_year,
            language=spoken,
            country=country,
            details={"runtime_minutes": minutes} if minutes else {},
            has_note=bool(item.annotation),
            is_paired=item.id in paired,
        )
        for place, (course, item) in enumerate(served)
        for minutes, spoken, country in (LENGTHS[place % len(LENGTHS)],)
    )
    return Servings(tuple(course.id for course in menu.courses), works)
