"""What the parts of a work's page show: what it is to others, its company, tags, sources, one's own state."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from app.web.forms import FormState
from app.web.languages import Language
from app.web.pages import Search, Viewer
from app.web.reading.own_states import Own
from app.web.reading.works import Around
from app.web.specimens.desk import found_works
from app.web.specimens.quoted import NOBODY, company
from app.web.specimens.works import LONG, NOW, RIGHT_TO_LEFT, WORKS, film_of, work
from app.web.words.relations import choices, grouped
from app.web.words.states import SCALES
from domain.catalog.classes import tree_of
from domain.catalog.relationships import RelatedWork
from domain.catalog.views import ClassView, FieldView, MediaSuggestion, MediaView, SaidView
from domain.tracking.model import State

READER = Viewer("ada", "Ada")


class WorkParts(Struct, frozen=True):
    """The same work for whoever asks: `around` is what stands beside it, by who looks and what they did."""

    viewer: Viewer
    media: MediaView
    tagged: MediaView
    around: dict[str, Around]
    refused: dict[str, FormState]
    fields: tuple[FieldView, ...]
    classes: tuple[ClassView, ...]
    nothing: Search
    narrowed: Search


def work_parts(language: Language) -> WorkParts:
    media = replace(film_of(work(9_300, *WORKS[0])), genres=())
    return WorkParts(
        viewer=READER,
        media=media,
        tagged=replace(media, tags=("slow cinema", RIGHT_TO_LEFT), own_tags=("for Marta", LONG)),
        around=_around(media, language),
        refused=_refused(language),
        fields=_fields(),
        classes=tree_of(
            {"film.feature": (612_340, False), "book.novel": (310, True), "music.album": (41, True)}
        ),
        nothing=Search(),
        narrowed=Search(
            q="night",
            media_type="film",
            year_from=1960,
            year_to=1979,
            genre=RIGHT_TO_LEFT,
            language="tlh",
            sort="newest",
        ),
    )


def _around(media: MediaView, language: Language) -> dict[str, Around]:
    works = found_works()
    related = (
        _related(works[2], "adapted-from", language.gettext("A better ending."), media),
        _related(works[0], "sequel", None, media),
        _related(works[8], "crossover", None, media),
        _related(works[9], "crossover", None, media),
    )
    stranger = Around(
        groups=grouped(media.release_year, related, language),
        is_complete=True,
        has_universe=True,
        is_editor=False,
        choices=choices(language),
        search=Search(),
        company=company(media, language),
    )
    editor = replace(stranger, is_editor=True, is_complete=False)
    nothing = replace(stranger, groups=[], has_universe=False, company=NOBODY)
    return {
        "stranger": stranger,
        "editor": editor,
        "editor-alone": replace(nothing, is_editor=True),
        "found": replace(editor, groups=[], search=Search(q="o", results=works[:3])),
        "missed": replace(editor, groups=[], search=Search(q="Szczebrzeszyn")),
        "keeps-nothing": replace(nothing, own=Own(None, SCALES["ten"])),
        "keeps": replace(nothing, own=Own(_state(media), SCALES["hundred"])),
    }


def _related(other: MediaSuggestion, relation: Any, notes: str | None, media: MediaView) -> RelatedWork:
    return RelatedWork(relation, other, notes, 1.0, NOW, 1, (relation,), media.id)


def _state(media: MediaView) -> State:
    return State(
        media_item_id=media.id,
        status="in-progress",
        rating=7.5,
        is_favorite=True,
        notes=f"{media.title}\n{RIGHT_TO_LEFT}",
        progress=40,
        progress_unit="percent",
        started_at=NOW,
        completed_at=None,
        meta_snapshot={},
        version=3,
        created_at=NOW,
        updated_at=NOW,
    )


def _refused(language: Language) -> dict[str, FormState]:
    silent = language.gettext("Something has to stand here.")
    wrong = language.gettext("Choose one of those that are offered.")
    busy = language.gettext("The kitchen is busy. Try again in a few seconds.")
    return {
        "state": FormState("state", {"rating": "11", "notes": LONG}, {"rating": wrong, "": busy}),
        "tag": FormState("tag", {"name": ""}, {"name": silent, "": busy}),
        "relate": FormState("relate", {"weight": "-1"}, {"weight": wrong, "related_id": wrong, "": busy}),
    }


def _fields() -> tuple[FieldView, ...]:
    """Disputed, left empty on purpose and pinned, pinned, of an earlier record; and one that nobody knows."""
    others = (SaidView("Fa yeung nin wah", "tmdb", "movie/843", NOW), SaidView(LONG, "editor", None, NOW))
    return (
        FieldView("title", WORKS[0][1], False, "imdb", "tt0118694", NOW, others),
        FieldView(
            "original_title", None, True, "editor", None, NOW, (SaidView("花樣年華", "tmdb", "843", NOW),)
        ),
        FieldView("genres", ["Drama"], True, "tmdb", "843", NOW, ()),
        FieldView("is_adult", False, False, None, None, None, ()),
        FieldView("popularity", 101_234, False, "imdb", "tt0118694", NOW, ()),
        FieldView("country_of_origin", None, False, None, None, None, ()),
    )
