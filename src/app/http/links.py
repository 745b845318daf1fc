"""The absolute addresses that are handed to people, all from the one BASE_URL."""

import re
from typing import Final

from msgspec import Struct

SLUG: Final = re.compile(r"[a-z0-9-]{1,200}")


class PublicLinks(Struct, frozen=True):
    """Addresses under `base_url` (scheme and host, no slash at the end)."""

    base_url: str

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    def menu(self, slug: str) -> str:
        return f"{self.base_url}/m/{slug}"

    def curator(self, username: str) -> str:
        return f"{self.base_url}/c/{username}"

    def slug_in(self, address: str) -> str | None:
        """The menu that an address of ours is about: its page, its story, an edition; None for any other."""
        inside = address.removeprefix(f"{self.base_url}/m/")
        slug = re.split(r"[/?#]", inside, maxsplit=1)[0]
        return slug if inside != address and SLUG.fullmatch(slug) else None

    def share(self, token: str) -> str:
        return f"{self.base_url}/s/{token}"
