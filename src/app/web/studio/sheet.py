"""A sent form of the editor, and what becomes of it: done, refused with all that was typed, or too late."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.errors import status_of
from app.http.identity import Identity
from app.web.answers import AnyRequest, page, see_other
from app.web.callers import Caller
from app.web.forms import FormState
from app.web.pages import StaleEdit
from app.web.sent import SentForm, sent_form
from app.web.studio.desk import Desk, Shown, path_of
from domain.kernel import Conflict, DomainError, Forbidden, Invalid, MenuId, Stale
from domain.menus.errors import CourseNotFound, ItemNotFound, PairingNotFound
from domain.menus.service import Change, Curating
from domain.menus.views import MenuView

Present = Callable[[MenuView], dict[str, str]]
"""What stands now where a form would write, by field name; empty when the thing is gone."""


class Sheet(Caller, frozen=True):
    """One sent form.

    `name` is what templates call it: a form that has one shows its refusal itself, for the others it stands
    at the top of the page. `present` is given for forms that change words which stand there already.
    """

    menu_id: MenuId
    form: SentForm
    desk: Desk
    curating: Curating

    @property
    def search(self) -> dict[str, str]:
        """What stood in the search of the page, from a form that sends it along."""
        sent = self.form.values if "q" in self.form.values else {}
        return {name: sent[name] for name in ("q", "media_type") if sent.get(name)}

    async def edit(
        self, make: Callable[[], Change], place: str, name: str = "", present: Present | None = None
    ) -> Response[Any]:
        """Makes one change to the order or the words of the menu, and looks at that place."""

        async def change() -> str:
            await self.curating.edit(self.actor, self.menu_id, self.form.version, make())
            return place

        return await self.take(change, name, present)

    async def take(
        self, change: Callable[[], Awaitable[str]], name: str = "", present: Present | None = None
    ) -> Response[Any]:
        """Does what gives the place to look at next; shows what stands against it. Raises MenuNotFound."""
        try:
            place = await change()
        except (Stale, CourseNotFound, ItemNotFound, PairingNotFound) as refusal:
            return await self._too_late(refusal, name, present)
        except (Invalid, Conflict, Forbidden) as refusal:
            return await self._refused(refusal, name)
        return see_other(place if place.startswith("/") else path_of(self.menu_id) + place)

    async def _too_late(self, refusal: DomainError, name: str, present: Present | None) -> Response[Any]:
        """Words that were typed are set against those that stand there now; anything else is asked again."""
        if present is None:
            return await self._refused(refusal, name)
        menu = await self.desk.curator_reader.menu(self.actor, self.menu_id)
        edit = stale_edit(self.request.scope["path"], self.form.values, present(menu))
        if not edit.typed:  # sent twice, and done the first time
            return see_other(path_of(self.menu_id))
        here = path_of(self.menu_id)
        return await page(
            self.request, "conflict.html", status=status_of(refusal), here=here, menu=menu, edit=edit
        )

    async def _refused(self, refusal: DomainError, name: str) -> Response[str]:
        form = self.form.refused(name, refusal, self.language)
        notice = "" if name else " ".join(form.errors.values())
        return await self.show(form, notice, status_of(refusal))

    async def show(
        self, form: FormState | None = None, notice: str = "", status: int = 200, new_share_url: str = ""
    ) -> Response[str]:
        """The editor, as it stands after the form."""
        wishes = {"course_id": self.form.values.get("course_id", ""), **self.search}
        shown = Shown(form, notice, new_share_url, wishes, status)
        return await self.desk.show(self.request, self.actor, self.menu_id, shown)


def stale_edit(action: str, sent: dict[str, str], present: dict[str, str]) -> StaleEdit:
    """Only what differs is shown; the rest goes along."""
    typed = {name: words for name, words in sent.items() if present.get(name) != tidy(words)}
    hidden = {name: words for name, words in sent.items() if name not in typed}
    return StaleEdit(action, typed, present, hidden)


def tidy(words: str) -> str:
    return words.replace("\r\n", "\n").strip()


async def provide_sheet(
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    menu_id: FromPath[UUID],
    desk: NamedDependency[SkipValidation[Desk]],
    curating: NamedDependency[SkipValidation[Curating]],
) -> Sheet:
    return Sheet(request, identity, MenuId(menu_id), await sent_form(request), desk, curating)
