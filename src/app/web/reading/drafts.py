"""The page of a shared draft, with the notes of whoever reads it where its link lets them leave some."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import unquote
from uuid import UUID

from litestar import Response
from msgspec import Struct

from app.http.csrf import csrf_token
from app.http.visits import page_of, visit_secret
from app.web.answers import AnyRequest, around, html, locale_of
from app.web.errors import render_error_page
from app.web.forms import FormState
from app.web.kept import kept_of
from app.web.rendering import render
from app.web.resuming import IN_ONE_LANGUAGE, InAMoment
from domain.accounts.service import AccountService
from domain.kernel import Actor, NotFound
from domain.menus.notes import AUTHOR, Anchor, AnchorKind, DraftNote, anchors
from domain.menus.readers import CuratorReader
from domain.menus.reviewing import Reviewing
from domain.menus.sharing import SharedDraft
from domain.menus.views import MenuView

GUEST_COOKIE: Final = "guest"
UNSEEN: Final = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
}


class Guest(Struct, frozen=True):
    """Somebody who may leave notes: what they call themselves, and what they have left in this visit.

    `csrf_token` is that of the visit.
    """

    path: str
    csrf_token: str
    name: str
    notes: Mapping[Anchor, list[DraftNote]]
    gone: tuple[DraftNote, ...]
    """Those about something that is not on the menu any more."""

    def on(self, kind: AnchorKind, anchor_id: UUID) -> list[DraftNote]:
        return self.notes.get((kind, anchor_id), [])


class Drafts(Struct, frozen=True, kw_only=True):
    """Where everything that the page shows is read."""

    accounts: AccountService
    curator_reader: CuratorReader
    reviewing: Reviewing

    async def show(
        self,
        request: AnyRequest,
        visit: UUID,
        draft: SharedDraft,
        form: FormState | None = None,
        status: int = 200,
    ) -> Response[str]:
        """The draft as it stands now, for a visit that is known to be good. Raises MenuNotFound."""
        curator = Actor(draft.owner_id, scopes=frozenset({"read"}))
        menu = await self.curator_reader.menu(curator, draft.menu_id)
        left = await self.reviewing.of_visit(draft, visit) if draft.takes_notes else ()
        body = render(
            "draft.html",
            locale_of(request),
            **around(request),
            menu=menu,
            curator=await self.accounts.me(curator),
            shared_until=draft.expires_at,
            guest=guest_of(request, visit, menu, left) if draft.takes_notes else None,
            form=form,
            is_lost=form is not None and form.name not in {place_of(*anchor) for anchor in anchors(menu)},
            cached=True,
        )
        response = html(request, body, status)
        response.headers.update(UNSEEN)
        return response


def visit_over(request: AnyRequest, _: Exception) -> Response[Any]:
    """For a note that came when its visit was over, whatever ended it: its words, to be copied."""

    async def with_words() -> Response[Any]:
        kept = await kept_of(request)
        body = dict(kept.fields).get("body", "").strip() if kept else ""
        if not body:
            return render_error_page(request, 404, NotFound.code)
        told = render("visit_over.html", locale_of(request), **IN_ONE_LANGUAGE, body=body, cached=True)
        response = html(request, told, 404)
        response.headers.update(UNSEEN)
        return response

    return InAMoment(with_words)


def guest_of(request: AnyRequest, visit: UUID, menu: MenuView, left: tuple[DraftNote, ...]) -> Guest:
    """Oldest notes first, at what they are about."""
    standing: dict[Anchor, list[DraftNote]] = {anchor: [] for anchor in anchors(menu)}
    gone: list[DraftNote] = []
    for note in reversed(left):
        standing.get(note.anchor, gone).append(note)
    name = unquote(request.cookies.get(GUEST_COOKIE, ""))[:AUTHOR]
    return Guest(page_of(visit), csrf_token(visit_secret(request)), name, standing, tuple(gone))


def place_of(kind: str, anchor_id: UUID | str) -> str:
    """What the place of a note is called on the page: its id there, and the name of its form."""
    return f"notes-{kind}-{anchor_id}"
