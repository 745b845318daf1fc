"""A form that was sent when its session had ended: what was typed, carried through signing in.

It is nowhere but in the pages that the same browser gets, and it is never sent on by itself: whoever signs in
looks at it first. Forms with passwords are not kept.
"""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, urlencode

from litestar.exceptions import HTTPException
from msgspec import Struct

from app.http.csrf import FIELD
from app.http.identity import identities
from app.web.answers import LOGIN, AnyRequest, local_path, wanted_page
from domain.kernel import DomainError

ACTION: Final = "kept-action"
NEXT: Final = "next"
PREFIX: Final = "kept."
MOST_CARRIED: Final = 128 * 1024
"""Bytes of a form that signing in takes along; what is larger is shown, to be copied."""
MOST_FIELDS: Final = 600
NOT_KEPT: Final = "password"
NOT_AGAIN: Final = frozenset({LOGIN, "/register", "/logout"})

Fields = tuple[tuple[str, str], ...]


class Kept(Struct, frozen=True):
    """Where a form was sent to, the page it stood on, and its fields in order."""

    action: str
    back: str
    fields: Fields

    @property
    def fits(self) -> bool:
        """Whether signing in can take it along."""
        carried = [(PREFIX + name, value) for name, value in self.fields]
        return len(carried) <= MOST_FIELDS and len(urlencode(carried)) <= MOST_CARRIED

    @property
    def carried(self) -> Fields:
        """The hidden fields of the form that signs in."""
        return ((ACTION, self.action), *((PREFIX + name, value) for name, value in self.fields))


async def kept_of(request: AnyRequest) -> Kept | None:
    """The form that the request carries, if one of our own pages sent it, and if it may be kept."""
    if request.method != "POST" or not identities(request).is_from_our_page(request):
        return None
    try:
        fields = (await request.form()).multi_items()
    except (DomainError, HTTPException):
        return None
    query = request.scope["query_string"].decode("latin-1")
    path = quote(request.scope["path"])
    return _kept(f"{path}?{query}" if query else path, wanted_page(request), fields)


async def carried_in(request: AnyRequest) -> Kept | None:
    """The form that was carried along with the one that signs in."""
    if not identities(request).is_from_our_page(request):
        return None
    sent = await request.form()
    action = local_path(str(sent.get(ACTION, "")), "")
    fields = [
        (name.removeprefix(PREFIX), value) for name, value in sent.multi_items() if name.startswith(PREFIX)
    ]
    return _kept(action, local_path(str(sent.get(NEXT, ""))), fields) if action else None


def _kept(action: str, back: str, fields: Iterable[tuple[str, object]]) -> Kept | None:
    texts = tuple((name, str(value)) for name, value in fields if name != FIELD)
    if action.partition("?")[0] in NOT_AGAIN or any(NOT_KEPT in name for name, _ in texts):
        return None
    return Kept(action, back, texts)
