"""The design system on one page, for whoever works on it; only where the operator switched it on."""

from litestar import Controller, Response, get

from app.http.access import OPTIONAL
from app.web.answers import AnyRequest, page, spoken
from app.web.specimens import guides


class StyleguidePages(Controller):
    opt = OPTIONAL

    @get("/styleguide")
    async def show(self, request: AnyRequest) -> Response[str]:
        """Every component in every state, light beside dark, in the language that is asked for."""
        return await page(request, "styleguide.html", guides=guides(spoken(request)))
