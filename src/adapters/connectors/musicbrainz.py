"""MusicBrainz web service 2: records as release groups."""

import re
from typing import Any, Final

from adapters.connectors.answers import MOST_FOUND, Records, an_object, objects_in
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.canonical import MediaType
from domain.ingestion.upstream.errors import UpstreamIdInvalid
from domain.ingestion.upstream.model import Fetched, SourceCard
from domain.kernel import Clock

CARD: Final = SourceCard(
    source_name="musicbrainz",
    title="MusicBrainz",
    media_types=("music",),
    url="https://musicbrainz.org/",
    attribution="Data from MusicBrainz, the open music encyclopedia.",
)
API: Final = "https://musicbrainz.org/ws/2"
PACE: Final = Pace(per_second=1)
MBID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY: Final = re.compile(rf"release-group/{MBID.pattern}")
SPECIAL: Final = re.compile(r'([+\-!(){}\[\]^"~*?:\\/&|])')
MOST_WORDS: Final = 12
WITH: Final = "artists+releases+tags+genres+aliases"


class MusicBrainzSource:
    """The port Source."""

    card = CARD

    def __init__(self, gateway: Gateway, clock: Clock, *, api: str = API) -> None:
        self._gateway = gateway
        self._records = Records(CARD.source_name, clock)
        self._api = api

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        """By words of titles and artists."""
        answer = await self._asked("release-group", query=lucene(text), limit=str(MOST_FOUND))
        named = (
            (f"release-group/{each.get('id')}", each) for each in objects_in(answer.get("release-groups"))
        )
        return tuple(self._records.record(key, each) for key, each in named if KEY.fullmatch(key))

    async def fetch(self, external_id: str) -> Fetched:
        """`release-group/<mbid>`. One that was merged away answers under its new id, and both are kept."""
        if not KEY.fullmatch(external_id):
            raise UpstreamIdInvalid
        return self._records.record(external_id, await self._asked(external_id, inc=WITH))

    async def _asked(self, path: str, **parameters: str) -> dict[str, Any]:
        question = Question(
            url=f"{self._api}/{path}",
            parameters={"fmt": "json", **parameters},
            headers={"accept": "application/json"},
            pace=PACE,
        )
        return an_object(await self._gateway.json(question))


def lucene(text: str) -> str:
    """Every word in the title or in the name of an artist. Words that Lucene reads as operators are words."""
    words = [SPECIAL.sub(r"\\\1", word) for word in text.lower().split()[:MOST_WORDS]]
    return " AND ".join(f"(releasegroup:{word} OR artist:{word})" for word in words)
