"""A draft by a private link: the token leaves the address at once, and every look asks the link again."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, SkipValidation
from litestar.response import Redirect

from app.http.access import GUEST
from app.http.errors import status_of
from app.http.links import PublicLinks
from app.http.notes import Reviewer
from app.http.publishing import Sharer
from app.http.visits import (
    PREFIX,
    Marks,
    check_visit_form,
    page_of,
    visit_cookie,
    visit_cookies,
    visit_digest,
)
from app.web.answers import AnyRequest, spoken, when_again
from app.web.reading.drafts import GUEST_COOKIE, UNSEEN, Drafts, place_of, visit_over
from app.web.sent import sent_form
from domain.kernel import Busy, Conflict, Invalid
from domain.menus.commands import NewNote
from domain.menus.errors import MenuNotFound, NoteNotFound

Links = NamedDependency[SkipValidation[PublicLinks]]
Room = NamedDependency[SkipValidation[Drafts]]


class SharedPages(Controller):
    opt = GUEST

    @get("/s/{token:str}")
    async def open_link(
        self, token: FromPath[str], tokens: Marks, sharing: Sharer, public_links: Links
    ) -> Response[Any]:
        """Begins a visit. Whatever is wrong with a link, it is not there."""
        if not tokens.looks_valid(token, PREFIX):
            raise MenuNotFound
        visit, secret = await sharing.open(tokens.digest(token))
        cookies = visit_cookies(visit, secret.token, https=public_links.is_https)
        return Redirect(page_of(visit), status_code=303, headers=UNSEEN, cookies=cookies)

    @get("/shared/{visit_id:uuid}")
    async def read_draft(
        self, request: AnyRequest, visit_id: FromPath[UUID], tokens: Marks, sharing: Sharer, drafts: Room
    ) -> Response[str]:
        """The draft as it stands now, as long as its link does."""
        draft = await sharing.visit(visit_id, visit_digest(request, tokens))
        return await drafts.show(request, visit_id, draft)

    @post("/shared/{visit_id:uuid}/notes", exception_handlers={MenuNotFound: visit_over})
    async def leave_note(
        self,
        request: AnyRequest,
        visit_id: FromPath[UUID],
        tokens: Marks,
        sharing: Sharer,
        reviewing: Reviewer,
        drafts: Room,
        public_links: Links,
    ) -> Response[Any]:
        """Back to what it is about; what was refused stands there again with its words."""
        proof = visit_digest(request, tokens)
        await check_visit_form(request)
        form = await sent_form(request)
        place = place_of(form.values.get("anchor_kind", ""), form.values.get("anchor_id", ""))
        try:
            note = await reviewing.leave(visit_id, proof, form.read(NewNote))
        except (Invalid, Conflict, Busy) as refusal:
            state = form.refused(place, refusal, spoken(request))
            draft = await sharing.visit(visit_id, proof)
            shown = await drafts.show(request, visit_id, draft, state, status_of(refusal))
            return when_again(shown, refusal)
        name, path = quote(note.author_name), page_of(visit_id)
        remembered = visit_cookie(GUEST_COOKIE, name, path, https=public_links.is_https)
        return Redirect(
            f"{path}#{place_of(*note.anchor)}", status_code=303, headers=UNSEEN, cookies=[remembered]
        )

    @post("/shared/{visit_id:uuid}/notes/{note_id:uuid}/take-back")
    async def take_note_back(
        self,
        request: AnyRequest,
        visit_id: FromPath[UUID],
        note_id: FromPath[UUID],
        tokens: Marks,
        reviewing: Reviewer,
    ) -> Response[Any]:
        """Back to where it stood, which the form's address says; asking twice is fine."""
        proof = visit_digest(request, tokens)
        await check_visit_form(request)
        with suppress(NoteNotFound):
            await reviewing.take_back(visit_id, proof, note_id)
        return Redirect(page_of(visit_id), status_code=303, headers=UNSEEN)
