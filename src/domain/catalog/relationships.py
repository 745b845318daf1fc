"""What one work is to another: the words for it, and a relationship that is one value from both sides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import force_setattr

from domain.catalog.errors import RelatedToItself, WorkInvalid
from domain.catalog.views import MediaSuggestion
from domain.kernel import MediaItemId
from domain.texts import composed

Relation = Literal[
    "sequel",
    "prequel",
    "adaptation",
    "adapted-from",
    "spin-off",
    "spin-off-of",
    "shared-universe",
    "crossover",
    "remake",
    "remake-of",
]
"""What the other work is to this one, in the order in which they are listed."""

OPPOSITE: Mapping[Relation, Relation] = {
    "sequel": "prequel",
    "adaptation": "adapted-from",
    "spin-off": "spin-off-of",
    "shared-universe": "shared-universe",
    "crossover": "crossover",
    "remake": "remake-of",
}
"""Each relation that is kept, and how it reads from the other side."""

INVERSE: Mapping[Relation, Relation] = {**OPPOSITE, **{other: kept for kept, other in OPPOSITE.items()}}
NOTES = 500
HEAVIEST = 1_000
DEEPEST = 5
"""Steps that a walk through the graph may take."""


class Relationship(Struct, frozen=True):
    """`related_media_item_id` is the `relation_type` of `media_item_id`: its sequel, its remake.

    However it is said, the value is the same: it turns itself to a relation that is kept, and works that are
    the same to each other stand in the order of their ids. So no pair holds one meaning twice.
    """

    media_item_id: MediaItemId
    related_media_item_id: MediaItemId
    relation_type: Relation
    created_at: datetime
    notes: str | None = None
    weight: float = 1.0

    def __post_init__(self) -> None:
        if self.media_item_id == self.related_media_item_id:
            raise RelatedToItself
        if not 0 <= self.weight <= HEAVIEST:
            raise WorkInvalid("/weight", "out-of-range", f"A weight lies between 0 and {HEAVIEST}.")
        force_setattr(self, "notes", _tidy(self.notes))
        if _is_turned(self.media_item_id, self.related_media_item_id, self.relation_type):
            turned = self.media_item_id
            force_setattr(self, "media_item_id", self.related_media_item_id)
            force_setattr(self, "related_media_item_id", turned)
            force_setattr(self, "relation_type", INVERSE[self.relation_type])


class RelationWish(Struct, frozen=True, forbid_unknown_fields=True):
    """What may be said of a relationship: why it is one, and how much it counts; the heavier come first."""

    notes: str | None = None
    weight: float = 1.0


class RelationView(Struct, frozen=True):
    """A relationship as its first work sees it: the second is its `relation_type`."""

    media_item_id: MediaItemId
    related_media_item_id: MediaItemId
    relation_type: Relation
    notes: str | None
    weight: float
    created_at: datetime


class RelatedWork(Struct, frozen=True):
    """Another work, and the way to it.

    `relation_type` is what it is to the work `via`, one step before. `path` has the relation of each step
    from the work that was asked for, `distance` their number. Notes and weight are those of the last step.
    """

    relation_type: Relation
    media: MediaSuggestion
    notes: str | None
    weight: float
    created_at: datetime
    distance: int
    path: tuple[Relation, ...]
    via: MediaItemId


class RelatedPage(Struct, frozen=True):
    """All that was reached, nearest first, on one page; incomplete where it is more than anybody reads."""

    items: tuple[RelatedWork, ...]
    is_complete: bool = True
    next_cursor: None = None


def seen_from(work_id: MediaItemId, kept: Relationship) -> RelationView:
    """The relationship from the side of that work."""
    facts: dict[str, Any] = {"notes": kept.notes, "weight": kept.weight, "created_at": kept.created_at}
    if work_id == kept.media_item_id:
        return RelationView(work_id, kept.related_media_item_id, kept.relation_type, **facts)
    return RelationView(work_id, kept.media_item_id, INVERSE[kept.relation_type], **facts)


def _is_turned(one: MediaItemId, other: MediaItemId, relation: Relation) -> bool:
    return relation not in OPPOSITE or (OPPOSITE[relation] == relation and one > other)


def _tidy(notes: str | None) -> str | None:
    tidy = composed(notes or "").strip()
    if len(tidy) > NOTES:
        raise WorkInvalid("/notes", "text-too-long", f"At most {NOTES} characters fit here.")
    return tidy or None
