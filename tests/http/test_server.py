"""The same promises on the server that runs in production, spoken to byte by byte."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def asked(port: int, request: bytes) -> bytes:
    """Everything that the server says until it hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65_536):
            answer += chunk
    return answer


def get(target: bytes, method: bytes = b"GET", extra: bytes = b"") -> bytes:
    return b"%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n" % (method, target, extra)


def is_up(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            asked(port, get(b"/health/live"))
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    command = ["-m", "granian", "--interface", "asgi", "--no-ws", "--factory", "--host", "127.0.0.1"]
    target = ["--port", str(port), "tests.http.specimen:specimen"]
    environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": ""}
    server = subprocess.Popen([sys.executable, *command, *target], cwd=ROOT, env=environment)
    try:
        is_up(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/api/v1/refusals/%ff", 400),
        (b"/api/v1/refusals/%ed%a0%80", 400),
        (b"/api/v1/menus%00", 422),
        (b"/api/v1/menus?q=%ff", 400),
        (b"/api/v1/menus?q=%00", 422),
        (b"/m/%C5%BCubr", 200),
        (b"//m//x/../y", 404),
    ],
)
def test_bad_addresses_get_a_4xx(port: int, target: bytes, status: int) -> None:
    assert asked(port, get(target)).startswith(b"HTTP/1.1 %d " % status)


def test_head_sends_no_body(port: int) -> None:
    head, _, body = asked(port, get(b"/m/noir", b"HEAD")).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"content-length: 7" in head.lower()
    assert body == b""


def test_metrics_are_shown_to_this_machine_and_to_no_proxy(port: int) -> None:
    asked(port, get(b"/s/mms_token-that-must-not-be-seen"))
    asked(port, get(b"/nothing/mms_other"))
    metrics = asked(port, get(b"/metrics"))
    assert b'http_request_duration_seconds_count{method="GET",route="/s/{token}",status="2xx"} 1.0' in metrics
    assert b'route="unknown",status="4xx"' in metrics
    assert b"http_requests_in_flight 1.0" in metrics
    assert b"mms_" not in metrics
    assert asked(port, get(b"/metrics", extra=b"X-Forwarded-For: 127.0.0.1\r\n")).startswith(b"HTTP/1.1 404 ")


def test_results_come_back_while_records_are_still_being_sent(port: int) -> None:
    line = b'{"external_id": "tt1"}\n'
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /api/v1/records HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        answer = b""
        for number in range(1, 4):
            connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            while answer.count(b"\r\n23\n") < number:
                received = connection.recv(65_536)
                assert received, "the server hung up"
                answer += received
        connection.sendall(b"0\r\n\r\n")
        while chunk := connection.recv(65_536):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 201 ")
    assert answer.count(b"\r\n23\n") == 3


def test_an_announced_length_is_refused_before_anything_is_sent(port: int) -> None:
    request = (
        b"POST /api/v1/anything HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        b"Content-Type: application/json\r\nContent-Length: 10000000\r\n\r\n"
    )
    assert asked(port, request).startswith(b"HTTP/1.1 413 ")


def test_a_body_that_breaks_off_harms_nobody(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(
            b"POST /api/v1/anything HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
    assert asked(port, get(b"/health/live")).startswith(b"HTTP/1.1 200 ")
