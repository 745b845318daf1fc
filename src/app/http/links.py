"""The absolute addresses that are handed to people, all from the one BASE_URL."""

from msgspec import Struct


class PublicLinks(Struct, frozen=True):
    """Addresses under `base_url` (scheme and host, no slash at the end)."""

    base_url: str

    def menu(self, slug: str) -> str:
        return f"{self.base_url}/m/{slug}"

    def share(self, token: str) -> str:
        return f"{self.base_url}/s/{token}"
