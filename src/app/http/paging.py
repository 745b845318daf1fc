"""Keyset paging: opaque cursors of one list in one order, limits, and the Link to the next page."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from hashlib import blake2s
from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import urlencode

import msgspec
from litestar.params import QueryParameter

from app.http.json_guard import INT64
from app.http.refusals import CursorInvalid
from domain.kernel import Page

K = TypeVar("K")
T = TypeVar("T")

MAX_LIMIT: Final = 100

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_LIMIT, description="How many, at most.")]
CursorText = Annotated[
    str | None, QueryParameter(max_length=1_024, description="`next_cursor` of the page before.")
]

VERSION: Final = 1
MARK_BYTES: Final = 8


class Cursor(Generic[K]):
    """Makes and reads the cursors of one list in one order; `keys` is the type of the tuple that sorts it.

    >>> cursor = Cursor("menus", "newest", tuple[str, int])
    >>> cursor.read(cursor.written(("2026", 7)))
    ('2026', 7)

    The mark in front tells damaged and foreign cursors apart from ours; it is no secret and needs none,
    because a cursor only says where to go on.
    """

    def __init__(self, list_name: str, order: str, keys: type[K]) -> None:
        self._context = f"{VERSION}/{list_name}/{order}/".encode()
        self._decoder: msgspec.msgpack.Decoder[K] = msgspec.msgpack.Decoder(keys)

    def written(self, keys: K) -> str:
        content = msgspec.msgpack.encode(keys)
        return urlsafe_b64encode(self._mark(content) + content).rstrip(b"=").decode()

    def read(self, text: str | None) -> K | None:
        """The keys to go on after; None without a cursor. Raises CursorInvalid."""
        if text is None:
            return None
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
            mark, content = raw[:MARK_BYTES], raw[MARK_BYTES:]
            if mark != self._mark(content):
                raise CursorInvalid("The cursor is damaged or belongs to another list.")
            return _sound(self._decoder.decode(content))
        except (NotBase64, UnicodeError, msgspec.DecodeError) as error:
            raise CursorInvalid("The cursor is damaged or belongs to another list.") from error

    def _mark(self, content: bytes) -> bytes:
        return blake2s(self._context + content, digest_size=MARK_BYTES).digest()


def _sound(keys: K) -> K:
    """Anybody can compute the mark, so the keys are trusted no more than any other input."""
    for key in keys if isinstance(keys, tuple) else (keys,):
        nul = isinstance(key, str) and "\0" in key
        too_big = isinstance(key, int) and key not in INT64
        if nul or too_big or (isinstance(key, datetime) and not _is_moment(key)):
            raise CursorInvalid("The cursor is damaged or belongs to another list.")
    return keys


def _is_moment(time: datetime) -> bool:
    """Whether it has a zone, and lies in the years that we know when it is told in UTC."""
    try:
        return time.tzinfo is not None and bool(time.astimezone(UTC))
    except OverflowError:
        return False


def next_link(path: str, query: Mapping[str, Any], cursor: str | None) -> dict[str, str]:
    """The `Link` header of a page that has a next one, as headers to add; empty on the last page."""
    if cursor is None:
        return {}
    kept = {name: value for name, value in query.items() if value is not None and name != "cursor"}
    return {"link": f'<{path}?{urlencode({**kept, "cursor": cursor}, doseq=True)}>; rel="next"'}


def page_of(found: Sequence[T], limit: int, cursor_after: Callable[[T], str]) -> Page[T]:
    """One page of what was found when one more than `limit` was asked for."""
    items = tuple(found[:limit])
    more = len(found) > limit
    return Page(items, cursor_after(items[-1]) if more else None)
