"""Who asks for a page, and with which request: what every front room of the pages begins with."""

from msgspec import Struct

from app.http.identity import Identity
from app.web.answers import AnyRequest, spoken
from app.web.languages import Language
from domain.kernel import Actor


class Caller(Struct, frozen=True):
    """Somebody who is signed in, and the request that they sent."""

    request: AnyRequest
    identity: Identity

    @property
    def actor(self) -> Actor:
        return self.identity.actor

    @property
    def language(self) -> Language:
        return spoken(self.request, self.identity)
