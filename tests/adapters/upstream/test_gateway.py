"""The gateway asks within limits, and says in the domain's words what came of it."""

import asyncio
import gzip
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import JOBS, Lane, Pace, Question
from domain.ingestion.upstream.errors import (
    UpstreamBusy,
    UpstreamMissing,
    UpstreamNonsense,
    UpstreamRefused,
    UpstreamUnavailable,
)
from domain.kernel import DomainError
from tests.adapters.upstream.conftest import UNHURRIED, a_gateway
from tests.fakes.slots import FreeSlots
from tests.upstream_server import LocalUpstream, Reply, as_json, packed, redirect

KEY = "the-secret-key"


def question(upstream: LocalUpstream, path: str = "/x", **more: Any) -> Question:
    keys = {"authorization": f"Bearer {KEY}"}
    return Question(url=upstream.url + path, keys=keys, **{"pace": Pace(100), **more})


async def refusal(gateway: Gateway, asked: Question) -> DomainError:
    with pytest.raises(DomainError) as caught:
        await gateway.json(asked)
    return caught.value


async def test_json_is_read_packed_or_not(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({"a": [1]}), packed(b'{"a": [2]}'))
    assert await gateway.json(question(upstream)) == {"a": [1]}
    assert await gateway.json(question(upstream)) == {"a": [2]}


async def test_who_asks_is_said_with_every_question(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({}))
    await gateway.json(question(upstream, headers={"accept": "application/json"}))
    (asked,) = upstream.asked
    sent = {name: asked.headers[name] for name in ("user-agent", "accept", "authorization")}
    assert sent == {"user-agent": "tests/1", "accept": "application/json", "authorization": f"Bearer {KEY}"}


async def test_a_body_is_posted(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json([]))
    await gateway.json(question(upstream, content=b"fields name;"))
    assert (upstream.asked[0].method, upstream.asked[0].body) == ("POST", b"fields name;")


async def test_a_picture_comes_as_bytes_with_its_type(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/cover.jpg", Reply(b"\xff\xd8...", kind="IMAGE/jpeg; q=1"))
    picture = await gateway.fetch(upstream.url + "/cover.jpg", largest=100)
    assert (picture.body, picture.content_type) == (b"\xff\xd8...", "image/jpeg")


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (Reply(b"{", kind="application/json"), UpstreamNonsense),
        (Reply(b'{"a": "\xff"}'), UpstreamNonsense),
        (Reply(b"[" * 100_000), UpstreamNonsense),
        (as_json({}, kind="text/html"), UpstreamNonsense),
        (as_json({}, kind=""), UpstreamNonsense),
        (Reply(b"{}", headers={"content-encoding": "br"}), UpstreamNonsense),
        (Reply(b"not gzip", headers={"content-encoding": "gzip"}), UpstreamNonsense),
        (as_json({"a": "b" * 100}, cut_at=20), UpstreamNonsense),
        (Reply(gzip.compress(b'{"a": 1}')[:-4], headers={"content-encoding": "gzip"}), UpstreamNonsense),
        (as_json({"status_code": 7}, status=401), UpstreamRefused),
        (as_json({}, status=403), UpstreamRefused),
        (as_json({}, status=404), UpstreamMissing),
        (as_json({}, status=400), UpstreamNonsense),
        (Reply(status=204), UpstreamNonsense),
        (Reply(status=304), UpstreamNonsense),
    ],
)
async def test_what_cannot_be_used_is_said_once(
    gateway: Gateway, upstream: LocalUpstream, reply: Reply, expected: type[DomainError]
) -> None:
    upstream.on("/x", reply)
    error = await refusal(gateway, question(upstream))
    assert type(error) is expected
    assert len(upstream.asked) == 1, "asking again would not help"


