"""Styles, scripts, fonts and the icon: kept for good under an address that names their content."""

import errno
import mimetypes
from typing import Any, Final

from litestar.datastructures import MutableScopeHeaders
from litestar.file_system import BaseLocalFileSystem
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, Message, PathType, Receive, Scope, Send
from litestar.types.file_types import FileInfo

from app.http.access import ANONYMOUS
from app.http.etags import is_unchanged
from app.web.static_files import STATIC

FOR_GOOD = "public, max-age=31536000, immutable"
ASK_FIRST = "public, no-cache"
IMPOSSIBLE: Final = frozenset({errno.ENAMETOOLONG, errno.ENOTDIR})
"""What systems say of names that no file can have."""

mimetypes.add_type("font/woff2", ".woff2")  # not every system's table has it


def cached(app: ASGIApp) -> ASGIApp:
    """Middleware: `?v=` names the content, so that it never changes; whatever else is asked for again."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        is_known = False

        async def send_marked(message: Message) -> None:
            nonlocal is_known
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableScopeHeaders.from_message(message)
                is_marked = scope["query_string"].startswith(b"v=")
                headers["cache-control"] = FOR_GOOD if is_marked else ASK_FIRST
                is_known = is_unchanged(held_by(scope), headers["etag"])
                if is_known:
                    message["status"] = 304
                    del headers["content-length"]
            if is_known and message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        await app(scope, receive, send_marked)

    return call


def held_by(scope: Scope) -> str | None:
    """If-None-Match: what the browser has."""
    held = (value for name, value in scope["headers"] if name == b"if-none-match")
    return next((value.decode("latin-1") for value in held), None)


class StaticFileSystem(BaseLocalFileSystem):
    """The local one, where a name that no file can have is one that no file has."""

    async def info(self, path: PathType, **kwargs: Any) -> FileInfo:
        """Raises FileNotFoundError."""
        try:
            return await super().info(path, **kwargs)
        except OSError as error:
            if error.errno in IMPOSSIBLE:
                raise FileNotFoundError from error
            raise


static_files = create_static_files_router(
    "/static", [STATIC], file_system=StaticFileSystem(), opt=ANONYMOUS, middleware=[cached]
)
