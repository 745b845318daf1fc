"""A client's address is what trusted proxies say of it, and nothing that it says itself."""

from typing import Any, cast

import pytest
from litestar.types import Scope

from app.http.addresses import client_address, is_direct_loopback, networks

TRUSTED = networks(["127.0.0.1", "10.0.0.0/8", "::1"])


def scope(peer: str | None, *forwarded: str) -> Scope:
    headers = [(b"x-forwarded-for", each.encode()) for each in forwarded]
    made: dict[str, Any] = {"client": (peer, "1234") if peer else None, "headers": headers}
    return cast("Scope", made)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.5", [], "203.0.113.5"),
        ("203.0.113.5", ["198.51.100.1"], "203.0.113.5"),
        ("127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6, 198.51.100.1, 10.1.2.3"], "198.51.100.1"),
        ("127.0.0.1", ["6.6.6.6", "198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", ["10.1.2.3, 10.1.2.4"], "10.1.2.3"),
        ("127.0.0.1", ["6.6.6.6, nonsense, 10.1.2.3"], "10.1.2.3"),
        ("127.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("127.0.0.1", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("::1", ["2001:db8::1"], "2001:db8::1"),
        ("::ffff:127.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("127.0.0.1", [], "127.0.0.1"),
        (None, ["198.51.100.1"], "unknown"),
    ],
)
def test_the_rightmost_untrusted_address_is_the_clients(
    peer: str, forwarded: list[str], address: str
) -> None:
    assert client_address(scope(peer, *forwarded), TRUSTED) == address


def test_without_trusted_proxies_the_peer_is_the_client() -> None:
    assert client_address(scope("127.0.0.1", "198.51.100.1"), ()) == "127.0.0.1"


def test_a_proxied_request_is_not_from_this_machine() -> None:
    assert is_direct_loopback(scope("127.0.0.1"))
    assert is_direct_loopback(scope("::1"))
    assert not is_direct_loopback(scope("127.0.0.1", "127.0.0.1"))
    assert not is_direct_loopback(scope("192.0.2.1"))


@pytest.mark.parametrize("sign", [b"forwarded", b"x-real-ip", b"via"])
def test_whatever_a_proxy_adds_gives_it_away(sign: bytes) -> None:
    asked = scope("127.0.0.1")
    asked["headers"] = [(sign, b"anything")]
    assert not is_direct_loopback(asked)
    assert not is_direct_loopback(scope(None))
