"""The servers that benchmarks/public_read.py compares, each a process of its own, one worker."""

import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any

import psutil
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

SERVER_CPU, CLIENT_CPU = 0, 1


@contextmanager
def running(kind: str, **environment: str) -> Iterator[int]:
    """Starts one of `load_*` below on a free port of the server's core; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(kind, port, environment))
    process.start()
    try:
        _wait(port)
        yield port
    finally:
        os.kill(process.pid or 0, signal.SIGINT)  # granian then stops its worker in order
        process.join(20)


def pin(process: psutil.Process, cpu: int) -> None:
    """Keeps a process and its children on one core, where there are two."""
    if (os.cpu_count() or 1) > 1:
        for each in (process, *process.children(recursive=True)):
            each.cpu_affinity([cpu])


def _serve(kind: str, port: int, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    pin(psutil.Process(), SERVER_CPU)
    interface = Interfaces.WSGI if kind == "django" else Interfaces.ASGI
    server = Server(
        f"benchmarks:{kind}", port=port, interface=interface, workers=1, log_level=LogLevels.error
    )
    server.serve(target_loader=LOADERS[kind], wrap_loader=False)


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("a server under measurement did not start")


def load_ours() -> Any:
    """The whole application, and a handler with constant bytes behind the same middleware."""
    from litestar import Response, get

    from app.http.access import ANONYMOUS
    from app.settings import read_settings
    from app.wiring import HELD_BYTES, build

    sys.stderr = open(os.devnull, "w")  # log lines are made and written, as in production, but not shown
    bodies = {name: bytes(int(os.environ[f"FLOOR_{name}"])) for name in ("HTML", "JSON", "NONE")}

    @get("/floor/{name:str}", opt=ANONYMOUS, include_in_schema=False)
    async def floor(name: str) -> Response[bytes]:
        return Response(bodies[name], media_type="text/html; charset=utf-8")

    held = HELD_BYTES if os.environ["CACHE"] == "on" else 0
    return build(read_settings(os.environ), more_handlers=[floor], held_bytes=held)


def load_bare() -> Any:
    """The server with next to nothing behind it."""
    body = bytes(int(os.environ["FLOOR_HTML"]))
    start = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-length", str(len(body)).encode())],
    }

    async def constant(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send(start)
            await send({"type": "http.response.body", "body": body})

    return constant


def load_django() -> Any:
    from benchmarks.django_menus import application

    return application()


LOADERS = {"ours": load_ours, "bare": load_bare, "django": load_django}
