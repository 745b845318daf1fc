"""Looks at JSON before it is decoded: depth, encoding, U+0000 and whole numbers too big for the database."""

import re
from collections.abc import Callable
from itertools import accumulate
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec

from app.http.refusals import InvalidUtf8, NulCharacter, NumberOutOfRange, TooDeep, TooManyParameters
from domain.kernel import Problem

MAX_DEPTH = 64
MAX_FORM_FIELDS = 1_000
INT64 = range(-(2**63), 2**63)

# Possessive, and content with an unterminated string at the end, so that no input makes it backtrack.
STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
NUL_ESCAPE = re.compile(rb"(?<!\\)(?:\\\\)*+\\u0000")
LONG_INTEGER = re.compile(rb"(?<![.\deE+-])-?\d{19,}+(?![.eE])")
STEP = [1 if byte in b"[{" else -1 for byte in range(256)]
NOT_BRACKETS = bytes(byte for byte in range(256) if byte not in b"[]{}")


def check_json(body: bytes) -> None:
    """Raises the refusal for a body that the domain must never see; costs a few passes of C code."""
    check_utf8(body)
    check_nul(body)
    check_depth_and_numbers(body)


def check_utf8(body: bytes) -> None:
    if not body.isascii():
        try:
            body.decode()
        except UnicodeDecodeError as error:
            raise InvalidUtf8("The body is not UTF-8.") from error


def check_nul(body: bytes) -> None:
    """U+0000 as a raw byte or as an escape; an escaped backslash before `u0000` is innocent."""
    if b"\0" in body or (b"\\u0000" in body and NUL_ESCAPE.search(body)):
        raise NulCharacter(
            "A text holds the character U+0000.",
            Problem(_pointer_to(_holds_nul, body), NulCharacter.code, "This holds the character U+0000."),
        )


def check_depth_and_numbers(body: bytes) -> None:
    deep = body.count(b"[") + body.count(b"{") > MAX_DEPTH
    long = LONG_INTEGER.search(body) is not None
    if not deep and not long:
        return
    bare = STRING.sub(b'""', body)
    if deep:
        _check_depth(bare)
    if long:
        _check_numbers(bare, body)


def check_form(body: bytes) -> None:
    """The same for `application/x-www-form-urlencoded`."""
    text = unquote_to_bytes(body)
    if b"\0" in text:
        raise NulCharacter("A field holds the character U+0000.")
    check_utf8(text)
    if body.count(b"&") >= MAX_FORM_FIELDS:
        raise TooManyParameters("The form has too many fields.")


def _check_depth(bare: bytes) -> None:
    brackets = bare.translate(None, delete=NOT_BRACKETS)
    if max(accumulate(map(STEP.__getitem__, brackets)), default=0) > MAX_DEPTH:
        raise TooDeep(f"The body nests deeper than {MAX_DEPTH} levels.")


def _check_numbers(bare: bytes, body: bytes) -> None:
    if all(_fits(digits) for digits in LONG_INTEGER.findall(bare)):
        return
    raise NumberOutOfRange(
        "A whole number does not fit into 64 bits.",
        Problem(_pointer_to(_too_big, body), NumberOutOfRange.code, "This number is too big."),
    )


def _fits(digits: bytes) -> bool:
    return len(digits) <= 20 and int(digits) in INT64


def _holds_nul(value: Any) -> bool:
    return isinstance(value, str) and "\0" in value


def _too_big(value: Any) -> bool:
    return isinstance(value, int) and value not in INT64


def _pointer_to(wrong: Callable[[Any], bool], body: bytes) -> str:
    """The JSON pointer of the first wrong value; the whole document's when it cannot be told."""
    try:
        return _find(wrong, msgspec.json.decode(body), "") or ""
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""


def _find(wrong: Callable[[Any], bool], value: Any, pointer: str) -> str | None:
    if wrong(value):
        return pointer
    if not isinstance(value, list | dict):
        return None
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    inner = (
        pointer if wrong(key) else _find(wrong, each, f"{pointer}/{escaped(str(key))}") for key, each in pairs
    )
    return next((found for found in inner if found is not None), None)


def escaped(key: str) -> str:
    """A member name as a JSON pointer spells it (RFC 6901), cut where it is unreasonably long."""
    return key[:64].replace("~", "~0").replace("/", "~1")
