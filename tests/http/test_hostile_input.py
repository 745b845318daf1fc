"""Whatever arrives, nobody gets a 5xx for it."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from tests.examples import looking_at
from tests.http.specimen import ROUTES, client

Http = TestClient[Litestar]

bounded = looking_at(150)

NASTY = ["\0", "\ud800", "\udfff", "\u2028", "\ufeff", "'; --", "💣", "\x1b[0m", "../", "%00", "{{7*7}}"]
texts = st.one_of(st.text(max_size=30), st.sampled_from(NASTY))
numbers = st.one_of(st.integers(), st.integers(-(2**70), 2**70), st.floats())
values = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=20,
)
menus = st.fixed_dictionaries(
    {}, optional={"title": values, "courses": values, "year": values, "metadata": values}
)
content_types = st.sampled_from(
    [
        "application/json",
        "application/x-ndjson",
        "application/x-www-form-urlencoded",
        "text/html",
        "",
        "a/b;c=\xff",
    ]
)
paths = st.sampled_from(
    sorted({path.replace("{menu_id:uuid}", "1") for route in ROUTES for path in route.paths})
)


@bounded
@given(body=st.one_of(values, menus), ascii_only=st.booleans())
def test_any_json(http: Http, body: Any, ascii_only: bool) -> None:
    text = json.dumps(body, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    for path in ("/api/v1/menus", "/api/v1/anything"):
        answer = http.post(path, content=text, headers={"content-type": "application/json"})
        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer.json()["code"] != "malformed"


@bounded
@given(
    body=st.binary(max_size=300),
    content_type=content_types,
    path=paths,
    method=st.sampled_from(["POST", "PUT", "PATCH", "DELETE", "GET", "TRACE", "BREW"]),
)
def test_any_bytes_of_any_kind_anywhere(
    http: Http, body: bytes, content_type: str, path: str, method: str
) -> None:
    if "broken" in path:
        return
    answer = http.request(
        method, path, content=body, headers={"content-type": content_type.encode("latin-1")}
    )
    assert answer.status_code < 500


@bounded
@given(cut=st.integers(0, 60), insert=st.binary(max_size=3))
def test_any_damage_to_a_good_body(http: Http, cut: int, insert: bytes) -> None:
    good = b'{"title": "No\\u0142ir \xc5\xbc", "courses": [{"title": "a"}], "year": 1999}'
    body = good[:cut] + insert + good[cut + 1 :]
    answer = http.post("/api/v1/menus", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in {201, 400, 422}


@bounded
@given(raw=st.binary(max_size=60))
def test_any_query(http: Http, raw: bytes) -> None:
    query = "".join(chr(byte) if chr(byte).isalnum() or byte in b"&=;+" else f"%{byte:02x}" for byte in raw)
    assert http.get(f"/api/v1/menus?q=x&{query}").status_code < 500


@bounded
@given(
    name=st.sampled_from(
        ["if-match", "if-none-match", "cookie", "accept", "x-request-id", "x-forwarded-for", "content-length"]
    ),
    value=st.binary(max_size=40),
)
def test_any_header(http: Http, name: str, value: bytes) -> None:
    sane = bytes(byte for byte in value if byte >= 32)
    answer = http.get("/api/v1/public", headers={name: sane})
    assert answer.status_code < 500
    if name != "content-length":
        menu = "/api/v1/menus/01890000-0000-7000-8000-000000000001"
        assert http.patch(menu, json={"title": "x"}, headers={name: sane}).status_code < 500


def test_depth_is_found_wherever_it_hides() -> None:
    with client() as http:
        for opener, closer in (("[", "]"), ('{"a":', "}"), ('[{"\\"[":', "}]")):
            for levels in (30, 200, 5_000):
                body = opener * levels + "1" + closer * levels
                answer = http.post(
                    "/api/v1/anything", content=body, headers={"content-type": "application/json"}
                )
                depth = levels * (2 if opener.startswith("[{") else 1)
                assert answer.status_code == (201 if depth <= 64 else 400)
