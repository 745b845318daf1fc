"""Forking from the page of a menu: a look at what it is, and then a draft of one's own."""

from typing import Any

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation

from app.http.access import BY_SESSION
from app.http.errors import status_of
from app.http.forks import Forker
from app.http.identity import Who
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.forms import FormState
from app.web.sent import SentForm, sent_form
from app.web.studio.desk import path_of
from domain.kernel import DomainError, NotFound
from domain.menus.commands import NewFork
from domain.menus.readers import PublicReader

Public = NamedDependency[SkipValidation[PublicReader]]


class ForkPages(Controller):
    path = "/m/{slug:str}/fork"
    opt = BY_SESSION

    @get()
    async def ask(self, request: AnyRequest, public_reader: Public, slug: FromPath[str]) -> Response[str]:
        """What a fork is; whoever is not signed in comes by here afterwards. `edition` names an older one."""
        asked = request.query_params.get("edition", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len("999999") else None
        return await asked_again(request, public_reader, slug, number)

    @post()
    async def fork(
        self, request: AnyRequest, identity: Who, forking: Forker, public_reader: Public, slug: FromPath[str]
    ) -> Response[Any]:
        """A new draft, and its editor."""
        form = await sent_form(request)
        try:
            menu = await forking.fork(identity.actor, slug, form.read(NewFork))
        except NotFound:
            raise
        except DomainError as refusal:
            state = SentForm({}).refused("fork", refusal, spoken(request, identity))
            answer = await asked_again(request, public_reader, slug, None, state, status_of(refusal))
            return when_again(answer, refusal)
        return see_other(f"{path_of(menu.id)}?done=forked")


async def asked_again(
    request: AnyRequest,
    reader: PublicReader,
    slug: str,
    number: int | None,
    form: FormState | None = None,
    status: int = 200,
) -> Response[str]:
    menu = await reader.menu(slug, number)
    return await page(request, "fork.html", status=status, menu=menu, form=form)
