"""A pasted list on its page: the lines with works to choose from, and the text of all others."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from msgspec import Struct
from msgspec.structs import replace

from app.web.sent import SentForm
from app.web.words.facts import KINDS
from domain.catalog.pasted import lines_in
from domain.catalog.recognising import LineMatch, PastedList
from domain.kernel import Invalid, MediaItemId, Problem

PICK: Final = "pick-"


class Pasted(Struct, frozen=True):
    """`found` are lines with candidates, `picks` the works chosen by the line's place among them.

    An empty pick leaves its line in the list; one that is missing was not asked for yet.
    """

    text: str = ""
    found: tuple[LineMatch, ...] = ()
    picks: dict[str, str] = {}
    course_id: str = ""
    media_type: str = ""
    is_review: bool = False


class Chosen(Struct, frozen=True):
    """The works that were chosen, by the place of their line, and the course they go to."""

    course_id: UUID
    works: dict[str, MediaItemId]


def pasted_in(form: SentForm) -> Pasted:
    """The form with all its lines in the text, as if nothing had been looked for."""
    kind = form.values.get("media_type", "")
    return Pasted(
        text="\n".join(all_lines(form)),
        picks={
            name.removeprefix(PICK): value for name, value in form.values.items() if name.startswith(PICK)
        },
        course_id=form.values.get("course_id", ""),
        media_type=kind if kind in KINDS else "",
    )


def found_lines(form: SentForm) -> tuple[str, ...]:
    """The lines of which something was found before."""
    return lines_in(form.values.get("found", ""))


def all_lines(form: SentForm) -> tuple[str, ...]:
    """Those first, so that their places stay."""
    return (*found_lines(form), *lines_in(form.values.get("lines", "")))


def wished(form: SentForm) -> PastedList:
    return form.read(PastedList, lines=all_lines(form), media_type=pasted_in(form).media_type or None)


def reviewed(pasted: Pasted, matches: Iterable[LineMatch]) -> Pasted:
    """The list with what its lines mean; those of which nothing was found stay in the text."""
    answers = tuple(matches)
    return replace(
        pasted,
        text="\n".join(each.line for each in answers if not each.candidates),
        found=tuple(each for each in answers if each.candidates),
        is_review=True,
    )


def chosen_in(form: SentForm) -> Chosen:
    """Raises Invalid, also when nothing was chosen."""
    works = {place: work for place, work in pasted_in(form).picks.items() if work}
    if not works:
        at = Problem("/works", "nothing-chosen", "Choose at least one work.")
        raise Invalid("Nothing was chosen.", at)
    return form.read(Chosen, works=works)


def left_over(form: SentForm, chosen: Chosen) -> str:
    """The lines that are still in the list when the chosen works are on the menu."""
    left = (line for place, line in enumerate(found_lines(form)) if str(place) not in chosen.works)
    return "\n".join((*left, *lines_in(form.values.get("lines", ""))))
