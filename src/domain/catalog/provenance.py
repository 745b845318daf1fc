"""Who says what of a work: computed from what sources sent and what people said, kept nowhere."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from domain.catalog.fields import fields_of, is_known
from domain.catalog.ports import FieldReader, Said, Standing, WorkReader
from domain.catalog.views import FieldView, SaidView, SourceView, WorkSources
from domain.kernel import Actor, MediaItemId, UserId


class Reading(Struct, frozen=True):
    """A record of a source, and the fields of which it says something."""

    source: SourceView
    values: Mapping[str, Any]

    def said(self, field: str) -> SaidView:
        record = self.source
        return SaidView(self.values[field], record.source_name, record.external_id, record.fetched_at)


class Provenance:
    """Reads where a work comes from."""

    def __init__(self, works: WorkReader, read: FieldReader) -> None:
        self._works = works
        self._read = read

    async def of(self, viewer: Actor | None, work_id: MediaItemId) -> WorkSources:
        """Raises WorkNotFound. Somebody's own item has no fields here."""
        sources = await self._works.sources(viewer, work_id)
        standing = await self._works.standing(viewer, work_id)
        if standing.is_custom:
            return WorkSources(sources, ())
        said_by = readings(sources, self._read)
        viewer_id = viewer.user_id if viewer else None
        names = fields_of(standing.media_type)
        return WorkSources(sources, tuple(_field(name, standing, said_by, viewer_id) for name in names))


def readings(sources: Iterable[SourceView], read: FieldReader) -> tuple[Reading, ...]:
    """What each record says; the one that made the work comes first, the others as they came."""
    in_order = sorted(
        sources, key=lambda each: (not each.leads, each.first_seen_at, each.source_name, each.external_id)
    )
    return tuple(
        Reading(source, {name: value for name, value in read(source).items() if is_known(value)})
        for source in in_order
    )


def what_sources_say(field: str, said_by: Iterable[Reading]) -> Any:
    """The value by the rule that the first record leads and the others fill; null when none knows it."""
    return next((each.values[field] for each in said_by if field in each.values), None)


def _field(name: str, standing: Standing, said_by: Sequence[Reading], viewer_id: UserId | None) -> FieldView:
    value, pinned = standing.values.get(name), name in standing.pinned
    said = next((each for each in standing.said if each.field == name), None)
    people = (_shown(said),) if said else ()
    sources = tuple(each.said(name) for each in said_by if name in each.values)
    agreeing = people if said and pinned else tuple(each for each in sources if each.value == value)
    whose = agreeing[0] if agreeing and (pinned or is_known(value)) else None
    is_viewers = said is not None and viewer_id is not None and said.set_by == viewer_id
    return FieldView(
        field=name,
        value=value,
        pinned=pinned,
        source_name=whose.source_name if whose else None,
        external_id=whose.external_id if whose else None,
        seen_at=whose.seen_at if whose else None,
        competing=tuple(each for each in (*people, *sources) if is_known(each.value) and each.value != value),
        set_by_viewer=is_viewers and agreeing[:1] == people,
    )


def _shown(said: Said) -> SaidView:
    return SaidView(said.value, said.source_name, said.external_id, said.seen_at)
