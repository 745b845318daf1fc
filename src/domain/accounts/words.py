"""Names that nobody may take, and passwords that everybody tries first."""

from typing import Final

# fmt: off
RESERVED: Final = frozenset({
    "about", "account", "accounts", "admin", "administrator", "anonymous", "api", "catalog",
    "docs", "editor", "editors", "embed", "feed", "guest", "health", "help", "lists", "login", "logout",
    "media", "media-menu", "menu", "menus", "metrics", "moderator", "nobody", "oembed", "operator",
    "owner", "public", "register", "root", "security", "settings", "shelf", "static", "studio", "support",
    "system", "user", "users", "webmaster",
})
"""Usernames that would pass for the service itself, or for one of its addresses."""

OBVIOUS: Final = frozenset({
    "0000000000", "0123456789", "0987654321", "1111111111", "1234567890", "12345678910", "123456789a",
    "1q2w3e4r5t", "1qaz2wsx3edc", "abcdefghij", "administrator", "changemeplease",
    "correcthorsebatterystaple", "haslo12345", "haslohaslo", "iloveyou123", "letmein1234", "media-menu",
    "mediamenu1", "passw0rd123", "password12", "password123", "password1234", "qwerty1234", "qwerty12345",
    "qwertyuiop", "welcome123", "zaq12wsxcde",
})
"""Long enough, and still in every list of guesses; in lower case."""
# fmt: on
