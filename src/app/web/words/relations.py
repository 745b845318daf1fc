"""The words for what works are to one another, and related works in groups under them."""

from collections.abc import Iterable

from app.web.languages import Language, mark
from domain.catalog.relationships import RelatedWork, Relation

Group = tuple[str, list[RelatedWork]]
"""A heading and the works below it."""

HEADINGS: dict[Relation, str] = {
    "sequel": mark("Sequel"),
    "prequel": mark("Sequel to"),
    "adaptation": mark("Adapted as"),
    "adapted-from": mark("Adapted from"),
    "spin-off": mark("Spin-off"),
    "spin-off-of": mark("Spin-off of"),
    "shared-universe": mark("In the same universe"),
    "crossover": mark("Crossover with"),
    "remake": mark("Remade as"),
    "remake-of": mark("Remake of"),
}
MADE_LATER, MADE_EARLIER = mark("Prequel"), mark("Prequel to")
"""What was made after the work that it precedes, and the other way round."""

CHOICES: dict[Relation, str] = {
    "sequel": mark("its sequel"),
    "prequel": mark("its prequel: what happened before"),
    "adaptation": mark("an adaptation of it"),
    "adapted-from": mark("what it was adapted from"),
    "spin-off": mark("a spin-off of it"),
    "spin-off-of": mark("what it is a spin-off of"),
    "shared-universe": mark("set in the same universe"),
    "crossover": mark("a crossover with it"),
    "remake": mark("a remake of it"),
    "remake-of": mark("what it is a remake of"),
}
"""How the forms of editors go on after "The other work is"."""


def grouped(year: int | None, related: Iterable[RelatedWork], language: Language) -> list[Group]:
    """The works around one that came out in `year`, under headings, in their order."""
    groups: dict[str, list[RelatedWork]] = {}
    for work in related:
        groups.setdefault(heading(work.relation_type, year, work.media.release_year), []).append(work)
    return [(language.gettext(words), works) for words, works in groups.items()]


def heading(relation: Relation, this_year: int | None, other_year: int | None) -> str:
    """Nobody calls the first film a prequel of the second: that word is for what was made afterwards."""
    if this_year is not None and other_year is not None:
        if relation == "prequel" and other_year > this_year:
            return MADE_LATER
        if relation == "sequel" and other_year < this_year:
            return MADE_EARLIER
    return HEADINGS[relation]


def choices(language: Language) -> list[tuple[str, str]]:
    return [(relation, language.gettext(words)) for relation, words in CHOICES.items()]
