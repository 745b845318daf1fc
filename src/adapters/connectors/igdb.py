"""IGDB v4: games, asked in Apicalypse with a token from Twitch."""

import re
from typing import Any, Final

from adapters.connectors.answers import MOST_FOUND, Records, objects_in
from adapters.connectors.twitch import TwitchToken
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.canonical import MediaType
from domain.ingestion.upstream.errors import UpstreamIdInvalid, UpstreamMissing, UpstreamRefused
from domain.ingestion.upstream.model import Fetched, SourceCard
from domain.kernel import Clock

CARD: Final = SourceCard(
    source_name="igdb",
    title="IGDB",
    media_types=("game",),
    url="https://www.igdb.com/",
    attribution="Game data provided by IGDB.com.",
)
API: Final = "https://api.igdb.com/v4"
PACE: Final = Pace(per_second=4, at_once=8)
KEY: Final = re.compile(r"[1-9][0-9]{0,11}")
FIELDS: Final = (
    "name,slug,url,summary,storyline,first_release_date,cover.image_id,genres.name,platforms.name,"
    "involved_companies.developer,involved_companies.publisher,involved_companies.company.name,"
    "game_engines.name,game_type.type,game_status.status,total_rating,total_rating_count,"
    "external_games.uid,external_games.external_game_source,parent_game,version_parent,updated_at,checksum,"
    "alternative_names.name,alternative_names.comment,game_localizations.name,game_localizations.region.identifier"
)
SHORT: Final = (
    "name,url,first_release_date,cover.image_id,involved_companies.developer,"
    "involved_companies.publisher,involved_companies.company.name"
)


class IgdbSource:
    """The port Source."""

    card = CARD

    def __init__(
        self, gateway: Gateway, clock: Clock, client_id: str, token: TwitchToken, *, api: str = API
    ) -> None:
        self._gateway = gateway
        self._records = Records(CARD.source_name, clock)
        self._client_id = client_id
        self._token = token
        self._api = api

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        """Games by words of their names, without the many editions of one."""
        games = await self._games(
            f"search {quoted(text)}; fields {SHORT}; where version_parent = null; limit {MOST_FOUND};"
        )
        named = ((str(each.get("id")), each) for each in games)
        return tuple(self._records.record(key, each) for key, each in named if KEY.fullmatch(key))

    async def fetch(self, external_id: str) -> Fetched:
        """A game by its number."""
        if not KEY.fullmatch(external_id):
            raise UpstreamIdInvalid
        games = await self._games(f"fields {FIELDS}; where id = ({external_id}); limit 1;")
        if not games:
            raise UpstreamMissing("There is no such game.")
        return self._records.record(external_id, games[0])

    async def _games(self, query: str) -> list[dict[str, Any]]:
        """A token that is not accepted any more is got anew, once."""
        token = await self._token.get()
        try:
            return await self._asked(query, token)
        except UpstreamRefused:
            self._token.forget(token)
        return await self._asked(query, await self._token.get())

    async def _asked(self, query: str, token: str) -> list[dict[str, Any]]:
        question = Question(
            url=f"{self._api}/games",
            headers={"accept": "application/json", "content-type": "text/plain"},
            keys={"client-id": self._client_id, "authorization": f"Bearer {token}"},
            content=query.encode(),
            pace=PACE,
        )
        return objects_in(await self._gateway.json(question))


def quoted(text: str) -> str:
    """A string of Apicalypse."""
    plain = " ".join(text.split())
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'
