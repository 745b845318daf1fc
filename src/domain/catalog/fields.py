"""The fields of a work of which sources and people may say different things, by name."""

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import structs

from domain.catalog.commands import WorkChange
from domain.catalog.details import KINDS
from domain.catalog.errors import FieldUnknown, WorkInvalid
from domain.catalog.model import Work
from domain.catalog.views import MediaType
from domain.credits import IN_CREDIT_LINE, OF_DETAILS
from domain.kernel import Problem

DETAILS: Final = "details."
OF_EVERY_WORK: Final = (
    *("title", "original_title", "media_class", "release_date", "creators", "genres", "language"),
    *("country_of_origin", "description", "cover_url", "canonical_url", "is_adult"),
)
"""`release_date` stands for the year too: `1979-05-25`, as much of it as is known, or a year before 1."""

COUNTED: Final = ("popularity", "details.avg_rating", "details.num_votes")
"""What sources count anew every day; nobody pins it."""
RATED: Final = frozenset({"film", "tv"})


def pinnable(media_type: MediaType) -> tuple[str, ...]:
    """The fields of that kind of work that may be pinned, in the order in which they are shown."""
    details = (DETAILS + name for name in KINDS[media_type].__struct_fields__)
    return (*OF_EVERY_WORK, *details)


def fields_of(media_type: MediaType) -> tuple[str, ...]:
    """All fields of that kind of work."""
    return pinnable(media_type) + (COUNTED if media_type in RATED else COUNTED[:1])


def values_of(work: Work) -> dict[str, Any]:
    """The value of each field that people may change."""
    details = structs.asdict(work.typed_details)
    year = None if work.release_year is None else str(work.release_year)
    return {
        **{name: getattr(work, name) for name in OF_EVERY_WORK},
        "media_class": None if work.media_class == work.media_type else work.media_class,
        "release_date": work.release_date or year,
        **{DETAILS + name: value for name, value in details.items()},
    }


def together_with(work: Work, field: str) -> tuple[str, ...]:
    """The field, and the creators where they are no more than the names in it: pins hold both or neither."""
    is_line = OF_DETAILS.get(field.removeprefix(DETAILS)) in IN_CREDIT_LINE and work.has_derived_creators
    return (field, "creators") if is_line else (field,)


def change_of(work: Work, field: str, value: Any) -> WorkChange:
    """The change that gives the field this value. Raises FieldUnknown, WorkInvalid at `/value`."""
    if field not in pinnable(work.media_type):
        raise FieldUnknown
    inside = field.removeprefix(DETAILS)
    facts = {field: value} if inside == field else {"details": {inside: value}}
    try:
        return msgspec.convert(facts, WorkChange)
    except msgspec.ValidationError as error:
        raise WorkInvalid("/value", "wrong-type", str(error)[:200]) from error


def pointing_at_value(refusal: WorkInvalid) -> WorkInvalid:
    """The same refusal, of a single value that was sent."""
    refusal.problems = tuple(Problem("/value", each.code, each.message) for each in refusal.problems)
    return refusal


def is_known(value: Any) -> bool:
    """Whether a source that gives this value says anything at all."""
    return bool(value)


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """The fields whose values are no longer the same, with the new ones."""
    return {field: value for field, value in after.items() if value != before[field]}
