"""The design system on one page, for whoever works on it; only where the operator switched it on."""

from litestar import Controller, Response, get

from app.http.access import OPTIONAL
from app.http.headers import policy
from app.web.answers import AnyRequest, page, spoken
from app.web.pages import Viewer
from app.web.specimens.desk import answers, desk_menu, past_of
from app.web.specimens.frames import GROUPS
from app.web.specimens.guide import SCHEMES, guides
from app.web.specimens.parts import parts
from domain.menus.notes import NoteTally

CURATOR = Viewer("ada", "Ada")
"""Who sits at the pretended desk."""
HOLDS_FRAMES = {"content-security-policy": policy(frame_src="'self'")}
STANDS_IN_A_FRAME = {"content-security-policy": policy(frame_ancestors="'self'")}


class StyleguidePages(Controller):
    path = "/styleguide"
    opt = OPTIONAL

    @get()
    async def show(self, request: AnyRequest) -> Response[str]:
        """Every component in every state, light beside dark, in the language that is asked for."""
        language = spoken(request)
        shown = await page(
            request, "styleguide.html", guides=guides(language), parts=parts(language), groups=GROUPS
        )
        shown.headers.update(HOLDS_FRAMES)
        return shown

    @get("/editor")
    async def show_editor(self, request: AnyRequest) -> Response[str]:
        """The editor over a pretended service, in the state and the colours that are asked for."""
        language = spoken(request)
        scheme = request.query_params.get("scheme", "")
        shown = await page(
            request,
            "styleguide_editor.html",
            viewer=CURATOR,
            csrf_token="seal",  # noqa: S106 - of no session
            menu=desk_menu(language),
            notes=NoteTally(),
            proposals=0,
            answers=answers(language),
            scheme=scheme if scheme in SCHEMES else "",
        )
        shown.headers.update(STANDS_IN_A_FRAME)
        return shown

    @get("/history")
    async def show_history(self, request: AnyRequest) -> Response[str]:
        """The page of its past, of which the editor shows a part."""
        return await page(request, "history.html", viewer=CURATOR, csrf_token="", **past_of(spoken(request)))
