"""No handler meets a body or an address that it could stumble over."""

import json
import time
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

Http = TestClient[Litestar]
JSON = {"content-type": "application/json"}
DEEPEST = "[" * 64 + "]" * 64


def send(http: Http, body: bytes | str, path: str = "/api/v1/anything", **headers: str) -> tuple[int, str]:
    given = {"content-type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
    answer = http.post(path, content=body.encode() if isinstance(body, str) else body, headers=given)
    return answer.status_code, answer.json()["code"] if answer.status_code >= 400 else ""


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (DEEPEST, 201, ""),
        (f"[{DEEPEST}]", 400, "too-deep"),
        ('{"a":' * 65 + "1" + "}" * 65, 400, "too-deep"),
        ("[" * 30_000, 400, "too-deep"),
        (json.dumps(["[" * 500, '\\"[' * 100]), 201, ""),
        (json.dumps([[]] * 500), 201, ""),
        (b'"\xff"', 400, "invalid-utf8"),
        (b'"\xed\xa0\x80"', 400, "invalid-utf8"),
        ('"a\\u0000b"', 422, "nul-character"),
        ('{"\\u0000": 1}', 422, "nul-character"),
        ('"\\\\\\u0000"', 422, "nul-character"),
        ('"\\\\u0000"', 201, ""),
        (b'"\x00"', 422, "nul-character"),
        (str(2**63 - 1), 201, ""),
        (str(2**63), 422, "number-out-of-range"),
        (str(-(2**63)), 201, ""),
        (str(-(2**63) - 1), 422, "number-out-of-range"),
        ("9" * 5_000, 422, "number-out-of-range"),
        (f'{{"a": [1, {2**64}]}}', 422, "number-out-of-range"),
        (json.dumps("9" * 30), 201, ""),
        ("0.1234567890123456789012345", 201, ""),
        ("1234567890123456789012345.5", 201, ""),
        ("1e400", 422, "invalid"),
        ('"\\ud800"', 400, "malformed-json"),
        ('"\\udc00\\ud800"', 400, "malformed-json"),
        ('"\\ud83c\\udf77"', 201, ""),
    ],
)
def test_json_is_looked_at_before_it_is_decoded(
    http: Http, body: bytes | str, status: int, code: str
) -> None:
    assert send(http, body) == (status, code)


def test_the_offending_text_and_number_are_pointed_at(http: Http) -> None:
    def pointers(body: str) -> list[str]:
        answer = http.post("/api/v1/anything", content=body, headers=JSON).json()
        return [each["pointer"] for each in answer["errors"]]

    assert pointers('{"courses": [{"title": "x"}, {"title": "\\u0000"}]}') == ["/courses/1/title"]
    assert pointers('{"a/b": 99999999999999999999}') == ["/a~1b"]


def test_a_string_that_never_ends_is_refused_in_no_time(http: Http) -> None:
    hostile = "[" * 65 + '"' + '\\"' * 30_000
    started = time.process_time()
    assert send(http, hostile)[0] == 400
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(("size", "status"), [(64 * 1024, 201), (64 * 1024 + 1, 413)])
def test_bodies_end_at_64_kib(http: Http, size: int, status: int) -> None:
    body = b'"' + b"x" * (size - 2) + b'"'
    assert send(http, body)[0] == status


def test_a_streamed_body_is_counted_and_not_trusted(http: Http) -> None:
    def endless() -> Any:
        yield b'"'
        for _ in range(100):
            yield b"x" * 1024
        yield b'"'

    answer = http.post("/api/v1/anything", content=endless(), headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (413, "body-too-large")


def test_routes_say_themselves_when_they_take_more(http: Http) -> None:
    mebibyte = b'"' + b"x" * (1024 * 1024 - 2) + b'"'
    assert http.put("/api/v1/content", content=mebibyte, headers=JSON).status_code == 200
    assert http.put("/api/v1/content", content=mebibyte + b" ", headers=JSON).status_code == 413


def test_ndjson_is_streamed_through_untouched(http: Http) -> None:
    def lines() -> Any:
        for _ in range(300):
            yield b'{"payload": "\\u0000"}\n' * 1000

    headers = {"content-type": "application/x-ndjson"}
    answer = http.post("/api/v1/records", content=lines(), headers=headers)
    assert answer.status_code == 201
    assert sum(map(int, answer.text.split())) == 300 * 1000 * 22


def test_a_batch_of_records_keeps_what_its_records_hold(http: Http) -> None:
    assert http.post("/api/v1/records", content=b'["\\u0000"]', headers=JSON).status_code == 201
    too_long = b" " * (8 * 1024 * 1024 + 1)
    assert http.post("/api/v1/records", content=too_long, headers=JSON).status_code == 413


@pytest.mark.parametrize(
    ("content_type", "status"),
    [
        ("application/json", 201),
        ("Application/JSON; charset=utf-8", 201),
        ("text/plain", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data; boundary=x", 415),
        ("", 415),
    ],
)
def test_the_api_takes_json_only(http: Http, content_type: str, status: int) -> None:
    assert send(http, '{"title": "x"}', "/api/v1/menus", content_type=content_type)[0] == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"login=ann&password=%C5%BC", 201),
        (b"login=%00", 422),
        (b"login=\x00", 422),
        (b"login=%ff", 400),
        (b"&".join([b"a=1"] * 1_001), 400),
    ],
)
def test_forms_are_looked_at_too(http: Http, body: bytes, status: int) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert http.post("/login", content=body, headers=headers).status_code == status


def test_pages_take_no_json(http: Http) -> None:
    assert http.post("/login", json={"login": "ann"}).status_code == 415


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/menus?q=%C5%BC%C3%B3%C5%82w", 200, ""),
        ("/api/v1/menus?q=%00", 422, "nul-character"),
        ("/api/v1/menus?q=%ff", 400, "invalid-utf8"),
        ("/api/v1/menus?q=%ed%a0%80", 400, "invalid-utf8"),
        ("/api/v1/menus?q=" + "x" * 5_000, 400, "query-too-long"),
        ("/api/v1/menus?" + "q=1&" * 64, 400, "too-many-parameters"),
        ("/api/v1/menus%00", 422, "nul-character"),
        ("/api/v1/refusals/%ff", 400, "invalid-utf8"),
        ("/api/" + "x" * 3_000, 404, "not-found"),
    ],
)
def test_addresses_are_looked_at(http: Http, address: str, status: int, code: str) -> None:
    answer = http.get(address)
    assert (answer.status_code, answer.json().get("code", "")) == (status, code)


def test_head_answers_like_get_without_the_body(http: Http) -> None:
    for path in ("/api/v1/public", "/m/noir", "/health/live", "/openapi.json"):
        full, head = http.get(path), http.head(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == full.headers["content-length"]
        assert head.headers.get("etag") == full.headers.get("etag")
    assert http.head("/api/v1/anything").status_code == 405
    assert http.head("/nothing").status_code == 404


def test_options_lists_the_methods(http: Http) -> None:
    answer = http.options("/api/v1/menus/01890000-0000-7000-8000-000000000001")
    assert (answer.status_code, answer.headers["allow"]) == (204, "GET, HEAD, OPTIONS, PATCH")
    assert http.options("/nothing").status_code == 404
    assert http.options("/api/v1/menus/no-uuid").status_code == 404
