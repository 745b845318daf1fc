"""A draft by a private link: the token leaves the address at once, and every look asks the link again."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from litestar import Controller, Response, get
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from app.http.access import ANONYMOUS
from app.http.links import PublicLinks
from app.http.menus import Reader
from app.http.publishing import Sharer
from app.web.answers import AnyRequest, around, html, locale_of
from app.web.rendering import render
from domain.accounts.ports import Tokens
from domain.accounts.service import AccountService
from domain.kernel import Actor
from domain.menus.errors import MenuNotFound
from domain.menus.sharing import VISIT

PREFIX: Final = "mms_"
VISIT_COOKIE: Final = "visit"
UNSEEN: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}

Marks = NamedDependency[SkipValidation[Tokens]]


class SharedPages(Controller):
    opt = ANONYMOUS

    @get("/s/{token:str}")
    async def open_link(
        self,
        token: FromPath[str],
        tokens: Marks,
        sharing: Sharer,
        public_links: NamedDependency[SkipValidation[PublicLinks]],
    ) -> Response[Any]:
        """Begins a visit. Whatever is wrong with a link, it is not there."""
        if not tokens.looks_valid(token, PREFIX):
            raise MenuNotFound
        visit, secret = await sharing.open(tokens.digest(token))
        path = f"/shared/{visit}"
        cookie = Cookie(
            VISIT_COOKIE,
            value=secret.token,
            path=path,
            max_age=int(VISIT / timedelta(seconds=1)),
            httponly=True,
            samesite="lax",
            secure=public_links.base_url.startswith("https://"),
        )
        return Redirect(path, status_code=303, headers=UNSEEN, cookies=[cookie])

    @get("/shared/{visit_id:uuid}")
    async def read_draft(
        self,
        request: AnyRequest,
        visit_id: FromPath[UUID],
        tokens: Marks,
        sharing: Sharer,
        curator_reader: Reader,
        accounts: NamedDependency[SkipValidation[AccountService]],
    ) -> Response[str]:
        """The draft as it stands now, as long as its link does."""
        secret = request.cookies.get(VISIT_COOKIE, "")
        if not tokens.looks_valid(secret, PREFIX):
            raise MenuNotFound
        draft = await sharing.visit(visit_id, tokens.digest(secret))
        curator = Actor(draft.owner_id, scopes=frozenset({"read"}))
        body = render(
            "draft.html",
            locale_of(request),
            **around(request),
            menu=await curator_reader.menu(curator, draft.menu_id),
            curator=await accounts.me(curator),
            shared_until=draft.expires_at,
            cached=True,
        )
        response = html(request, body, 200)
        response.headers.update(UNSEEN)
        return response
