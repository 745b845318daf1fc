"""The welcome of a newcomer: three steps to a first menu, which can be skipped at once and for ever.

How far somebody got is `onboarding_step` of their profile: the number of steps that are done. The menu is
the one that they changed last.
"""

from collections.abc import Awaitable, Callable
from typing import Any, Final

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.errors import status_of
from app.http.identity import Identity
from app.web.answers import STUDIO, AnyRequest, page, see_other
from app.web.callers import Caller
from app.web.forms import FormState
from app.web.pages import Search
from app.web.sent import SentForm, form_of
from app.web.studio.starters import STARTERS
from domain.accounts.service import AccountService
from domain.accounts.views import Me
from domain.catalog.commands import Query
from domain.catalog.ports import TitleSearch
from domain.kernel import Clock, Conflict, Forbidden, Invalid, NotFound
from domain.menus.publishing import Publishing
from domain.menus.readers import CuratorReader
from domain.menus.service import Curating
from domain.menus.views import MenuView

WELCOME: Final = "/welcome"
STEPS: Final = 3
FOUND: Final = 8
LONGEST_SEARCH: Final = 200


class WelcomeRoom(Caller, frozen=True, kw_only=True):
    """Everything that the welcome shows and does, for whoever asks."""

    form: SentForm
    accounts: AccountService
    curating: Curating
    curator_reader: CuratorReader
    publishing: Publishing
    title_search: TitleSearch
    clock: Clock

    async def menu(self) -> MenuView | None:
        """The menu that is being made, if one is."""
        latest = await self.curator_reader.menus(self.actor, 1, None)
        return await self.curator_reader.menu(self.actor, latest[0].id) if latest else None

    async def show(
        self, form: FormState | None = None, status: int = 200, step: int | None = None
    ) -> Response[Any]:
        """The step that somebody is at, or an earlier one that they ask for; the studio when it is over."""
        me = await self.accounts.me(self.actor)
        if me.onboarding_completed_at:
            return see_other(STUDIO)
        menu = await self.menu() if me.onboarding_step else None
        furthest = step_of(me, menu)
        step = min(step or self._asked or furthest, furthest)
        check = await self.publishing.check(self.actor, menu.id) if menu and step == STEPS else None
        return await page(
            self.request,
            f"welcome/step_{step}.html",
            status=status,
            here=WELCOME,
            step=step,
            furthest=furthest,
            menu=menu,
            search=await self._found() if step == 2 else Search(),
            starters=STARTERS,
            check=check,
            form=form,
        )

    async def take(self, step: int, change: Callable[[], Awaitable[int]]) -> Response[Any]:
        """Does what gives the number of steps that are done then; shows what stands against it."""
        try:
            done = await change()
        except (Invalid, Conflict, Forbidden, NotFound) as refusal:
            form = self.form.refused(f"welcome-{step}", refusal, self.language)
            return await self.show(form, status_of(refusal), step)
        await self.reach(done)
        return see_other(WELCOME)

    async def reach(self, done: int) -> None:
        """Notes how many steps are done; going back to one takes nothing away."""
        now = self.clock()
        await self.accounts.change_profile(
            self.actor, lambda profile: profile.at_step(max(profile.onboarding_step, done), now)
        )

    async def end(self) -> None:
        """Finished or skipped, it does not come back."""
        now = self.clock()
        await self.accounts.change_profile(self.actor, lambda profile: profile.onboarded(True, now))

    @property
    def _asked(self) -> int | None:
        """The step that the address names, if it names one."""
        asked = self.request.query_params.get("step", "")
        return int(asked) if asked in {"1", "2", "3"} else None

    async def _found(self) -> Search:
        asked = self.request.query_params
        text = asked.get("q", "").strip()[:LONGEST_SEARCH]
        if not text:
            return Search()
        found = await self.title_search.find(self.actor, Query(text, limit=FOUND))
        return Search(q=text, results=found.items)


def step_of(me: Me, menu: MenuView | None) -> int:
    """The step after those that are done; the first again when the menu is gone."""
    return min(me.onboarding_step + 1, STEPS) if menu else 1


async def provide_welcome(
    *,
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    accounts: NamedDependency[SkipValidation[AccountService]],
    curating: NamedDependency[SkipValidation[Curating]],
    curator_reader: NamedDependency[SkipValidation[CuratorReader]],
    publishing: NamedDependency[SkipValidation[Publishing]],
    title_search: NamedDependency[SkipValidation[TitleSearch]],
    clock: NamedDependency[SkipValidation[Clock]],
) -> WelcomeRoom:
    return WelcomeRoom(
        request=request,
        identity=identity,
        form=await form_of(request),
        accounts=accounts,
        curating=curating,
        curator_reader=curator_reader,
        publishing=publishing,
        title_search=title_search,
        clock=clock,
    )
