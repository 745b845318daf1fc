"""Every answer tells the browser what it may do with it."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from tests.http.specimen import client

Http = TestClient[Litestar]


@pytest.mark.parametrize(
    "path", ["/m/noir", "/api/v1/public", "/nothing", "/api/v1/broken", "/x%00", "/api/v1/menus"]
)
def test_every_answer_carries_the_security_headers(http: Http, path: str) -> None:
    headers = http.get(path).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "strict-transport-security" not in headers


def test_a_handler_may_set_one_header_itself(http: Http) -> None:
    headers = http.get("/m/noir").headers
    assert headers.get_list("referrer-policy") == ["no-referrer"]
    assert headers["x-content-type-options"] == "nosniff"


def test_https_is_remembered_by_browsers() -> None:
    with client(base_url="https://menus.example") as http:
        assert http.get("/m/noir").headers["strict-transport-security"] == "max-age=31536000"


def test_only_public_reading_is_open_to_other_sites(http: Http) -> None:
    assert http.get("/api/v1/public").headers["access-control-allow-origin"] == "*"
    assert http.head("/api/v1/public").headers["access-control-allow-origin"] == "*"
    assert (
        http.get("/api/v1/public", headers={"if-none-match": '"7-en"'}).headers["access-control-allow-origin"]
        == "*"
    )
    for path in ("/m/noir", "/api/v1/menus", "/health/live"):
        assert "access-control-allow-origin" not in http.get(path).headers


def test_a_reader_who_has_it_gets_304(http: Http) -> None:
    etag = http.get("/api/v1/public").headers["etag"]
    answer = http.get("/api/v1/public", headers={"if-none-match": f'"6-en", W/{etag}'})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
