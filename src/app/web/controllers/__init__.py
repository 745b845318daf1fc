"""The pages: each room translates a request into a use case, and what came of it into a page."""

from litestar import Router

from app.http.refusals import Unauthenticated
from app.web.answers import to_login
from app.web.controllers.accounts import AccountPages
from app.web.controllers.home import HomePages
from app.web.controllers.menus import MenuPages
from app.web.controllers.static import static_files

PAGES = (
    static_files,
    MenuPages,
    Router(
        path="/",
        route_handlers=[HomePages, AccountPages],
        exception_handlers={Unauthenticated: to_login},
        include_in_schema=False,
    ),
)
