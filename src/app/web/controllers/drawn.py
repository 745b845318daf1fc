"""What the editor has drawn by the server: a note as readers will see it, an address as a QR code."""

from typing import Annotated, Final

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, SkipValidation
from msgspec import Meta, Struct

from app.http.access import BY_SESSION, SIGNED_IN
from app.http.bodies import JSON
from app.http.links import PublicLinks
from app.http.refusals import invalid
from app.web.annotations import annotation_html
from app.web.formats.qr import LONGEST, qr_inline
from domain.menus import words

SVG: Final = "image/svg+xml"


class Markdown(Struct, frozen=True, forbid_unknown_fields=True):
    """A note in the small Markdown of menus, at most 4,000 characters."""

    markdown: str


class Rendered(Struct, frozen=True):
    """The note as safe HTML; empty for nothing but blanks."""

    html: str


class Address(Struct, frozen=True, forbid_unknown_fields=True):
    """An address of this service."""

    text: Annotated[str, Meta(max_length=LONGEST)]


class AnnotationsController(Controller):
    path = "/api/v1/annotations"
    opt = SIGNED_IN
    tags = ("menus",)

    @post("/preview", status_code=200)
    async def preview_annotation(self, data: JSONBody[Markdown]) -> Rendered:
        """A note as it will stand on the public page, by the very function of that page."""
        note = words.optional(data.markdown, words.ANNOTATION, "/markdown")
        return Rendered(annotation_html(note))


class QrController(Controller):
    path = "/studio/qr"
    opt = {**BY_SESSION, "accepts": JSON, "errors": "problem"}  # noqa: RUF012 - Litestar's way
    include_in_schema = False

    @post(status_code=200)
    async def draw(
        self, data: JSONBody[Address], public_links: NamedDependency[SkipValidation[PublicLinks]]
    ) -> Response[str]:
        """A share link is a secret: its code is drawn from what the editor holds, and kept nowhere."""
        if not data.text.startswith(f"{public_links.base_url}/") or not data.text.isprintable():
            raise invalid("/text", "address-foreign", "Only addresses of this service are drawn.")
        return Response(qr_inline(data.text), media_type=SVG, headers={"cache-control": "no-store"})
