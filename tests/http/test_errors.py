"""Refusals reach programs as problem documents with stable codes, and people as pages."""

from typing import Any

import pytest
import structlog
from litestar import Litestar, Request, Response
from litestar.testing import TestClient

from tests.http.specimen import client

Http = TestClient[Litestar]


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("not-found", 404, "not-found"),
        ("missing", 404, "not-found"),
        ("gone", 410, "gone"),
        ("forbidden", 403, "forbidden"),
        ("conflict", 409, "conflict"),
        ("stale", 412, "stale"),
        ("invalid", 422, "invalid"),
        ("busy", 503, "busy"),
    ],
)
def test_every_kind_of_refusal_has_its_status_and_code(http: Http, name: str, status: int, code: str) -> None:
    answer = http.get(f"/api/v1/refusals/{name}")
    assert (answer.status_code, answer.json()["code"], answer.json()["status"]) == (status, code, status)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "code", "detail", "errors"}


def test_what_is_hidden_looks_exactly_like_what_is_not_there(http: Http) -> None:
    answers = [
        http.get(path)
        for path in (
            "/api/v1/refusals/not-found",
            "/api/v1/refusals/missing",
            "/api/v1/nothing",
            "/api/v1/menus/no-uuid",
            "/metrics",
        )
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    headers = [{k: v for k, v in answer.headers.items() if k != "x-request-id"} for answer in answers]
    assert all(each == headers[0] for each in headers)


def test_a_stale_write_learns_the_present_etag(http: Http) -> None:
    assert http.get("/api/v1/refusals/stale").headers["etag"] == '"8"'


def test_busy_says_when_to_come_back(http: Http) -> None:
    assert http.get("/api/v1/refusals/busy").headers["retry-after"] == "1"


def test_an_unexpected_error_tells_nothing_and_logs_its_place_but_no_values(http: Http) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = http.get("/api/v1/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "hunter2" not in answer.text
    assert "BrokenError" not in answer.text
    failure = next(line for line in lines if line["event"] == "request failed")
    assert "BrokenError" in failure["error"]
    assert "specimen.py" in failure["traceback"]
    assert "ann@example.org" not in str(lines)


def test_a_wrong_method_lists_the_right_ones(http: Http) -> None:
    answer = http.delete("/api/v1/menus")
    assert (answer.status_code, answer.json()["code"]) == (405, "method-not-allowed")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"titel": "x"}, "/titel", "unknown-field"),
        ({}, "/title", "missing-field"),
        ({"title": 1}, "/title", "wrong-type"),
        ({"title": "x", "year": "1999"}, "/year", "wrong-type"),
        ({"title": "x", "year": 1.0}, "/year", "wrong-type"),
        ({"title": "x", "courses": [{"title": "a"}, {"title": 3}]}, "/courses/1/title", "wrong-type"),
        ({"title": "x", "courses": [{"title": "a", "a/b~": 3}]}, "/courses/0/a~1b~0", "unknown-field"),
        ({"title": "x", "courses": [{"title": ""}]}, "/courses/0/title", "wrong-length"),
        ([], "", "wrong-type"),
        ("x", "", "wrong-type"),
    ],
)
def test_a_wrong_body_is_pointed_at(http: Http, body: Any, pointer: str, code: str) -> None:
    answer = http.post("/api/v1/menus", json=body)
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    "body", [b"{", b'{"title": NaN}', b'{"title": "\\ud800"}', b'{"title": "x"} y', b"\xef\xbb\xbf{}", b"'x'"]
)
def test_what_is_not_json_is_malformed(http: Http, body: bytes) -> None:
    answer = http.post("/api/v1/menus", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed-json")


def test_a_missing_body_is_told(http: Http) -> None:
    answer = http.post("/api/v1/menus")
    assert (answer.status_code, answer.json()["code"]) == (400, "body-missing")


@pytest.mark.parametrize(
    ("query", "pointer", "code"),
    [
        ("", "?q", "missing-parameter"),
        ("?q=x&limit=many", "?limit", "wrong-type"),
        ("?q=x&limit=101", "?limit", "out-of-range"),
        ("?q=x&limit=0", "?limit", "out-of-range"),
        ("?q=x&limit=99999999999999999999", "?limit", "out-of-range"),
        (f"?q=x&cursor={'c' * 2000}", "?cursor", "wrong-length"),
    ],
)
def test_a_wrong_parameter_is_pointed_at(http: Http, query: str, pointer: str, code: str) -> None:
    answer = http.get(f"/api/v1/menus{query}")
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


def test_a_merge_patch_tells_absent_from_null(http: Http) -> None:
    menu = "/api/v1/menus/01890000-0000-7000-8000-000000000001"
    sent = {"description": None}
    answer = http.patch(menu, json=sent, headers={"if-match": '"7"'})
    assert answer.json() == {"version": 7, "changed": {"description": None}}
    assert http.patch(menu, json={}, headers={"if-match": "*"}).json() == {"version": None, "changed": {}}
    assert http.patch(menu, json={"title": None}).status_code == 422


def test_a_write_without_if_match_is_asked_for_it(http: Http) -> None:
    answer = http.patch("/api/v1/menus/01890000-0000-7000-8000-000000000001", json={})
    assert (answer.status_code, answer.json()["code"]) == (428, "if-match-required")


def test_people_get_pages_instead_of_problem_documents() -> None:
    def page(request: Request[Any, Any, Any], status: int, code: str) -> Response[str]:
        return Response(f"<h1>{status} {code}</h1>", status_code=status, media_type="text/html")

    with client(render_error_page=page) as http:
        assert http.get("/nothing").text == "<h1>404 not-found</h1>"
        assert http.get("/broken").text == "<h1>500 internal</h1>"
        assert http.get("/nothing").headers["content-type"].startswith("text/html")
        assert http.get("/api/v1/nothing").json()["code"] == "not-found"


def test_a_failing_error_page_still_ends_in_a_plain_500() -> None:
    def page(request: Request[Any, Any, Any], status: int, code: str) -> Response[str]:
        raise RuntimeError("no templates")

    with client(render_error_page=page) as http:
        answer = http.get("/nothing")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert "x-request-id" in answer.headers
