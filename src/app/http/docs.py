"""Serves the API's description: the OpenAPI document, a page to browse it, and the list of problem codes."""

from typing import Any, Final, NewType

import msgspec
from litestar import Litestar, MediaType, Response, get
from litestar.config.app import AppConfig
from litestar.di import NamedDependency
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from app.http.errors import PROBLEM_JSON, ProblemDocument
from app.http.headers import CONTENT_SECURITY_POLICY
from app.http.problem_codes import as_markdown

OpenApiDocument = NewType("OpenApiDocument", bytes)

DESCRIPTION: Final = (
    "Menus of films, books, games and music: compose, publish, read. Errors are RFC 9457 problem documents; "
    "their codes are listed at /docs/errors."
)
CONFIG: Final = OpenAPIConfig(
    title="media-menu",
    version="1",
    description=DESCRIPTION,
    use_handler_docstrings=True,
    components=Components(
        security_schemes={
            "api_key": SecurityScheme(type="http", scheme="bearer", description="An API key, `mm_...`."),
            "session": SecurityScheme(
                type="apiKey",
                security_scheme_in="cookie",
                name="__Host-session",
                description="Set by POST /api/v1/session; unsafe methods also need `X-CSRF-Token`.",
            ),
        }
    ),
)

# The page's own styles come from /static; Swagger UI also writes style attributes, on this page alone.
PAGE_POLICY: Final = CONTENT_SECURITY_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>media-menu API</title>
<link rel="stylesheet" href="/static/vendor/swagger-ui.css">
</head>
<body>
<div id="api-docs" data-document="/openapi.json"></div>
<noscript><p>The description of this API is at <a href="/openapi.json">/openapi.json</a>.</p></noscript>
<script src="/static/vendor/swagger-ui-bundle.js"></script>
<script src="/static/js/api-docs.js"></script>
</body>
</html>
"""


def openapi_document(app: Litestar) -> OpenApiDocument:
    """The application's OpenAPI 3.1 document as indented JSON.

    The plugin is initialised on a configuration of its own, because the routes that it would add to the
    application answer with pages and errors that are not ours.
    """
    plugin: Any = app.plugins.get("OpenAPIPlugin")
    plugin.on_app_init(AppConfig(openapi_config=CONFIG))
    schema = with_problem_documents(plugin.provide_openapi_schema())
    document = msgspec.json.encode(schema, order="sorted")
    return OpenApiDocument(msgspec.json.format(document, indent=2) + b"\n")


def with_problem_documents(schema: dict[str, Any]) -> dict[str, Any]:
    """The same description with our refusals in place of the framework's, which never leave this house."""
    (problem,), components = msgspec.json.schema_components(
        [ProblemDocument], ref_template="#/components/schemas/{name}"
    )
    schema["components"]["schemas"].update(components)
    refused = {"description": "A refusal.", "content": {PROBLEM_JSON: {"schema": problem}}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["responses"].pop("400", None)
            operation["responses"]["default"] = refused
    return schema


@get("/openapi.json", include_in_schema=False, sync_to_thread=False)
def show_openapi(openapi: NamedDependency[OpenApiDocument]) -> Response[bytes]:
    return Response(openapi, media_type=MediaType.JSON)


@get("/docs", include_in_schema=False, sync_to_thread=False)
def show_docs() -> Response[str]:
    return Response(PAGE, media_type=MediaType.HTML, headers={"content-security-policy": PAGE_POLICY})


@get("/docs/errors", include_in_schema=False, sync_to_thread=False)
def show_problem_codes() -> Response[str]:
    return Response(as_markdown(), media_type="text/markdown")
