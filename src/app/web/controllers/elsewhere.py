"""Looking in other services for what the catalogue does not have, and taking one work over."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, cast

from litestar import Controller, Response, get, post
from msgspec import Meta, Struct
from msgspec.structs import replace

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.identity import Identity, Who
from app.http.upstream import Asking
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.pages import Elsewhere, FoundElsewhere
from app.web.refusals import in_words
from app.web.sent import sent_form
from app.web.studio.desk import LONGEST_SEARCH
from app.web.words.facts import KINDS
from domain.ingestion.canonical import MediaType
from domain.ingestion.errors import SourceUnknown
from domain.ingestion.upstream.service import AskUpstreams
from domain.ingestion.upstream.views import Preview, UpstreamView
from domain.kernel import DomainError

PATH: Final = "/catalog/upstream"


class Wanted(Struct, frozen=True):
    """The work that is to be taken over."""

    external_id: Annotated[str, Meta(min_length=1, max_length=200)]


class ElsewherePages(Controller):
    path = PATH
    opt = BY_SESSION

    @get()
    async def look(self, request: AnyRequest, identity: Who, ask_upstreams: Asking) -> Response[str]:
        """What a source finds, or why it does not."""
        wish = wished(ask_upstreams, request.query_params)
        try:
            found = await ask_upstreams.search(
                identity.actor, wish.source.source_name, wish.q, kind_in(wish.media_type)
            )
        except DomainError as refusal:
            return await refused(request, identity, wish, refusal)
        return await page(request, "elsewhere.html", elsewhere=replace(wish, results=tuple(map(line, found))))

    @post()
    async def take_over(self, request: AnyRequest, identity: Who, ask_upstreams: Asking) -> Response[Any]:
        """Imports the work and shows it."""
        form = await sent_form(request)
        wish = wished(ask_upstreams, form.values)
        try:
            wanted = form.read(Wanted).external_id
            imported = await ask_upstreams.import_work(identity.actor, wish.source.source_name, wanted)
        except DomainError as refusal:
            return await refused(request, identity, wish, refusal)
        return see_other(f"/media/{imported.media_item_id}")


def sources_for(ask_upstreams: AskUpstreams, media_type: str | None) -> tuple[UpstreamView, ...]:
    """Those that can be asked for works of the kind, or for any."""
    sources = (source for source in ask_upstreams.sources() if source.is_ready)
    return tuple(each for each in sources if not media_type or media_type in each.media_types)


def wished(ask_upstreams: AskUpstreams, fields: Mapping[str, str]) -> Elsewhere:
    """What is asked of whom; nothing is found yet. Raises SourceUnknown."""
    named = fields.get("source", "")
    source = next((each for each in ask_upstreams.sources() if each.source_name == named), None)
    if source is None:
        raise SourceUnknown
    kind = kind_in(fields.get("media_type", ""))
    words = fields.get("q", "").strip()[:LONGEST_SEARCH]
    return Elsewhere(source, sources_for(ask_upstreams, kind), words, kind or "")


def kind_in(text: str) -> MediaType | None:
    """The kind that is named, if it is one."""
    return cast("MediaType", text) if text in KINDS else None


def line(found: Preview) -> FoundElsewhere:
    return FoundElsewhere(
        external_id=found.external_id,
        media_type=found.media_type,
        title=found.title,
        release_year=found.year,
        creators=found.creators,
        canonical_url=found.canonical_url,
        media_item_id=found.media_item_id,
    )


async def refused(
    request: AnyRequest, identity: Identity, wish: Elsewhere, refusal: DomainError
) -> Response[str]:
    """The same page with what stood against it; the search is still in its field."""
    words = in_words(refusal, spoken(request, identity))
    shown = replace(wish, refused=words)
    answer = await page(request, "elsewhere.html", status=status_of(refusal), here=PATH, elsewhere=shown)
    return when_again(answer, refusal)
