"""Assembles the application: routes inside, the edge, the headers and the observer around them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, ControllerRouterHandler, Guard, LifespanHook, Middleware
from litestar.utils import normalize_path

from app.http.addresses import Networks, client_address, networks
from app.http.docs import OpenApiDocument, openapi_document, show_docs, show_openapi, show_problem_codes
from app.http.edge import Edge
from app.http.errors import Refuse, RenderErrorPage, plain_error_page, with_head
from app.http.given import Given, given
from app.http.headers import SecurityHeaders, security_headers
from app.http.health import HealthController, Readiness
from app.http.metrics import RequestMetrics, show_metrics
from app.http.observability import Observability
from app.http.requests import StrictRequest


def create_application(
    *,
    route_handlers: Sequence[ControllerRouterHandler],
    base_url: str,
    readiness: Readiness,
    trusted_proxies: Sequence[str] = (),
    dependencies: Mapping[str, Provide] | None = None,
    guards: Sequence[Guard] = (),
    middleware: Sequence[Middleware] = (),
    lifespan: Sequence[Any] = (),
    on_startup: Sequence[LifespanHook] = (),
    render_error_page: RenderErrorPage = plain_error_page,
    is_outage: Callable[[Exception], bool] = lambda _: False,
    open_to_all: Mapping[str, Any] | None = None,
    metrics_directory: str | None = None,
) -> Litestar:
    """The whole application.

    `open_to_all` is the `opt` by which the guards know routes without an access policy of their own: it is
    given to health, metrics and API docs. `is_outage` tells an error of ours from a database that is away.
    `metrics_directory` is where several workers share their counts.
    """
    metrics = RequestMetrics(metrics_directory)
    refuse = Refuse(render_error_page, is_outage)
    proxies = networks(trusted_proxies)
    operations = Router(
        path="/",
        route_handlers=[HealthController, show_metrics, show_openapi, show_docs, show_problem_codes],
        opt=dict(open_to_all or {}),
    )
    application = Litestar(
        route_handlers=[operations, *route_handlers],
        dependencies={
            "readiness": given(readiness),
            "metrics": given(metrics),
            "openapi": Given(_openapi_document, sync_to_thread=False),
            "client_address": Given(_address_behind(proxies), sync_to_thread=False),
            **(dependencies or {}),
        },
        guards=list(guards),
        middleware=list(middleware),
        lifespan=list(lifespan),
        on_startup=list(on_startup),
        exception_handlers=refuse.handlers(),
        request_class=StrictRequest,
        request_max_body_size=None,
        logging_config=None,
        openapi_config=None,
        debug=False,
        pdb_on_exception=False,
    )
    application.state.openapi = cache(lambda: openapi_document(application))
    application.asgi_handler = surrounded(application, refuse, metrics, proxies, base_url)
    return application


def surrounded(
    application: Litestar, refuse: Refuse, metrics: RequestMetrics, proxies: Networks, base_url: str
) -> ASGIApp:
    """Litestar's own handler inside our three. They stand outside of it, so that a 404 passes them too."""
    inner = Edge(application.asgi_handler, refuse.domain_error, allowed_methods_of(application))
    headers = security_headers(https=base_url.startswith("https://"))
    return Observability(SecurityHeaders(inner, headers), metrics, proxies)


def allowed_methods_of(application: Litestar) -> Callable[[str], str | None]:
    """Tells the methods of the resource at a path, for OPTIONS; None where there is no resource."""
    methods = {route.path_format: with_head(", ".join(route.methods)) for route in application.routes}

    def allowed_methods(path: str) -> str | None:
        try:
            *_, template = application.asgi_router.handle_routing(path=normalize_path(path), method="OPTIONS")
        except HTTPException:
            return None
        return methods.get(template)

    return allowed_methods


def _openapi_document(state: State) -> OpenApiDocument:
    """Made once, when it is first asked for: a worker starts a third sooner without it."""
    document: OpenApiDocument = state.openapi()
    return document


def _address_behind(proxies: Networks) -> Callable[[Request[Any, Any, Any]], str]:
    def address(request: Request[Any, Any, Any]) -> str:
        return client_address(request.scope, proxies)

    return address
