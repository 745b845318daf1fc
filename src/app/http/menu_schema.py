"""The JSON Schema of `menu.json`: `python -m app.http.menu_schema > docs/reference/menu.schema.json`."""

import json
import sys
from functools import cache
from inspect import cleandoc
from typing import Any, Final

import msgspec
from litestar import Controller, Response, get

from app.http.public import OPEN
from domain.menus.files import MenuFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
DAY: Final = {"cache-control": "public, max-age=86400"}


class MenuSchemaController(Controller):
    path = "/schemas/menu.json"
    opt = OPEN
    include_in_schema = False

    @get(sync_to_thread=False)
    def show_schema(self) -> Response[bytes]:
        """What a `menu.json` is, for programs that check one."""
        return Response(written().encode(), media_type="application/schema+json", headers=DAY)


@cache
def written() -> str:
    """The schema as it stands in the repository."""
    schema: dict[str, Any] = msgspec.json.schema(MenuFile)
    for kind in schema["$defs"].values():
        if "description" in kind:
            kind["description"] = cleandoc(kind["description"])
    return json.dumps({"$schema": DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(written())
