"""The catalogue: a search, and one work with what is known of it."""

from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Controller, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import OPTIONAL
from app.http.catalog import CURSORS, Origins, Reader, Viewer
from app.http.catalog import Search as Searcher
from app.http.upstream import Asking
from app.web.answers import AnyRequest, page
from app.web.controllers.elsewhere import sources_for
from app.web.pages import Search
from app.web.reading.works import WorkPage
from app.web.studio.desk import LONGEST_SEARCH
from app.web.words.facts import KINDS
from domain.catalog.commands import Query
from domain.catalog.fields import COUNTED
from domain.catalog.releases import YEARS
from domain.catalog.views import MediaView
from domain.kernel import Actor, MediaItemId
from domain.media_classes import KNOWN, is_within

SHOWN = 24
LONGEST: Final = {"creator": 300, "tag": 60, "genre": 100, "language": 100}


class CatalogPages(Controller):
    opt = OPTIONAL

    @get("/catalog")
    async def search(
        self,
        request: AnyRequest,
        viewer: Viewer,
        title_search: Searcher,
        work_reader: Reader,
        ask_upstreams: Asking,
    ) -> Response[str]:
        """By words, kind, class and maker, years, genre and language; without words, the best known first."""
        query = asked(request)
        cursors = CURSORS[query.order]
        after = cursors.read(request.query_params.get("cursor"))
        found = await title_search.find(viewer, query.continued(after))
        shown = Search(
            q=query.text,
            media_type=query.media_type or "",
            media_class=query.media_class or "",
            creator=query.creator or "",
            tag=query.tag or "",
            year_from=query.year_from,
            year_to=query.year_to,
            genre=query.genre or "",
            language=query.language or "",
            sort=query.sort or "",
            results=found.items,
            next_cursor=cursors.written(found.next) if found.next else None,
        )
        elsewhere = sources_for(ask_upstreams, query.media_type) if query.text and not found.next else ()
        classes = await work_reader.classes()
        return await page(request, "catalog.html", search=shown, classes=classes, elsewhere=elsewhere)

    @get("/media/{media_id:uuid}")
    async def show_work(
        self,
        request: AnyRequest,
        viewer: Viewer,
        work_reader: Reader,
        provenance: Origins,
        work_page: NamedDependency[SkipValidation[WorkPage]],
        media_id: FromPath[UUID],
    ) -> Response[Any]:
        """One work; `sources` says where it comes from."""
        work_id = MediaItemId(media_id)
        work = await work_reader.work(viewer, work_id)
        around = await work_page.around(request, viewer, work, request.query_params.get("relate", ""))
        if "sources" not in request.query_params:
            merges = may_merge(viewer, work)
            return await page(request, "media.html", media=work, around=around, may_merge=merges)
        origins = await provenance.of(viewer, work_id)
        return await page(
            request,
            "media.html",
            media=work,
            around=around,
            sources=origins.items,
            fields=origins.fields,
            counted=COUNTED,
        )


def may_merge(viewer: Actor | None, work: MediaView) -> bool:
    """Whether the page offers it."""
    return viewer is not None and viewer.role == "admin" and not work.is_custom


def asked(request: AnyRequest) -> Query:
    """The search as it stands in the address, without a kind, year or order that is none and without a class
    outside the kind."""
    words = {name: request.query_params.get(name, "").strip() for name in LONGEST}
    given = {name: word[: LONGEST[name]] or None for name, word in words.items()}
    path = request.query_params.get("media_class", "")
    kind = request.query_params.get("media_type", path.partition(".")[0])
    if path not in KNOWN or not is_within(path, kind):
        path = ""
    return msgspec.convert(
        {
            "text": request.query_params.get("q", "").strip()[:LONGEST_SEARCH],
            "media_type": kind if kind in KINDS else None,
            "media_class": path or None,
            "year_from": _year(request, "year_from"),
            "year_to": _year(request, "year_to"),
            "sort": sort if (sort := request.query_params.get("sort")) in CURSORS else None,
            "limit": SHOWN,
            **given,
        },
        Query,
    )


def _year(request: AnyRequest, name: str) -> int | None:
    try:
        year = int(request.query_params.get(name, ""))
    except ValueError:
        return None
    return year if year in YEARS else None
