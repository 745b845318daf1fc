"""The service's own connectors, asking a local upstream in place of the real ones."""

from collections.abc import Callable
from datetime import datetime

from adapters.connectors.igdb import IgdbSource
from adapters.connectors.musicbrainz import MusicBrainzSource
from adapters.connectors.openlibrary import OpenLibrarySource
from adapters.connectors.tmdb import TmdbSource
from adapters.connectors.twitch import TwitchToken
from adapters.postgres.ingestion.slots import PgHostSlots
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Lane, Slots
from app.services import now
from app.upstreams import MakeUpstreams, Upstreams
from tests.answers import igdb, musicbrainz, openlibrary, tmdb
from tests.fakes.slots import FreeSlots
from tests.upstream_server import LocalUpstream, as_json

TMDB_TOKEN = "a-read-token-of-tmdb"
IGDB_SECRET = "a-secret-of-twitch"
BRISK = Lane(patience=2, budget=2)

Clock = Callable[[], datetime]


def asking(upstream: LocalUpstream, *, slots: bool = False, lane: Lane = BRISK) -> MakeUpstreams:
    """All four sources at one address; turns come at once unless `slots` asks for the real ones."""

    def make(engine: object, settings: object) -> Upstreams:
        turns: Slots = PgHostSlots(engine) if slots else FreeSlots()  # type: ignore[arg-type]
        gateway = Gateway(turns, now, user_agent="tests/1", lane=lane, allowed=("localhost",))
        token = TwitchToken(gateway, now, "client", IGDB_SECRET, api=upstream.url)
        sources = (
            TmdbSource(gateway, now, TMDB_TOKEN, api=f"{upstream.url}/3"),
            OpenLibrarySource(gateway, now, is_identified=True, site=upstream.url),
            MusicBrainzSource(gateway, now, api=f"{upstream.url}/ws/2"),
            IgdbSource(gateway, now, "client", token, api=f"{upstream.url}/v4"),
        )
        return Upstreams(gateway, {source.card.source_name: source for source in sources})

    return make


def stock(upstream: LocalUpstream) -> None:
    """Everything answers as it should."""
    upstream.asked.clear()
    upstream.on("/3/search/multi", as_json(tmdb.MIXED))
    upstream.on("/3/search/movie", as_json(tmdb.a_page(tmdb.FILM_LINE)))
    upstream.on("/3/movie/7001", as_json(tmdb.FILM))
    upstream.on("/search.json", as_json(openlibrary.docs(openlibrary.DOC)))
    upstream.on("/works/OL101W.json", as_json(openlibrary.WORK))
    upstream.on("/ws/2/release-group", as_json(musicbrainz.FOUND))
    upstream.on(f"/ws/2/release-group/{musicbrainz.MBID}", as_json(musicbrainz.RELEASE_GROUP))
    upstream.on("/oauth2/token", as_json(igdb.TOKEN))
    upstream.on("/v4/games", as_json([igdb.GAME]))
