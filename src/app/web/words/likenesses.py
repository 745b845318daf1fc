"""Two works side by side: what they share, where they differ, and why they may be one."""

from typing import Final

from msgspec import Struct

from app.web.languages import Language, mark
from app.web.words.facts import kind, known_facts, source_name
from app.web.words.lengths import extent
from domain.catalog.views import MediaView

REASONS: Final = {
    "same-titles": mark("same title and original title"),
    "same-title": mark("same title"),
    "same-original-title": mark("same original title"),
    "title-is-original-title": mark("the title of one is the original title of the other"),
    "original-titles-differ": mark("different original titles"),
    "same-year": mark("same year"),
    "year-apart": mark("a year apart"),
    "same-makers": mark("a maker in common"),
    "makers-unknown": mark("makers of one unknown"),
    "makers-differ": mark("different makers"),
    "kinds-differ": mark("different kinds"),
    "ids-of-one-record": mark("one record has ids of both"),
}


class Likeness(Struct, frozen=True):
    """One fact of both works; empty where it is not known of one."""

    label: str
    first: str
    second: str

    @property
    def is_shared(self) -> bool:
        return self.first == self.second


def likenesses(works: tuple[MediaView, MediaView], language: Language) -> list[Likeness]:
    """Every fact that is known of either, what identifies a work first."""
    told = [_told(work, language) for work in works]
    labels = dict.fromkeys(label for facts in told for label in facts)
    return [Likeness(label, *(facts.get(label, "") for facts in told)) for label in labels]


def reason(code: str, language: Language) -> str:
    """The words for what speaks for or against it."""
    return language.gettext(REASONS.get(code, code))


def _told(work: MediaView, language: Language) -> dict[str, str]:
    ids = (f"{source_name(link.source_name)} {link.external_key}" for link in work.external_links)
    facts = {
        language.gettext("Title"): work.title,
        language.gettext("Original title"): work.original_title or "",
        language.gettext("Kind"): kind(work.media_type, language),
        language.gettext("Released"): work.release_date or str(work.release_year or ""),
        language.gettext("Makers"): ", ".join(work.creators),
        language.gettext("Length"): extent(work.details, language),
        **dict(known_facts(work, language)),
        language.gettext("Elsewhere"): ", ".join(ids),
        language.gettext("Votes"): language.number(work.popularity) if work.popularity else "",
        language.gettext("Description"): work.description or "",
    }
    return {label: words for label, words in facts.items() if words}
