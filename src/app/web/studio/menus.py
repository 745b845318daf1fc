"""The studio's front room: a curator's menus, and the form of it that was sent."""

from typing import Any, Final

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.identity import Identity
from app.http.menu_pages import page_of_mine
from app.web.answers import AnyRequest, page
from app.web.callers import Caller
from app.web.sent import SentForm, form_of
from app.web.studio.wanted import Wanted
from domain.accounts.service import AccountService
from domain.menus.browsing import Narrowing
from domain.menus.readers import CuratorReader, PublicReader
from domain.menus.service import Curating

SHOWN: Final = 24


class MyMenusRoom(Caller, frozen=True):
    """Everything that the list of menus shows and changes, for whoever asks."""

    form: SentForm
    accounts: AccountService
    curating: Curating
    curator_reader: CuratorReader
    public_reader: PublicReader

    async def show(
        self, wanted: Wanted, cursor: str | None, *, status: int = 200, **more: Any
    ) -> Response[str]:
        """Raises CursorInvalid."""
        lines = await page_of_mine(
            self.curator_reader, self.actor, SHOWN, cursor, wanted.sort, wanted.narrowing
        )
        is_empty = not lines.items and cursor is None and not wanted.is_narrow
        return await page(
            self.request,
            "studio.html",
            status=status,
            wanted=wanted,
            menus=lines.items,
            next_cursor=lines.next_cursor,
            welcome=await self._welcome(),
            **(await self._instead() if is_empty else {}),
            **more,
        )

    async def _welcome(self) -> int:
        """The step of a welcome that was begun and neither finished nor skipped; 0 for none."""
        me = await self.accounts.me(self.actor)
        return 0 if me.onboarding_completed_at else me.onboarding_step

    async def _instead(self) -> dict[str, Any]:
        """What a list without menus shows: whether there are archived ones, and a menu to look at."""
        archived = await self.curator_reader.menus(self.actor, 1, None, "edited", Narrowing(archived=True))
        served = await self.public_reader.directory(1, None)
        return {"has_archived": bool(archived), "served": served[0] if served else None}


async def provide_my_menus(
    *,
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    accounts: NamedDependency[SkipValidation[AccountService]],
    curating: NamedDependency[SkipValidation[Curating]],
    curator_reader: NamedDependency[SkipValidation[CuratorReader]],
    public_reader: NamedDependency[SkipValidation[PublicReader]],
) -> MyMenusRoom:
    form = await form_of(request)
    return MyMenusRoom(request, identity, form, accounts, curating, curator_reader, public_reader)
