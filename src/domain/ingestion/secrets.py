"""Keys, tokens and passwords in addresses, which upstreams leave in what they send: found and taken out."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

MAY_HOLD_SECRET = re.compile(rb"(?i)key|token|secret|auth|passw|signature|@")
SECRET = re.compile(
    r"(?i)([?&;#](?:api[_-]?key|key|(?:access_|auth_|refresh_)?token|client_(?:id|secret)|secret|auth"
    r"|pass(?:word)?|sig(?:nature)?)=)[^&;#\"\s]*"
)


def may_hold_secret(received: bytes) -> bool:
    """A quick look at the bytes; most records have no address with a query or a login."""
    suspicious = b"=" in received or b"@" in received or b"\\u00" in received
    return suspicious and MAY_HOLD_SECRET.search(received) is not None


def scrubbed(value: Any) -> Any:
    """Decoded JSON in whose addresses no secrets are left."""
    return rewritten(value, without_secret)


def rewritten(value: Any, rewrite: Callable[[str], str]) -> Any:
    """Decoded JSON with each text, keys too, as `rewrite` has it."""
    if isinstance(value, str):
        return rewrite(value)
    if isinstance(value, dict):
        return {rewrite(key): rewritten(each, rewrite) for key, each in value.items()}
    if isinstance(value, list):
        return [rewritten(each, rewrite) for each in value]
    return value


def without_secret(text: str) -> str:
    """A text whose addresses carry no keys, tokens or passwords any more."""
    if "://" not in text and not text.startswith(("/", "?")):
        return text
    return _without_login(SECRET.sub(r"\1REMOVED", text))


def _without_login(address: str) -> str:
    if "@" not in address or " " in address:
        return address
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme not in {"http", "https"} or parts.password is None:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
