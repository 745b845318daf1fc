"""Keys, tokens and passwords in addresses, which upstreams leave in what they send: found and taken out."""

import re
from collections.abc import Callable
from typing import Any

MAY_HOLD_SECRET = re.compile(rb"(?i)key|token|secret|auth|pass|sig[=%]|signature|session|client|@")
NAME = (
    r"(?:[\w.-]{0,60}(?:token|secret|signature|session[_-]?id|password)"
    r"|(?:[\w.-]{0,60}[_.-])?(?:key|auth|pass|sig)|(?-i:[\w.-]{0,60}[a-z0-9]Key)"
    r"|(?:api|app|user|access|auth|client)key|client_id)"
)
"""What ends in `key` names a secret if it is made of words: `app_key` and `appKey` do, `monkey` does not."""
ENCODED = "%(?:25)*"
BEFORE, BEHIND = rf"(?:[?&;#]|{ENCODED}(?:3f|26|3b|23))", rf"{ENCODED}(?:26|3b|23)"
SECRET = re.compile(
    rf"(?i)({BEFORE}{NAME}=)[^&;#\"\s]*|({BEFORE}{NAME}{ENCODED}3d)(?:(?!{BEHIND})[^&;#\"\s])*"
)
"""In an address, or in one that is a part of another."""
LOGIN = re.compile(r"(?i)((?:https?:|(?<![^\s\"'(<]))//)[^/?#\s\"]*@")


def may_hold_secret(received: bytes) -> bool:
    """A quick look at the bytes; most records have no address with a query or a login."""
    suspicious = any(sign in received for sign in (b"=", b"@", b"%", b"\\u00"))
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
    """A text whose addresses carry no keys, tokens, passwords or names of users any more."""
    return LOGIN.sub(r"\1", SECRET.sub(lambda found: f"{found[1] or found[2]}REMOVED", text))
