"""TMDB v3: films and series, with their makers and ids elsewhere."""

import re
from collections.abc import Mapping
from typing import Any, Final

from adapters.connectors.answers import MOST_FOUND, Records, an_object, objects_in
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.canonical import MediaType
from domain.ingestion.upstream.errors import UpstreamIdInvalid
from domain.ingestion.upstream.model import Fetched, SourceCard
from domain.kernel import Clock

CARD: Final = SourceCard(
    source_name="tmdb",
    title="TMDB",
    media_types=("film", "tv"),
    url="https://www.themoviedb.org/",
    attribution="This product uses the TMDB API but is not endorsed or certified by TMDB.",
)
API: Final = "https://api.themoviedb.org/3"
PACE: Final = Pace(per_second=30)
KEY: Final = re.compile(r"(movie|tv)/([1-9][0-9]{0,9})")
TCONST: Final = re.compile(r"tt[0-9]{7,}")
NAMESPACES: Final[Mapping[MediaType, str]] = {"film": "movie", "tv": "tv"}
WITH: Final = "external_ids,credits,alternative_titles,translations"


class TmdbSource:
    """The port Source."""

    card = CARD

    def __init__(self, gateway: Gateway, clock: Clock, token: str, *, api: str = API) -> None:
        self._gateway = gateway
        self._records = Records(CARD.source_name, clock)
        self._token = token
        self._api = api

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        """By words, or by an IMDb id."""
        if TCONST.fullmatch(text):
            return await self._with_imdb_id(text, media_type)
        space = NAMESPACES[media_type] if media_type else "multi"
        answer = await self._asked(f"search/{space}", query=text, include_adult="false")
        found = [self._named(each, space) for each in objects_in(answer.get("results"))]
        return tuple(each for each in found if each)[:MOST_FOUND]

    async def fetch(self, external_id: str) -> Fetched:
        """`movie/603` or `tv/1396`, with makers and ids elsewhere."""
        if not KEY.fullmatch(external_id):
            raise UpstreamIdInvalid
        payload = await self._asked(external_id, append_to_response=WITH)
        return self._records.record(external_id, payload)

    async def _with_imdb_id(self, tconst: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        answer = await self._asked(f"find/{tconst}", external_source="imdb_id")
        spaces = [NAMESPACES[media_type]] if media_type else NAMESPACES.values()
        found = [
            self._named(each, space)
            for space in spaces
            for each in objects_in(answer.get(f"{space}_results"))
        ]
        return tuple(each for each in found if each)

    def _named(self, found: dict[str, Any], space: str) -> Fetched | None:
        """A mixed search says of each what it is; people are no works."""
        space = found.get("media_type", space)
        external_id = f"{space}/{found.get('id')}"
        return self._records.record(external_id, found) if KEY.fullmatch(external_id) else None

    async def _asked(self, path: str, **parameters: str) -> dict[str, Any]:
        question = Question(
            url=f"{self._api}/{path}",
            parameters={"language": "en-US", **parameters},
            headers={"accept": "application/json"},
            keys={"authorization": f"Bearer {self._token}"},
            pace=PACE,
        )
        return an_object(await self._gateway.json(question))
