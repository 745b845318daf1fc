"""Where a published menu stands, and its other forms: what its page says in its head."""

from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from app.web.formats.structured import structured
from domain.menus.views import PublicMenu


class Addresses(Struct, frozen=True):
    """The addresses of one edition; `mark` changes with whatever its card shows.

    The story of the current one has the address that stays with the menu.
    """

    base_url: str
    menu: PublicMenu
    mark: str
    locale: str
    is_current: bool = True

    @property
    def canonical(self) -> str:
        return f"{self.base_url}/m/{self.menu.slug}"

    @property
    def curator(self) -> str:
        """Empty for a menu that only a link opens: its curator may have no page."""
        is_public = self.menu.visibility == "public"
        return f"{self.base_url}/c/{self.menu.curator.username}" if is_public else ""

    @property
    def edition(self) -> str:
        return (
            f"{self.canonical}/editions/{self.menu.edition.number}" if self.menu.edition else self.canonical
        )

    @property
    def story(self) -> str:
        """Its path."""
        return f"{self.canonical if self.is_current else self.edition}/story".removeprefix(self.base_url)

    @property
    def card(self) -> str:
        return f"{self.edition}/card.png?{urlencode({'lang': self.locale, 'v': self.mark})}"

    @property
    def oembed(self) -> str:
        return f"{self.base_url}/oembed?{urlencode({'url': self.canonical, 'format': 'json'})}"

    @property
    def structured(self) -> Markup:
        return structured(self.menu, self.base_url, self.canonical, self.card)
