"""Reads JSON bodies strictly into the type that the handler declares, with pointers to what is wrong."""

import re
from typing import Any

import msgspec
from litestar import Request
from litestar.handlers import BaseRouteHandler
from litestar.types import Empty

from app.http.json_guard import escaped
from app.http.refusals import MalformedJson, TooDeep
from domain.kernel import Invalid, Problem

WHERE = re.compile(r" - at `\$(?P<path>[^`]*)`$")
NAMED = re.compile(r"^Object (?P<fault>contains unknown|missing required) field `(?P<name>.*)`$", re.DOTALL)
FAULTS = {"contains unknown": "unknown-field", "missing required": "missing-field"}
CODES = (
    ("out of range", "number-out-of-range"),
    ("of length", "wrong-length"),
    (", got ", "wrong-type"),
    (" >", "out-of-range"),
    (" <", "out-of-range"),
)

SAID_BETTER = frozenset({"wrong-type", "wrong-length", "out-of-range"})
MESSAGES = {
    "unknown-field": "This field is not known here.",
    "missing-field": "This field is required.",
    "number-out-of-range": "This number is too big.",
    "wrong-length": "This text or list is shorter or longer than allowed.",
    "wrong-type": "Another type is expected here.",
    "out-of-range": "This number is smaller or larger than allowed.",
    "invalid-value": "This is not one of the values, or not in the form, that is allowed here.",
}
"""What each code means. The answer may say more than this where msgspec does."""

_decoders: dict[Any, msgspec.json.Decoder[Any]] = {}


class StrictRequest(Request[Any, Any, Any]):
    """Litestar decodes bodies untyped and converts them leniently ("5" becomes 5); this does neither."""

    async def json(self) -> Any:
        """The body as the type of the handler's `data`.

        Raises MalformedJson, TooDeep, and Invalid with a pointer.
        """
        if self._json is Empty:
            self._json = decoded(await self.body() or b"null", body_type(self.route_handler))
        return self._json


def body_type(handler: BaseRouteHandler) -> Any:
    """What the handler's `data` is declared to be; anything, when it declares none."""
    field = handler.parsed_data_field
    return Any if field is None else field.annotation


def decoded(body: bytes, wanted: Any) -> Any:
    """JSON as a value of the wanted type; refusals as above, the domain's own pass through."""
    decoder = _decoders.get(wanted)
    if decoder is None:
        decoder = _decoders[wanted] = msgspec.json.Decoder(wanted)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise Invalid("The body does not have the expected form.", problem_of(str(error))) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise MalformedJson("The body is not valid JSON.") from error
    except RecursionError as error:
        raise TooDeep("The body nests too deep.") from error


def problem_of(message: str) -> Problem:
    """msgspec's words for one fault, with its `$.courses[0].title` made the pointer `/courses/0/title`."""
    where = WHERE.search(message)
    what = message[: where.start()] if where else message
    pointer = _pointer(where["path"]) if where else ""
    if named := NAMED.match(what):
        code = FAULTS[named["fault"]]
        return Problem(f"{pointer}/{escaped(named['name'])}", code, MESSAGES[code])
    code = next((code for sign, code in CODES if sign in what), "invalid-value")
    return Problem(pointer, code, what if code in SAID_BETTER else MESSAGES[code])


def _pointer(path: str) -> str:
    """`.courses[0].title` as `/courses/0/title`; msgspec writes `[...]` for a key it does not name."""
    return re.sub(r"\[(\d+)\]|\[\.\.\.\]|\.", lambda found: "/" + (found[1] or ""), path).rstrip("/")
