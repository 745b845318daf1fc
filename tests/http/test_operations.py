"""Supervisors, scrapers and developers find what they need, without a network of others."""

import re

from litestar import Litestar
from litestar.testing import TestClient

from tests.http.specimen import Ready, client

Http = TestClient[Litestar]


def test_a_live_process_says_so(http: Http) -> None:
    assert http.get("/health/live").json() == {"status": "alive"}


def test_ready_when_the_database_is(http: Http) -> None:
    assert http.get("/health/ready").json() == {"status": "ready"}


def test_not_ready_while_the_schema_is_behind() -> None:
    with client(readiness=Ready("The schema is behind the code.")) as http:
        answer = http.get("/health/ready")
        assert (answer.status_code, answer.json()["code"]) == (503, "not-ready")
        assert answer.headers["retry-after"] == "1"
        assert http.get("/health/live").status_code == 200


def test_the_api_describes_itself(http: Http) -> None:
    document = http.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    assert document["paths"]["/api/v1/menus"]["post"]["requestBody"]
    assert not [path for path in document["paths"] if path.startswith(("/docs", "/metrics", "/schema"))]


def test_the_docs_load_nothing_from_elsewhere(http: Http) -> None:
    answer = http.get("/docs")
    addresses = re.findall(r'(?:src|href|data-document)="([^"]*)"', answer.text)
    assert addresses
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert "script-src 'self';" in answer.headers["content-security-policy"]


def test_problem_codes_are_served(http: Http) -> None:
    assert "| 412 | `stale` |" in http.get("/docs/errors").text
    kind = http.get("/api/v1/refusals/stale").json()["type"]
    assert http.get(kind.partition("#")[0]).status_code == 200
