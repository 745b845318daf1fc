"""What public menus say of a work on the design system page: the company that it keeps."""

from datetime import timedelta
from typing import Final

from app.web.languages import Language
from app.web.specimens.works import LONG, NOW, RIGHT_TO_LEFT, WORKS, ident, work
from domain.catalog.views import MediaView
from domain.kernel import MediaItemId, MenuId
from domain.menus.company import Company, PairedWith, Partner, PublicMark, Quotation, ServedIn
from domain.menus.views import Curator, EditionMark

NOBODY: Final = Company(0, (), 0, ())


def company(media: MediaView, language: Language) -> Company:
    """More than is shown: quoted twice with the same words, once with others, by a work of one's own too."""
    said = language.gettext
    marks = (_mark(1, said("Small Hours")), _mark(2, LONG), _mark(3, RIGHT_TO_LEFT))
    narrative = said("Both leave the important note out, and trust you to hear it.")
    echo = tuple(Quotation(said("echo"), narrative, ident(9_410), mark) for mark in marks[:2])
    other = Quotation(said("counterpoint"), RIGHT_TO_LEFT, ident(9_411), marks[2])
    notes = (narrative, None, RIGHT_TO_LEFT)
    menus = tuple(
        ServedIn(MenuId(ident(9_420 + n)), mark, said("When the house is asleep"), ident(9_430 + n), notes[n])
        for n, mark in enumerate(marks)
    )
    return Company(
        menu_count=27,
        menus=menus,
        work_count=9,
        works=(
            PairedWith(_partner(5), 5, (*echo, other)),
            PairedWith(_partner(2, is_custom=True), 1, (other,)),
        ),
    )


def _mark(number: int, title: str) -> PublicMark:
    published = NOW - timedelta(days=9 * number)
    return PublicMark(
        f"menu-{number}", title, Curator("ada", "Ada Wiśniewska"), EditionMark(number, published)
    )


def _partner(place: int, *, is_custom: bool = False) -> Partner:
    shown = work(9_440 + place, *WORKS[place])
    return Partner(
        MediaItemId(shown.id),
        shown.media_type,
        shown.title,
        shown.release_year,
        shown.creators,
        None,
        is_custom,
    )
