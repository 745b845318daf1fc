"""Covers of our own as files: a name is made from the content, so a browser keeps them for good."""

from typing import Final

from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import ANONYMOUS
from domain.catalog.covers import CoverFiles
from domain.kernel import NotFound

FOR_GOOD: Final = {"cache-control": "public, max-age=31536000, immutable"}


class CoversController(Controller):
    path = "/covers"
    opt = ANONYMOUS
    include_in_schema = False

    @get("/{file:str}")
    async def show_cover(
        self, cover_files: NamedDependency[SkipValidation[CoverFiles]], file: FromPath[str]
    ) -> Response[bytes]:
        """Raises NotFound."""
        content = await cover_files.read(file)
        if content is None:
            raise NotFound("There is no such cover.")
        return Response(content, media_type="image/webp", headers=FOR_GOOD)
