"""What editors do to single fields of works: pin a value, of their own or of a source, and unpin it."""

from typing import Any

from domain.catalog.errors import (
    EditorsOnly,
    FieldUnknown,
    OwnItem,
    ReadingUnknown,
    WorkInvalid,
    WorkNotFound,
)
from domain.catalog.fields import change_of, pinnable, pointing_at_value, together_with, values_of
from domain.catalog.model import Work
from domain.catalog.pasted import KeyWritten
from domain.catalog.ports import FieldReader, Shelves, Word
from domain.catalog.provenance import Reading, readings, what_sources_say
from domain.catalog.service import with_change
from domain.kernel import Actor, Begin, MediaItemId


class Pinning:
    """Use cases of editors. All raise WorkNotFound, EditorsOnly, OwnItem and FieldUnknown.

    Creators that are no more than the names in a field are pinned and unpinned with it.
    """

    def __init__(self, begin: Begin[Shelves], read: FieldReader, key_written: KeyWritten) -> None:
        self._begin = begin
        self._read = read
        self._key_written = key_written

    async def pin(self, actor: Actor, work_id: MediaItemId, field: str, value: Any) -> None:
        """Let the field have this value for good. Raises WorkInvalid that points at `/value`."""
        async with self._begin(actor) as shelves:
            work = self._with_value(await _of_sources(shelves, actor, work_id), field, value)
            await shelves.works.pin(work, _words(work, field, actor.user_id))

    async def pin_source(
        self, actor: Actor, work_id: MediaItemId, field: str, source_name: str, external_id: str
    ) -> None:
        """Let the field have for good what this record says now. Raises ReadingUnknown, WorkInvalid."""
        async with self._begin(actor) as shelves:
            work = await _of_sources(shelves, actor, work_id)
            said_by = readings(await shelves.works.sources(work_id), self._read)
            reading = _of_record(said_by, source_name, external_id)
            if field not in reading.values:
                raise ReadingUnknown
            work = self._with_value(work, field, reading.values[field])
            whence = (source_name, external_id, reading.source.fetched_at)
            await shelves.works.pin(work, _words(work, field, actor.user_id, *whence))

    async def unpin(self, actor: Actor, work_id: MediaItemId, field: str) -> None:
        """Let the field have what sources say, and follow them; nothing happens to one that is not pinned."""
        async with self._begin(actor) as shelves:
            work = await _of_sources(shelves, actor, work_id)
            if field not in pinnable(work.media_type):
                raise FieldUnknown
            if field not in work.pinned:
                return
            said_by = readings(await shelves.works.sources(work_id), self._read)
            for each in together_with(work, field):
                work = self._fallen_back(work, each, said_by)
                await shelves.works.unpin(work, each)

    def _with_value(self, work: Work, field: str, value: Any) -> Work:
        """The work with this value of the field. Raises FieldUnknown, WorkInvalid that points at `/value`."""
        change = change_of(work, field, value)
        try:
            return with_change(work, change, self._key_written)
        except WorkInvalid as refusal:
            raise pointing_at_value(refusal) from refusal

    def _fallen_back(self, work: Work, field: str, said_by: tuple[Reading, ...]) -> Work:
        """A value that no source gives, and a work cannot be without, stays until one does."""
        value = what_sources_say(field, said_by)
        if field == "is_adult":
            value = bool(value)
        try:
            return self._with_value(work, field, value)
        except WorkInvalid:
            return work


def _words(work: Work, field: str, *whose: Any) -> list[Word]:
    values = values_of(work)
    return [Word(each, values[each], *whose) for each in together_with(work, field)]


async def _of_sources(shelves: Shelves, actor: Actor, work_id: MediaItemId) -> Work:
    work = await shelves.works.get(work_id)
    if work.is_custom:
        raise OwnItem if work.owner_id == actor.user_id else WorkNotFound
    if actor.role == "user":
        raise EditorsOnly
    return work


def _of_record(said_by: tuple[Reading, ...], source_name: str, external_id: str) -> Reading:
    for each in said_by:
        if (each.source.source_name, each.source.external_id) == (source_name, external_id):
            return each
    raise ReadingUnknown