async def test_an_answer_larger_than_agreed_is_not_read_to_its_end(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    upstream.on("/x", as_json("a" * 99), as_json("a" * 98))
    error = await refusal(gateway, question(upstream, largest=100))
    assert isinstance(error, UpstreamNonsense)
    assert await gateway.json(question(upstream, largest=100)) == "a" * 98


async def test_a_gzip_bomb_is_stopped_before_it_goes_off(gateway: Gateway, upstream: LocalUpstream) -> None:
    bomb = gzip.compress(bytes(200 << 20))
    upstream.on("/x", Reply(bomb, headers={"content-encoding": "gzip"}))
    tracemalloc.start()
    try:
        error = await refusal(gateway, question(upstream, largest=1 << 20))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(error, UpstreamNonsense)
    assert peak < 8 << 20


async def test_bytes_behind_the_end_of_a_packed_answer_are_not_collected(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    endless = gzip.compress(b"{}") + bytes(1 << 20)
    upstream.on("/x", Reply(endless, headers={"content-encoding": "gzip"}))
    assert isinstance(await refusal(gateway, question(upstream, largest=1_000)), UpstreamNonsense)


async def test_a_passing_fault_is_not_heard_of(upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({}, status=500), as_json({}, status=502), as_json({"fine": True}))
    async with a_gateway(lane=UNHURRIED) as gateway:
        assert await gateway.json(question(upstream)) == {"fine": True}


async def test_a_lasting_fault_is_unavailable_after_four_attempts(upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({}, status=500))
    async with a_gateway(lane=UNHURRIED) as gateway:
        error = await refusal(gateway, question(upstream))
    assert isinstance(error, UpstreamUnavailable)
    assert len(upstream.asked) == 4


async def test_nobody_at_home_is_unavailable(upstream: LocalUpstream) -> None:
    slots = FreeSlots()
    async with a_gateway(slots, lane=Lane(patience=1, budget=10)) as gateway:
        nobody = Question(url="http://localhost:1/x", pace=Pace(100))
        assert isinstance(await refusal(gateway, nobody), UpstreamUnavailable)
        assert len(slots.turns) > 1, "it may be back in a moment"
        no_name = Question(url="http://no-such-host.invalid/x", pace=Pace(100))
        assert isinstance(await refusal(gateway, no_name), UpstreamUnavailable)


async def test_a_slow_upstream_costs_the_budget_and_no_more(upstream: LocalUpstream) -> None:
    upstream.on("/x", as_json({}, delay=60))
    async with a_gateway(lane=Lane(patience=1, budget=0.4)) as gateway:
        error = await refusal(gateway, question(upstream))
    assert isinstance(error, UpstreamUnavailable)


async def test_jobs_may_take_thirty_seconds() -> None:
    assert JOBS.budget == 30


@pytest.mark.parametrize("status", [429, 503])
async def test_the_asked_for_wait_is_kept(upstream: LocalUpstream, status: int) -> None:
    slots = FreeSlots()
    upstream.on("/x", as_json({}, status=status, headers={"retry-after": "1"}), as_json({"fine": True}))
    async with a_gateway(slots, lane=UNHURRIED) as gateway:
        assert await gateway.json(question(upstream)) == {"fine": True}
    first, second = upstream.asked
    assert second.at - first.at >= 1
    assert slots.rests == [("localhost", 1)], "everybody else waits too"


async def test_a_wait_until_a_date_is_kept(upstream: LocalUpstream) -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    at = format_datetime(now + timedelta(seconds=1), usegmt=True)
    upstream.on("/x", as_json({}, status=429, headers={"retry-after": at}), as_json({"fine": True}))
    slots = FreeSlots()
    async with a_gateway(slots, lane=UNHURRIED, clock=lambda: now) as gateway:
        assert await gateway.json(question(upstream)) == {"fine": True}
    first, second = upstream.asked
    assert second.at - first.at >= 1
    assert slots.rests == [("localhost", 1)]


async def test_a_wait_beyond_the_budget_is_told_and_not_waited_for(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    upstream.on("/x", as_json({}, status=429, headers={"retry-after": "90"}))
    error = await refusal(gateway, question(upstream))
    assert isinstance(error, UpstreamBusy)
    assert error.retry_after == 90
    assert len(upstream.asked) == 1


async def test_without_a_turn_nothing_is_asked(upstream: LocalUpstream) -> None:
    slots = FreeSlots(declines=True)
    async with a_gateway(slots) as gateway:
        error = await refusal(gateway, question(upstream))
    assert isinstance(error, UpstreamBusy)
    assert (error.retry_after, upstream.asked, slots.rests) == (7, [], [])


async def test_every_attempt_takes_a_turn(upstream: LocalUpstream) -> None:
    slots = FreeSlots()
    upstream.on("/x", as_json({}, status=500), as_json({}))
    async with a_gateway(slots, lane=UNHURRIED) as gateway:
        await gateway.json(question(upstream))
    assert slots.turns == ["localhost", "localhost"]


async def test_a_host_is_asked_no_more_at_a_time_than_it_takes(
    gateway: Gateway, upstream: LocalUpstream
) -> None:
    upstream.on("/x", as_json({}, delay=0.3))
    asked = [question(upstream, pace=Pace(100, at_once=2)) for _ in range(6)]
    start = time.monotonic()
    await asyncio.gather(*(gateway.json(each) for each in asked))
    assert time.monotonic() - start >= 0.9
    assert upstream.most_at_once == 2


async def test_redirects_are_followed_three_times(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/a", redirect("/b"))
    upstream.on("/b", redirect(f"{upstream.url}/c", 307))
    upstream.on("/c", redirect("d?page=2", 301))
    upstream.on("/d", as_json({"end": True}))
    assert await gateway.json(question(upstream, "/a")) == {"end": True}
    assert upstream.paths() == ["/a", "/b", "/c", "/d"]
    upstream.on("/d", redirect("/e"))
    upstream.on("/e", as_json({}))
    assert isinstance(await refusal(gateway, question(upstream, "/a")), UpstreamNonsense)
    assert upstream.asked[-1].path == "/d"


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://localhost/x", "http://a:b@localhost/"])
async def test_redirects_lead_to_web_addresses_only(
    gateway: Gateway, upstream: LocalUpstream, target: str
) -> None:
    upstream.on("/x", redirect(target))
    assert isinstance(await refusal(gateway, question(upstream)), UpstreamNonsense)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "cover.jpg",
        "//a.test/x",
        "file:///etc/passwd",
        "http://",
        "http://[",
        "http://a\x00b/",
        "https://a:b@c.test/",
        f"http://{'a' * 300}.test/",
        f"http://{'a.' * 200}test/",
    ],
)
async def test_what_is_no_address_of_the_web_takes_no_turn(address: str) -> None:
    slots = FreeSlots()
    async with a_gateway(slots) as gateway:
        with pytest.raises(UpstreamNonsense):
            await gateway.fetch(address, largest=100)
    assert slots.turns == []


async def test_a_post_is_not_redirected(gateway: Gateway, upstream: LocalUpstream) -> None:
    upstream.on("/x", redirect("/y", 307))
    error = await refusal(gateway, question(upstream, content=b"grant"))
    assert isinstance(error, UpstreamNonsense)
    assert upstream.paths() == ["/x"]


async def test_keys_go_to_nobody_but_the_host_that_was_asked(
    upstream: LocalUpstream,
) -> None:
    upstream.on("/x", redirect(f"http://other.test:{upstream.port}/y"))
    upstream.on("/y", redirect("/z"))
    upstream.on("/z", as_json({}))
    async with a_gateway(allowed=("localhost", "other.test"), resolve=_at_home) as gateway:
        await gateway.json(question(upstream))
    with_keys = [asked.path for asked in upstream.asked if "authorization" in asked.headers]
    assert (upstream.paths(), with_keys) == (["/x", "/y", "/z"], ["/x"])


@pytest.mark.parametrize("status", [401, 429, 500])
async def test_no_key_is_in_an_error_or_a_log(
    upstream: LocalUpstream, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    upstream.on("/x", as_json({"echo": KEY}, status=status, headers={"x-echo": KEY}))
    with capture_logs() as logged:
        async with a_gateway(lane=Lane(patience=1, budget=4)) as gateway:
            error: BaseException | None = await refusal(gateway, question(upstream))
    told = [repr(logged), caplog.text]
    while error is not None:
        told.append(f"{error!r} {error.__dict__}")
        error = error.__cause__ or error.__context__
    assert KEY not in "".join(told)


async def _at_home(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]
