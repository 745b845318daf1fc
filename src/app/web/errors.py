"""What people see instead of a problem document: a page that says so in their language.

It is the same for everybody and for every reason, so that what is hidden looks like what is not there.
"""

from litestar import Response

from app.web.answers import AnyRequest, html, locale_of, wanted_page
from app.web.rendering import render


def render_error_page(request: AnyRequest, status: int, code: str) -> Response[str]:
    """The page for a refusal; `cached` leaves out who is signed in.

    Nobody can ask for what was sent to an address: another language is that of the page where the form stood.
    """
    here = "" if request.method == "GET" else wanted_page(request)
    shown = render("error.html", locale_of(request), status=status, cached=True, here=here)
    return html(request, shown, status)
