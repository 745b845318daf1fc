"""The way to other services, and the sources that this installation can ask through it."""

from collections.abc import Callable, Mapping
from importlib.metadata import version

from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.connectors import igdb, musicbrainz, openlibrary, tmdb
from adapters.connectors.not_ready import NotReadySource
from adapters.connectors.twitch import TwitchToken
from adapters.postgres.ingestion.slots import PgHostSlots
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import PEOPLE, Lane
from app.services import now
from app.settings import Settings
from domain.ingestion.upstream.model import SourceCard
from domain.ingestion.upstream.ports import Source


class Upstreams(Struct, frozen=True):
    """The gateway lives as long as the process; whoever opened it closes it."""

    gateway: Gateway
    sources: Mapping[str, Source]


MakeUpstreams = Callable[[AsyncEngine, Settings], Upstreams]


def gateway_for(engine: AsyncEngine, settings: Settings, lane: Lane) -> Gateway:
    """A way out, in turn with all other workers on the same database."""
    return Gateway(
        PgHostSlots(engine),
        now,
        user_agent=user_agent(settings),
        lane=lane,
        allowed=settings.upstream_private_hosts,
    )


def upstreams_for_people(engine: AsyncEngine, settings: Settings) -> Upstreams:
    """What the service asks while somebody waits."""
    gateway = gateway_for(engine, settings, PEOPLE)
    return Upstreams(gateway, sources_through(gateway, settings))


def sources_through(gateway: Gateway, settings: Settings) -> Mapping[str, Source]:
    """Every source by name; one whose settings are missing says so."""
    offered = (
        (tmdb.CARD, ("tmdb_token",), _tmdb),
        (openlibrary.CARD, (), _openlibrary),
        (musicbrainz.CARD, ("upstream_contact",), _musicbrainz),
        (igdb.CARD, ("igdb_client_id", "igdb_client_secret"), _igdb),
    )
    return {card.source_name: _source(card, takes, make, gateway, settings) for card, takes, make in offered}


Make = Callable[[Gateway, Settings], Source]


def _source(
    card: SourceCard, takes: tuple[str, ...], make: Make, gateway: Gateway, settings: Settings
) -> Source:
    missing = [name.upper() for name in takes if not getattr(settings, name)]
    return NotReadySource(card, missing) if missing else make(gateway, settings)


def _tmdb(gateway: Gateway, settings: Settings) -> Source:
    return tmdb.TmdbSource(gateway, now, settings.tmdb_token)


def _openlibrary(gateway: Gateway, settings: Settings) -> Source:
    return openlibrary.OpenLibrarySource(gateway, now, is_identified=bool(settings.upstream_contact))


def _musicbrainz(gateway: Gateway, settings: Settings) -> Source:
    return musicbrainz.MusicBrainzSource(gateway, now)


def _igdb(gateway: Gateway, settings: Settings) -> Source:
    token = TwitchToken(gateway, now, settings.igdb_client_id, settings.igdb_client_secret)
    return igdb.IgdbSource(gateway, now, settings.igdb_client_id, token)


def user_agent(settings: Settings) -> str:
    """Who asks, and where its operator can be reached."""
    name = f"media-menu/{version('media-menu')}"
    return f"{name} ( {settings.upstream_contact} )" if settings.upstream_contact else name
