"""What the rooms of the administration share: who looks, on which clock, and what stands in the address."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response
from litestar.di import NamedDependency
from litestar.params import SkipValidation

from app.http.identity import Identity
from app.web.answers import AnyRequest, page
from app.web.callers import Caller
from app.web.notices import notice_of
from app.web.pages import Viewer
from domain.accounts.service import AccountService

LONGEST = 200


class Room(Caller, frozen=True):
    """A page of the administration for whoever asks."""

    accounts: AccountService

    def asked(self, *names: str) -> dict[str, str]:
        """Those fields of the address that say something."""
        given = {name: self.request.query_params.get(name, "").strip()[:LONGEST] for name in names}
        return {name: value for name, value in given.items() if value}

    async def show(self, template: str, *, status: int = 200, **context: Any) -> Response[str]:
        """The template; times are on the clock of the person who looks. `asked` is kept in links to more."""
        me = await self.accounts.me(self.actor)
        asked = context.get("asked", {})
        return await page(
            self.request,
            template,
            status=status,
            viewer=Viewer(me.username, me.display_name, me.time_zone, me.role),
            asked=asked,
            more=f"{urlencode(asked)}&" if asked else "",
            notice=context.pop("notice", None) or notice_of(self.request, self.language),
            **{name: value for name, value in context.items() if name != "asked"},
        )


def provide_room(
    request: AnyRequest,
    identity: NamedDependency[SkipValidation[Identity]],
    accounts: NamedDependency[SkipValidation[AccountService]],
) -> Room:
    return Room(request, identity, accounts)
