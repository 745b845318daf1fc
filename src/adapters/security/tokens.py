"""Random tokens with a checksum, and the digests of them that may be kept.

A token is a prefix that says what it opens (`mm_` an API key, `mms_` a shared draft), 43 characters for 32
random bytes, and 6 characters of CRC-32: one that was mistyped or cut is refused without asking the database,
and secret scanners can tell a real one.
"""

import hashlib
import re
import secrets
import zlib
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BODY: Final = re.compile(r"[A-Za-z0-9_-]{43}[A-Za-z0-9]{6}")


def new_token(prefix: str = "") -> str:
    secret = prefix + secrets.token_urlsafe(32)
    return secret + checksum(secret)


def digest(token: str) -> bytes:
    """SHA-256, 32 bytes: enough for 256 random bits, which nobody can go through."""
    return hashlib.sha256(token.encode()).digest()


def looks_valid(token: str, prefix: str = "") -> bool:
    """Whether it has the form and the checksum of a token with that prefix; not whether it opens anything."""
    if not (token.startswith(prefix) and BODY.fullmatch(token, len(prefix))):
        return False
    return checksum(token[:-6]) == token[-6:]


def checksum(text: str) -> str:
    """CRC-32 in six digits to the base 62."""
    number = zlib.crc32(text.encode())
    digits = ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        digits = ALPHABET[digit] + digits
    return digits
