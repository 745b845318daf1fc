"""The editor's page: one menu, what may be wrong with it, who else may read it, and a search beside it."""

from collections.abc import Mapping
from uuid import UUID

import msgspec
from litestar import Response
from msgspec import Struct

from app.web.answers import AnyRequest, page
from app.web.forms import FormState
from app.web.pages import Search, Viewer
from app.web.words.facts import KINDS
from domain.accounts.service import AccountService
from domain.catalog.commands import Query
from domain.catalog.ports import TitleSearch
from domain.kernel import Actor, Clock, MenuId
from domain.menus.balance import balance
from domain.menus.publishing import Publishing, Sharing
from domain.menus.readers import CuratorReader, ProposalReader
from domain.menus.reviewing import Reviewing

FOUND = 12
LONGEST_SEARCH = 200


class Shown(Struct, frozen=True):
    """What the editor shows besides the menu; `wishes` are the fields of its search."""

    form: FormState | None = None
    notice: str = ""
    new_share_url: str | None = None
    wishes: Mapping[str, str] = {}
    status: int = 200


class Desk(Struct, frozen=True, kw_only=True):
    """Where everything that the editor shows is read."""

    curator_reader: CuratorReader
    publishing: Publishing
    sharing: Sharing
    reviewing: Reviewing
    proposal_reader: ProposalReader
    title_search: TitleSearch
    accounts: AccountService
    clock: Clock

    async def show(self, request: AnyRequest, actor: Actor, menu_id: MenuId, shown: Shown) -> Response[str]:
        """Raises MenuNotFound."""
        menu = await self.curator_reader.menu(actor, menu_id)
        me = await self.accounts.me(actor)
        links = await self.sharing.links(actor, menu_id)
        now = self.clock()
        return await page(
            request,
            "studio_menu.html",
            status=shown.status,
            here=path_of(menu_id),
            viewer=Viewer(me.username, me.display_name, me.time_zone, me.role),
            menu=menu,
            balance=balance(await self.curator_reader.servings(actor, menu_id)),
            check=await self.publishing.check(actor, menu_id),
            shares=[link for link in links if link.lets_in(now)],
            ended_shares=[link for link in links if not link.lets_in(now)],
            notes=await self.reviewing.tally(actor, menu_id),
            proposals=await self.proposal_reader.waiting(actor, menu_id),
            search=await self._found(actor, shown.wishes),
            chosen_course=shown.wishes.get("course_id", ""),
            form=shown.form,
            notice=shown.notice,
            new_share_url=shown.new_share_url,
        )

    async def _found(self, actor: Actor, wishes: Mapping[str, str]) -> Search:
        text = wishes.get("q", "").strip()[:LONGEST_SEARCH]
        kind = wishes.get("media_type", "")
        if kind not in KINDS:
            kind = ""
        if not text and not kind:
            return Search()
        query = msgspec.convert({"text": text, "media_type": kind or None, "limit": FOUND}, Query)
        found = await self.title_search.find(actor, query)
        return Search(q=text, media_type=kind, results=found.items)


def path_of(menu_id: UUID) -> str:
    """The address of a menu's editor."""
    return f"/studio/menus/{menu_id}"
