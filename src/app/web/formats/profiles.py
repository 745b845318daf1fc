"""What the page of a curator says in its head, to other sites and programs."""

from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from msgspec import Struct

from app.web.formats.news import shown_name
from app.web.formats.structured import in_script
from domain.menus.views import Curator, DirectoryEntry


class Profile(Struct, frozen=True):
    """A page of somebody's public menus; there is at least one."""

    base_url: str
    menus: tuple[DirectoryEntry, ...]
    locale: str

    @property
    def curator(self) -> Curator:
        return self.menus[0].curator

    @property
    def name(self) -> str:
        return shown_name(self.curator)

    @property
    def canonical(self) -> str:
        return f"{self.base_url}/c/{self.curator.username}"

    @property
    def card(self) -> str:
        """The picture of the first menu on the page stands for all of them."""
        first = self.menus[0]
        return f"{self.base_url}/m/{first.slug}/card.png?{urlencode({'lang': self.locale})}"

    @property
    def structured(self) -> Markup:
        """The person and the list, ready to stand in a script element."""
        page = {"@type": "ProfilePage", "@id": self.canonical, "mainEntity": self._person}
        listed = {"@type": "ItemList", "itemListElement": self._entries}
        return in_script({"@context": "https://schema.org", "@graph": [page, listed]})

    @property
    def _person(self) -> dict[str, str]:
        called = {"name": self.name, "alternateName": self.curator.username}
        return {"@type": "Person", **called, "url": self.canonical}

    @property
    def _entries(self) -> list[dict[str, Any]]:
        return [
            {
                "@type": "ListItem",
                "position": place,
                "name": menu.title,
                "url": f"{self.base_url}/m/{menu.slug}",
            }
            for place, menu in enumerate(self.menus, 1)
        ]
