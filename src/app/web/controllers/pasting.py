"""A list that a curator has already: pasted, looked through, and added to a course in one change."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import FromPath
from msgspec.structs import replace

from app.http.access import BY_SESSION
from app.http.catalog import Reading
from app.http.errors import status_of
from app.http.identity import Identity, Who
from app.http.menus import Curator, Me, Reader
from app.web.answers import AnyRequest, page, see_other, spoken, when_again
from app.web.controllers.editor import MENU
from app.web.forms import FormState
from app.web.refusals import explain, in_words
from app.web.resuming import IN_ONE_LANGUAGE
from app.web.sent import SentForm, sent_form
from app.web.studio.desk import path_of
from app.web.studio.pasting import Pasted, chosen_in, left_over, pasted_in, reviewed, wished
from domain.catalog.recognising import Recognising
from domain.kernel import Busy, Conflict, DomainError, Invalid, MenuId, Stale
from domain.menus.errors import CourseNotFound
from domain.menus.views import MenuView


class PastingPages(Controller):
    path = f"{MENU}/paste"
    opt = BY_SESSION

    @get()
    async def show(
        self, request: AnyRequest, actor: Me, curator_reader: Reader, menu_id: FromPath[UUID]
    ) -> Response[str]:
        """Room for a list."""
        menu = await curator_reader.menu(actor, MenuId(menu_id))
        return await shown(request, menu, Pasted(course_id=request.query_params.get("course_id", "")))

    @post()
    async def look(
        self,
        request: AnyRequest,
        identity: Who,
        curator_reader: Reader,
        recognising: Reading,
        menu_id: FromPath[UUID],
    ) -> Response[Any]:
        """What the lines mean. Those of which nothing was found stay in the text."""
        menu = await curator_reader.menu(identity.actor, MenuId(menu_id))
        return await looked_through(request, identity, menu, recognising, await sent_form(request))

    @post("/add")
    async def add(
        self,
        request: AnyRequest,
        identity: Who,
        curator_reader: Reader,
        curating: Curator,
        recognising: Reading,
        menu_id: FromPath[UUID],
    ) -> Response[Any]:
        """The chosen works at the end of a course, in one change; the other lines stay on the page."""
        form, actor = await sent_form(request), identity.actor
        try:
            chosen = chosen_in(form)
            works = [chosen.works[place] for place in sorted(chosen.works, key=len_and_place)]
            menu = await curating.add_items(actor, MenuId(menu_id), form.version, chosen.course_id, works)
        except (Invalid, Conflict, Stale, CourseNotFound) as refusal:
            menu = await curator_reader.menu(actor, MenuId(menu_id))
            return await looked_through(request, identity, menu, recognising, form, refusal)
        if rest := left_over(form, chosen):
            words = spoken(request, identity).ngettext(
                "%(n)s work is on the menu. These lines are left.",
                "%(n)s works are on the menu. These lines are left.",
                len(works),
            )
            kept = replace(pasted_in(form), text=rest, picks={})
            return await shown(request, menu, kept, notice=words % {"n": len(works)})
        return see_other(f"{path_of(menu_id)}#course-{chosen.course_id}")


async def looked_through(
    request: AnyRequest,
    identity: Identity,
    menu: MenuView,
    recognising: Recognising,
    form: SentForm,
    refusal: DomainError | None = None,
) -> Response[str]:
    """The review of the list, with what stood against it; the whole list when it cannot be reviewed."""
    pasted = pasted_in(form)
    try:
        pasted = reviewed(pasted, await recognising.recognise(identity.actor, wished(form)))
    except (Invalid, Busy) as failure:
        refusal = refusal or failure
    if refusal is None:
        return await shown(request, menu, pasted)
    language = spoken(request, identity)
    words = explain(refusal.problems[0], language) if refusal.problems else in_words(refusal, language)
    state = FormState("paste", errors={"lines" if pasted.text and not pasted.is_review else "": words})
    return when_again(await shown(request, menu, pasted, state, status_of(refusal)), refusal)


async def shown(
    request: AnyRequest,
    menu: MenuView,
    pasted: Pasted,
    form: FormState | None = None,
    status: int = 200,
    notice: str = "",
) -> Response[str]:
    served = {item.media_item_id for course in menu.courses for item in course.items}
    return await page(
        request,
        "paste.html",
        status=status,
        here=f"{path_of(menu.id)}/paste",
        menu=menu,
        pasted=pasted,
        served=served,
        form=form,
        notice=notice,
        **(IN_ONE_LANGUAGE if request.method == "POST" else {}),
    )


def len_and_place(place: str) -> tuple[int, str]:
    """The order of numbers, for texts that may be none."""
    return len(place), place
