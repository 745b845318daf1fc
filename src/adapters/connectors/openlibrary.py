"""Open Library: books as works, and as editions when somebody asks by ISBN."""

import re
from typing import Any, Final

from adapters.connectors.answers import MOST_FOUND, Records, an_object, objects_in
from adapters.sources.identifiers import isbn13
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.canonical import MediaType
from domain.ingestion.errors import Unusable
from domain.ingestion.upstream.errors import UpstreamIdInvalid, UpstreamMissing, UpstreamNonsense
from domain.ingestion.upstream.model import Fetched, SourceCard
from domain.kernel import Clock

CARD: Final = SourceCard(
    source_name="openlibrary",
    title="Open Library",
    media_types=("book",),
    url="https://openlibrary.org/",
    attribution="Data from Open Library, a project of the Internet Archive.",
)
SITE: Final = "https://openlibrary.org"
IDENTIFIED: Final = Pace(per_second=3)
ANONYMOUS: Final = Pace(per_second=1)
KEY: Final = re.compile(r"OL[0-9]{1,12}[WM]")
MOST_MOVES: Final = 3
FIELDS: Final = "key,title,subtitle,author_name,author_key,first_publish_year,cover_i"
AUTHORS: Final = ("author_name", "author_key", "first_publish_year")
"""What the search knows of a work and the work's own record does not: names behind keys, and the year."""


class OpenLibrarySource:
    """The port Source. Who leaves a contact may ask more often."""

    card = CARD

    def __init__(self, gateway: Gateway, clock: Clock, *, is_identified: bool, site: str = SITE) -> None:
        self._gateway = gateway
        self._records = Records(CARD.source_name, clock)
        self._pace = IDENTIFIED if is_identified else ANONYMOUS
        self._site = site

    async def search(self, text: str, media_type: MediaType | None) -> tuple[Fetched, ...]:
        """Works by words; one edition by its ISBN."""
        if isbn := _isbn(text):
            return await self._with_isbn(isbn)
        docs = await self._found(text, MOST_FOUND)
        named = ((_last_part(each.get("key")), each) for each in docs)
        return tuple(self._records.record(key, each) for key, each in named if KEY.fullmatch(key))

    async def fetch(self, external_id: str) -> Fetched:
        """`OL45804W` or `OL7353617M`, with names of authors; what has moved comes under its new id."""
        if not KEY.fullmatch(external_id):
            raise UpstreamIdInvalid
        for _ in range(MOST_MOVES + 1):
            payload = await self._asked(
                f"{'works' if external_id[-1] == 'W' else 'books'}/{external_id}.json"
            )
            match _type_of(payload):
                case "/type/redirect":
                    external_id = _moved_to(payload)
                case "/type/delete":
                    raise UpstreamMissing("This record has been deleted.")
                case _:
                    return self._records.record(external_id, await self._with_authors(external_id, payload))
        raise UpstreamNonsense("The record has moved on and on.")

    async def _with_isbn(self, isbn: str) -> tuple[Fetched, ...]:
        try:
            payload = await self._asked(f"isbn/{isbn}.json")
        except UpstreamMissing:
            return ()
        key = _last_part(payload.get("key"))
        if not KEY.fullmatch(key):
            raise UpstreamNonsense("The answer is not of the form that was asked for.")
        return (self._records.record(key, await self._with_authors(key, payload)),)

    async def _with_authors(self, key: str, payload: dict[str, Any]) -> dict[str, Any]:
        works = payload.get("works") if key.endswith("M") else None
        work = works[0] if isinstance(works, list) and works else {"key": f"/works/{key}"}
        work_key = _last_part(work.get("key") if isinstance(work, dict) else None)
        if not (KEY.fullmatch(work_key) and work_key.endswith("W")):
            return payload
        docs = await self._found(f'key:"/works/{work_key}"', 1)
        known = docs[0] if docs and _last_part(docs[0].get("key")) == work_key else {}
        wanted = AUTHORS if key == work_key else AUTHORS[:2]
        return {**payload, **{name: known[name] for name in wanted if name in known}}

    async def _found(self, words: str, limit: int) -> list[dict[str, Any]]:
        answer = await self._asked("search.json", q=words, fields=FIELDS, limit=str(limit))
        return objects_in(answer.get("docs"))

    async def _asked(self, path: str, **parameters: str) -> dict[str, Any]:
        question = Question(
            url=f"{self._site}/{path}",
            parameters=parameters,
            headers={"accept": "application/json"},
            pace=self._pace,
        )
        return an_object(await self._gateway.json(question))


def _isbn(text: str) -> str | None:
    try:
        return isbn13(text)
    except Unusable:
        return None


def _type_of(payload: dict[str, Any]) -> Any:
    """A normal work may carry a stray `location`, so only the type tells what a record is."""
    kind = payload.get("type")
    return kind.get("key") if isinstance(kind, dict) else kind


def _moved_to(payload: dict[str, Any]) -> str:
    key = _last_part(payload.get("location"))
    if not KEY.fullmatch(key):
        raise UpstreamNonsense("The record has moved to where nothing can be.")
    return key


def _last_part(path: Any) -> str:
    return path.rpartition("/")[2] if isinstance(path, str) else ""
