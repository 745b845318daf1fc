"""What stands beside a work on its page: works related to it, its company on menus, an editor's search."""

from typing import Any, Final

from litestar import Response
from msgspec import Struct

from app.http.errors import status_of
from app.http.identity import identities
from app.web.answers import AnyRequest, page, spoken
from app.web.forms import FormState
from app.web.pages import Search
from app.web.reading.own_states import Own, OwnStates
from app.web.sent import SentForm
from app.web.studio.desk import FOUND, LONGEST_SEARCH
from app.web.words.relations import Group, choices, grouped
from domain.catalog.commands import Query
from domain.catalog.ports import RelationReader, TitleSearch, WorkReader
from domain.catalog.universes import SHARES_THE_WORLD, VISITS
from domain.catalog.views import MediaView
from domain.kernel import Actor, DomainError, MediaItemId
from domain.menus.company import Company
from domain.menus.readers import CompanyReader

MENUS: Final = 6
PARTNERS: Final = 6
QUOTATIONS: Final = 2


class Around(Struct, frozen=True):
    """`search` is an editor's, for a work to relate; `choices` are the relations to choose from.

    `own` is what the person who is signed in keeps of it.
    """

    groups: list[Group]
    is_complete: bool
    has_universe: bool
    is_editor: bool
    choices: list[tuple[str, str]]
    search: Search
    company: Company
    own: Own | None = None


class WorkPage(Struct, frozen=True, kw_only=True):
    """Where it is read."""

    work_reader: WorkReader
    relation_reader: RelationReader
    title_search: TitleSearch
    company_reader: CompanyReader
    own_states: OwnStates

    async def around(self, request: AnyRequest, viewer: Actor | None, work: MediaView, words: str) -> Around:
        """Raises WorkNotFound."""
        related = await self.relation_reader.related(viewer, work.id, 1)
        language = spoken(request, await identities(request).of(request))
        is_editor = viewer is not None and viewer.role != "user"
        relations = {each.relation_type for each in related.items}
        return Around(
            groups=grouped(work.release_year, related.items, language),
            is_complete=related.is_complete,
            has_universe=not relations.isdisjoint({*SHARES_THE_WORLD, VISITS}),
            is_editor=is_editor,
            choices=choices(language),
            search=await self._found(viewer, work, words) if is_editor else Search(),
            company=await self.company_reader.company(
                work.id, menus=MENUS, works=PARTNERS, quotations=QUOTATIONS
            ),
            own=await self.own_states.of(viewer, work.id) if viewer else None,
        )

    async def refused(
        self,
        request: AnyRequest,
        viewer: Actor,
        work_id: MediaItemId,
        sent: SentForm,
        name: str,
        why: DomainError,
    ) -> Response[str]:
        """The page of the work with the form of that name as it was sent, and what stands against it."""
        work = await self.work_reader.work(viewer, work_id)
        form: FormState = sent.refused(name, why, spoken(request, await identities(request).of(request)))
        more: dict[str, Any] = {"media": work, "form": form, "here": f"/media/{work_id}"}
        around = await self.around(request, viewer, work, sent.values.get("relate", ""))
        return await page(request, "media.html", status=status_of(why), around=around, **more)

    async def _found(self, viewer: Actor | None, work: MediaView, words: str) -> Search:
        text = words.strip()[:LONGEST_SEARCH]
        if not text:
            return Search()
        found = await self.title_search.find(viewer, Query(text=text, limit=FOUND))
        return Search(q=text, results=tuple(each for each in found.items if each.id != work.id))
