"""Pins by forms of a work's page: editors hold a value of a field, or let it go."""

from typing import Any
from uuid import UUID

import msgspec
from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import EDITOR
from app.http.catalog import Me
from app.web.answers import AnyRequest, see_other
from app.web.sent import SentForm, sent_form
from domain.catalog.errors import PinInvalid
from domain.catalog.pinning import Pinning
from domain.kernel import MediaItemId

Pins = NamedDependency[SkipValidation[Pinning]]


class PinPages(Controller):
    path = "/media/{media_id:uuid}/pins/{field:str}"
    opt = EDITOR

    @post()
    async def pin(
        self, request: AnyRequest, actor: Me, pinning: Pins, media_id: FromPath[UUID], field: FromPath[str]
    ) -> Response[Any]:
        """The value of a source, or one that stands on the page."""
        sent, work_id = await sent_form(request), MediaItemId(media_id)
        match sent.values:
            case {"source_name": source_name, "external_id": external_id}:
                await pinning.pin_source(actor, work_id, field, source_name, external_id)
            case _:
                await pinning.pin(actor, work_id, field, value_of(sent))
        return to_fields(media_id)

    @post("/remove")
    async def unpin(
        self, actor: Me, pinning: Pins, media_id: FromPath[UUID], field: FromPath[str]
    ) -> Response[Any]:
        """What sources say stands again."""
        await pinning.unpin(actor, MediaItemId(media_id), field)
        return to_fields(media_id)


def value_of(sent: SentForm) -> Any:
    """The value, which the page wrote as JSON. Raises PinInvalid."""
    try:
        return msgspec.json.decode(sent.values.get("value", ""))
    except msgspec.DecodeError as error:
        raise PinInvalid from error


def to_fields(work_id: UUID) -> Response[Any]:
    return see_other(f"/media/{work_id}?sources=1#fields")
