"""Covers through the gateway: bytes when there is a picture, and a reason when there is none."""

from datetime import timedelta

import pytest

from adapters.upstream.gateway import Gateway
from adapters.upstream.pictures import GatewayPictures
from domain.catalog.covers import CoverMissed
from tests.upstream_server import LocalUpstream, Reply


async def test_a_cover_comes_as_bytes(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/a.jpg", Reply(b"\xff\xd8...", kind="image/jpeg"))
    assert await GatewayPictures(gateway)(f"{upstream.url}/a.jpg") == b"\xff\xd8..."


@pytest.mark.parametrize(
    ("path", "problem"), [("/none.jpg", "upstream-missing"), ("/page.jpg", "upstream-nonsense")]
)
async def test_what_is_no_cover_is_missed(
    gateway: Gateway, upstream: LocalUpstream, path: str, problem: str
) -> None:
    upstream.on("/page.jpg", Reply(b"<html>", kind="text/html"))
    with pytest.raises(CoverMissed) as missed:
        await GatewayPictures(gateway)(upstream.url + path)
    assert missed.value.problem == problem


async def test_a_host_that_wants_rest_is_asked_for_the_cover_when_it_is_over(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    upstream.on("/a.jpg", Reply(b"", status=429, headers={"retry-after": "3600"}))
    with pytest.raises(CoverMissed) as missed:
        await GatewayPictures(gateway)(f"{upstream.url}/a.jpg")
    assert (missed.value.problem, missed.value.rest) == ("upstream-busy", timedelta(hours=1))
