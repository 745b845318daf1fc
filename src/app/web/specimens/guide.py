"""What the components of pages show: works of every kind, a small menu, forms that were refused."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from app.web.forms import FormState
from app.web.languages import Language
from app.web.specimens.past import editions, links, what_changed
from app.web.specimens.works import LONG, NOW, RIGHT_TO_LEFT, WORKS, film_of, ident, work
from app.web.static_files import asset
from domain.catalog.views import MediaView
from domain.kernel import MenuId
from domain.menus.balance import Balance, Serving, Servings, balance
from domain.menus.differences import Differences
from domain.menus.sharing import ShareLink
from domain.menus.views import (
    CourseView,
    CoverView,
    Curator,
    DirectoryEntry,
    EditionMark,
    ItemView,
    MenuSummary,
    MenuView,
    PairingView,
    PublicEdition,
    ServedWork,
)

SCHEMES: Final = ("light", "dark")


class Guide(Struct, frozen=True):
    """What one side of the page shows, light or dark; its ids are its own."""

    name: str
    works: tuple[ServedWork, ...]
    pictured: tuple[ServedWork, ...]
    menu: MenuView
    balance: Balance
    bills: tuple[MenuSummary, ...]
    listed: tuple[DirectoryEntry, ...]
    pair: tuple[MediaView, MediaView]
    plain: FormState
    wrong: FormState
    changed: Differences
    editions: tuple[PublicEdition, ...]
    links: tuple[ShareLink, ...]


def guides(language: Language) -> tuple[Guide, ...]:
    return tuple(_guide(scheme, place * 1_000, language) for place, scheme in enumerate(SCHEMES))


def _guide(name: str, offset: int, language: Language) -> Guide:
    said = language.gettext
    works = tuple(work(offset + number, *facts) for number, facts in enumerate(WORKS))
    odd = (
        work(offset + 20, "film", LONG, 1964, "Stanley Kubrick"),
        work(offset + 21, "film", RIGHT_TO_LEFT, 1999, "عباس کیارستمی"),
    )
    pictures = tuple(replace(work, cover_url=asset("specimen.svg")) for work in works[::2])
    menu = _menu(offset, works if name == "light" else works[2:] + works[:2], language)
    wrong = {
        "title": said("Something has to stand here."),
        "kind": said("Choose one of those that are offered."),
    }
    problems = {**wrong, "": said("The kitchen is busy. Try again in a few seconds.")}
    return Guide(
        name=name,
        works=works + odd,
        pictured=pictures,
        menu=menu,
        balance=balance(_servings(menu)),
        bills=(bills := _bills(offset, works, language)),
        listed=tuple(_listed(bill) for bill in bills[:2]),
        pair=(film_of(works[0]), replace(film_of(works[0]), id=works[1].id, release_year=2001, genres=())),
        plain=FormState(f"{name}-plain"),
        wrong=FormState(f"{name}-wrong", {"title": "", "kind": "opera"}, problems),
        changed=what_changed(menu, language),
        editions=editions(menu, NOW, language),
        links=links(menu, NOW),
    )


def _menu(offset: int, works: tuple[ServedWork, ...], language: Language) -> MenuView:
    """Two courses of two works, one note and one pairing."""
    said = language.gettext
    note = said("A film, a book, a game, a record, and a note in your own words: why this, why now.")
    items = tuple(
        ItemView(
            ident(offset + 100 + place),
            ident(offset + 200 + place),
            work.id,
            work,
            note if place == 0 else None,
        )
        for place, work in enumerate(works[:4])
    )
    courses = (
        CourseView(
            ident(offset + 300),
            said("When the house is asleep"),
            said("Something that asks for nothing."),
            items[:2],
        ),
        CourseView(ident(offset + 301), said("Still awake"), None, items[2:]),
    )
    narrative = said("Both leave the important note out, and trust you to hear it.")
    pairing = PairingView(ident(offset + 400), items[0].id, items[2].id, said("echo"), narrative)
    return MenuView(
        id=MenuId(ident(offset + 500)),
        slug="small-hours",
        title=said("Small Hours"),
        description=None,
        status="draft",
        visibility="public",
        version=1,
        courses=courses,
        pairings=(pairing,),
        edition=None,
        lineage=None,
        created_at=NOW,
        updated_at=NOW,
    )


def _servings(menu: MenuView) -> Servings:
    works = tuple(
        Serving(
            course_id=course.id,
            media_type=item.media.media_type,
            release_year=item.media.release_year,
            language=None,
            country=None,
            details={"runtime_minutes": 98},
            has_note=bool(item.annotation),
            is_paired=True,
        )
        for course in menu.courses
        for item in course.items
    )
    return Servings(tuple(course.id for course in menu.courses), works)


def _bills(offset: int, works: tuple[ServedWork, ...], language: Language) -> tuple[MenuSummary, ...]:
    """Published with five covers, by link only with one and a long title, a draft with none."""
    covers = tuple(
        CoverView(work.id, work.media_type, work.title, work.creators, work.cover_url) for work in works[:5]
    )
    draft = MenuSummary(
        id=MenuId(ident(offset + 600)),
        slug="small-hours",
        title=language.gettext("Small Hours"),
        description=None,
        status="draft",
        visibility="public",
        version=1,
        course_count=0,
        item_count=0,
        media_types=(),
        covers=(),
        edition=None,
        archived_at=None,
        created_at=NOW,
        updated_at=NOW,
    )
    out = replace(draft, id=MenuId(ident(offset + 601)), status="published", edition=EditionMark(1, NOW))
    return (
        replace(out, covers=covers, course_count=3, item_count=8),
        replace(
            out,
            id=MenuId(ident(offset + 602)),
            visibility="unlisted",
            title=LONG,
            covers=covers[2:3],
            course_count=1,
            item_count=1,
        ),
        draft,
    )


def _listed(bill: MenuSummary) -> DirectoryEntry:
    """The same menu in the directory."""
    return DirectoryEntry(
        slug=bill.slug,
        title=bill.title,
        description=None,
        curator=Curator("ada", "Ada Wiśniewska"),
        edition=bill.edition or EditionMark(1, NOW),
        course_count=bill.course_count,
        item_count=bill.item_count,
        media_types=tuple(cover.media_type for cover in bill.covers),
        covers=bill.covers,
        fork_count=len(bill.covers),
    )
