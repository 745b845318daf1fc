"""Each request leaves one line and one count, and neither holds anything that was meant for somebody."""

import io
import json
import re

import pytest
import structlog
from litestar import Litestar
from litestar.testing import TestClient

from app.http import errors
from app.http.logs import configure_logging
from tests.http.specimen import CURATOR, client

Http = TestClient[Litestar]


def test_a_request_leaves_one_line_with_its_route_and_no_secret(http: Http) -> None:
    with structlog.testing.capture_logs() as lines:
        http.get("/s/mms_secret?q=private", headers={"cookie": "session=hidden"})
        http.get("/nothing/mms_secret")
        http.post("/api/v1/menus", json={"title": "diary"})
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/s/{token}", 200),
        ("GET", "unknown", 404),
        ("POST", "/api/v1/menus", 201),
    ]
    assert not re.search("mms_|private|hidden|diary", str(lines))


def test_the_line_names_the_actor(http: Http) -> None:
    with structlog.testing.capture_logs() as lines:
        http.get("/api/v1/menus/01890000-0000-7000-8000-000000000001")
    assert lines[0]["actor"] == str(CURATOR)


def test_every_answer_has_an_id_of_its_own(http: Http) -> None:
    ids = {http.get(path).headers["x-request-id"] for path in ("/m/noir", "/nothing", "/x%00")}
    assert len(ids) == 3
    assert http.get("/m/noir", headers={"x-request-id": "chosen-by-me"}).headers["x-request-id"] not in (
        ids | {"chosen-by-me"}
    )


def test_metrics_are_not_there_for_others(http: Http) -> None:
    assert http.get("/metrics").status_code == 404


def test_forwarded_addresses_count_only_from_trusted_proxies() -> None:
    forwarded = {"x-forwarded-for": "203.0.113.9"}
    with client() as http:
        assert http.get("/s/x", headers=forwarded).text == "unknown"


def test_machines_read_one_json_object_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    before = structlog.get_config()
    monkeypatch.setattr("sys.stderr", io.TextIOWrapper(written))
    try:
        configure_logging(as_json=True)
        monkeypatch.setattr(errors, "log", structlog.get_logger())  # the other is bound to the old stream
        with client() as http:
            answer = http.get("/m/noir")
            http.get("/api/v1/broken")
    finally:
        structlog.configure(**before)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["request", "request failed", "request"]
    assert {line["status"] for line in lines if "status" in line} == {200, 500}
    assert lines[0]["request_id"] == answer.headers["x-request-id"]
    assert lines[0]["route"] == "/m/{slug}"
    assert lines[1]["request_id"] == lines[2]["request_id"]
    assert lines[1]["level"] == "error"


def test_people_without_a_terminal_read_plain_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.StringIO()
    before = structlog.get_config()
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setenv("FORCE_COLOR", "1")
    try:
        configure_logging(as_json=False)
        structlog.get_logger().warning("announcements lost", reason="OSError")
    finally:
        structlog.configure(**before)
    assert "\x1b" not in written.getvalue()
    assert "announcements lost" in written.getvalue()
    assert "reason=OSError" in written.getvalue()
