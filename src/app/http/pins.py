"""Pins under /api/v1/media/{id}/pins: the word of an editor against whatever sources will say."""

from typing import Any, Final
from uuid import UUID

from litestar import Controller, delete, put
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody, SkipValidation
from msgspec import UNSET, Struct, UnsetType

from app.http.access import EDITOR
from app.http.catalog import PATH, Me, Origins, to_the_survivor
from domain.catalog.errors import PinInvalid, WorkMerged
from domain.catalog.pinning import Pinning
from domain.catalog.provenance import Provenance
from domain.catalog.views import FieldView
from domain.kernel import Actor, MediaItemId

PINS: Final = f"{PATH}/{{media_id:uuid}}/pins"
Pins = NamedDependency[SkipValidation[Pinning]]


class PinWish(Struct, frozen=True, forbid_unknown_fields=True):
    """A value of one's own, or the source whose value it shall be; null says that there is none."""

    value: Any | UnsetType = UNSET
    source_name: str | UnsetType = UNSET
    external_id: str | UnsetType = UNSET


class PinsController(Controller):
    path = PINS
    opt = EDITOR
    tags = ("media",)
    exception_handlers = {WorkMerged: to_the_survivor}  # noqa: RUF012 - Litestar's way

    @put("/{field:str}")
    async def pin_field(
        self,
        actor: Me,
        pinning: Pins,
        provenance: Origins,
        media_id: FromPath[UUID],
        field: FromPath[str],
        data: JSONBody[PinWish],
    ) -> FieldView:
        """Let a field keep a value, of one's own or of a source, against every later record."""
        work_id = MediaItemId(media_id)
        match data.value is UNSET, data.source_name, data.external_id:
            case False, UnsetType(), UnsetType():
                await pinning.pin(actor, work_id, field, data.value)
            case True, str(source_name), str(external_id):
                await pinning.pin_source(actor, work_id, field, source_name, external_id)
            case _:
                raise PinInvalid
        return await shown(provenance, actor, work_id, field)

    @delete("/{field:str}", status_code=200)
    async def unpin_field(
        self, actor: Me, pinning: Pins, provenance: Origins, media_id: FromPath[UUID], field: FromPath[str]
    ) -> FieldView:
        """Let a field have what sources say again, now and from now on."""
        work_id = MediaItemId(media_id)
        await pinning.unpin(actor, work_id, field)
        return await shown(provenance, actor, work_id, field)


async def shown(provenance: Provenance, viewer: Actor, work_id: MediaItemId, field: str) -> FieldView:
    """The field as it stands now."""
    fields = (await provenance.of(viewer, work_id)).fields
    return next(each for each in fields if each.field == field)
