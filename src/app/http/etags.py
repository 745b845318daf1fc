"""Strong ETags of versions, and what If-Match and If-None-Match say about them (RFC 9110, section 13)."""

import re
from typing import Final

from app.http.refusals import PreconditionRequired
from domain.kernel import Stale

ENTITY_TAG: Final = re.compile(r'(?P<weak>W/)?"(?P<opaque>[\x21\x23-\x7e\x80-\xff]*)"')


def etag_of(version: int | str, *parts: str) -> str:
    """The strong ETag of a version; `parts` tell representations apart, such as a locale or an encoding.

    >>> etag_of(7), etag_of(7, "pl", "br")
    ('"7"', '"7-pl-br"')
    """
    return f'"{"-".join((str(version), *parts))}"'


def require_match(if_match: str | None, version: int) -> None:
    """For writes to a versioned resource.

    Raises PreconditionRequired (428) without the header, Stale (412) when none of its strong tags is that
    of the version.
    """
    if if_match is None or not if_match.strip():
        raise PreconditionRequired("Send If-Match with the ETag that you read.")
    if not _matches(if_match, etag_of(version), weak=False):
        raise Stale(version)


def require_absence(if_none_match: str | None) -> None:
    """For a PUT that creates. Raises PreconditionRequired (428) unless the header is `*`."""
    if if_none_match is None or if_none_match.strip() != "*":
        raise PreconditionRequired("Send If-None-Match: * to create this resource.")


def is_unchanged(if_none_match: str | None, etag: str) -> bool:
    """Whether a reader already has this representation, so that 304 is the answer."""
    return if_none_match is not None and _matches(if_none_match, etag, weak=True)


def _matches(header: str, etag: str, *, weak: bool) -> bool:
    if header == etag or header.strip() == "*":
        return True
    tags = ENTITY_TAG.finditer(header)
    return any(f'"{tag["opaque"]}"' == etag and (weak or not tag["weak"]) for tag in tags)
