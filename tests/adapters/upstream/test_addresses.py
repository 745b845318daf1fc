"""Nothing of ours connects to a private address, whichever way somebody leads there."""

from collections.abc import Iterator

import pytest

from adapters.upstream.addresses import AddressForbidden, Checked, Resolve, is_public
from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Pace, Question
from domain.ingestion.upstream.errors import UpstreamNonsense
from tests.adapters.upstream.conftest import a_gateway
from tests.upstream_server import LocalUpstream, as_json, redirect


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "::7f00:1",
        "fec0::1",
        "no address",
    ],
)
def test_private_addresses_are_told(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "64:ff9b::101:101"])
def test_public_addresses_are_told(address: str) -> None:
    assert is_public(address)


async def test_one_private_address_among_public_ones_spoils_the_host() -> None:
    checked = Checked(resolve=_giving(["1.1.1.1", "10.0.0.1"]))
    with pytest.raises(AddressForbidden):
        await checked.addresses("two-faced.test", 443)


async def test_an_allowed_host_may_be_private_and_no_other() -> None:
    checked = Checked(["Covers.lan"], _giving(["10.0.0.1"]))
    assert await checked.addresses("covers.LAN", 80) == ["10.0.0.1"]
    with pytest.raises(AddressForbidden):
        await checked.addresses("10.0.0.1", 80)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "0x7f000001", "2130706433", "localhost", "[::ffff:7f00:1]"]
)
async def test_the_machine_itself_is_not_asked(upstream: LocalUpstream, host: str) -> None:
    upstream.on("/x", as_json({}))
    async with a_gateway(allowed=()) as gateway:
        await _is_refused(gateway, f"http://{host}:{upstream.port}/x")
    assert upstream.asked == []


async def test_a_redirect_to_a_private_address_is_not_followed(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    upstream.on("/x", redirect(f"http://127.0.0.1:{upstream.port}/private"))
    await _is_refused(gateway, f"{upstream.url}/x")
    assert upstream.paths() == ["/x"]


async def test_the_address_that_was_checked_is_the_one_that_is_used(upstream: LocalUpstream) -> None:
    """A name server that gives another address the second time is not asked a second time."""
    upstream.on("/x", as_json({"host": "rebound.test"}))
    answers: Iterator[list[str]] = iter([["127.0.0.1"], ["192.0.2.1"]])

    async def turning(host: str, port: int) -> list[str]:
        return next(answers)

    async with a_gateway(allowed=("rebound.test",), resolve=turning) as gateway:
        found = await gateway.json(Question(url=f"http://rebound.test:{upstream.port}/x", pace=Pace(9)))
    assert found == {"host": "rebound.test"}
    assert upstream.asked[0].headers["host"] == f"rebound.test:{upstream.port}"
    assert next(answers) == ["192.0.2.1"]


async def test_the_next_address_is_tried_when_one_does_not_answer(upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({}))
    async with a_gateway(allowed=("two.test",), resolve=_giving(["127.0.0.99", "127.0.0.1"])) as gateway:
        assert await gateway.json(Question(url=f"http://two.test:{upstream.port}/x", pace=Pace(9))) == {}


async def test_the_environment_sends_nothing_through_a_proxy(
    upstream: LocalUpstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    upstream.on("/x", as_json({}))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with a_gateway() as gateway:
        assert await gateway.json(Question(url=f"{upstream.url}/x", pace=Pace(9))) == {}


async def _is_refused(gateway: Gateway, url: str) -> None:
    with pytest.raises(UpstreamNonsense):
        await gateway.json(Question(url=url, pace=Pace(9)))


def _giving(addresses: list[str]) -> Resolve:
    async def resolve(host: str, port: int) -> list[str]:
        return addresses

    return resolve
