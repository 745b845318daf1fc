"""Strong ETags of versions, and what If-Match and If-None-Match say about them (RFC 9110, section 13)."""

import re
from typing import Annotated, Final

from litestar.params import HeaderParameter

from app.http.refusals import PreconditionRequired

IfMatch = Annotated[str | None, HeaderParameter(name="If-Match", description="The ETag that was read.")]

ENTITY_TAG: Final = re.compile(r'(?P<weak>W/)?"(?P<opaque>[\x21\x23-\x7e\x80-\xff]*)"')
VERSION: Final = re.compile(r"[0-9]{1,18}")
NO_VERSION: Final = -1


def etag_of(version: int | str, *parts: str) -> str:
    """The strong ETag of a version; `parts` tell representations apart, such as a locale or an encoding.

    >>> etag_of(7), etag_of(7, "pl", "br")
    ('"7"', '"7-pl-br"')
    """
    return f'"{"-".join((str(version), *parts))}"'


def wanted_version(if_match: str | None) -> int | None:
    """The version that a write to a versioned resource is meant for; None means whichever stands (`*`).

    Of several tags the greatest counts: versions only grow, so no other one can be the present one. A tag
    that no version has gives one that never matches. Raises PreconditionRequired (428) without the header.
    """
    if if_match is None or not if_match.strip():
        raise PreconditionRequired("Send If-Match with the ETag that you read.")
    if if_match.strip() == "*":
        return None
    strong = (tag["opaque"] for tag in ENTITY_TAG.finditer(if_match) if not tag["weak"])
    return max((int(tag) for tag in strong if VERSION.fullmatch(tag)), default=NO_VERSION)


def provide_wanted(if_match: IfMatch = None) -> int | None:
    """The dependency `wanted`: what If-Match says of the version to be changed."""
    return wanted_version(if_match)


def is_unchanged(if_none_match: str | None, etag: str) -> bool:
    """Whether a reader already has this representation, so that 304 is the answer."""
    return if_none_match is not None and _matches(if_none_match, etag)


def _matches(header: str, etag: str) -> bool:
    if header == etag or header.strip() == "*":
        return True
    return any(f'"{tag["opaque"]}"' == etag for tag in ENTITY_TAG.finditer(header))
