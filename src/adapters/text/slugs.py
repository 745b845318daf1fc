"""Slugs: a title in ASCII words and a random tail, so that no two menus ever want the same one."""

import secrets

from slugify import slugify

TAIL = 8
ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
"""Base32 in lower case: 40 random bits in eight letters."""

LONGEST_WORDS = 60
RESERVED = frozenset({"admin", "api", "edit", "editions", "embed", "feed", "new", "story", "studio"})
"""Words that addresses under /m/ may want for themselves; a menu of that name gets `menu-` in front."""


def make_slug(title: str) -> str:
    """`Zażółć gęślą jaźń` becomes something like `zazolc-gesla-jazn-k3x7q2ab`."""
    words = slugify(title, max_length=LONGEST_WORDS, word_boundary=True)
    if not words or words in RESERVED:
        words = f"menu-{words}".rstrip("-")
    return f"{words}-{''.join(secrets.choice(ALPHABET) for _ in range(TAIL))}"
