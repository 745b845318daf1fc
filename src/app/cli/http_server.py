"""Runs the HTTP server in worker processes and returns when all of them have finished their requests."""

import errno
import multiprocessing
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from multiprocessing.connection import wait
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from app.settings import CannotRun, Settings

_DRAIN_SECONDS = 10
_PATIENCE_SECONDS = 15
_METRICS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""Read by prometheus_client when it is imported first."""
_STDERR = {"class": "logging.StreamHandler", "formatter": "generic", "stream": "ext://sys.stderr"}


class AddressTaken(CannotRun):
    """Another program listens where we should."""


def run_server(settings: Settings, announce: Callable[[], None]) -> None:
    """Serves until SIGINT, SIGTERM or SIGHUP; `announce` is called once the service answers that it is ready.

    The workers read their settings from the environment, the addresses of the database included.
    """
    refuse_taken_address(settings.host, settings.port)
    _hand_to_workers(settings)
    multiprocessing.set_start_method("spawn", force=True)  # a fork would copy our threads' locks
    server = Server(
        "app.wiring:build",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        workers_kill_timeout=_DRAIN_SECONDS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig={"handlers": {"console": _STDERR, "access": _STDERR}},
    )

    @server.on_startup
    def when_listening() -> None:
        # A closed terminal means stop; granian would reload.
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)
        threading.Thread(target=_announce_when_ready, args=(settings, announce), daemon=True).start()

    with metrics_of(settings.workers):
        server.serve(target_loader=load_application, wrap_loader=False)


def load_application() -> Any:
    """Runs inside a worker: builds the application, and lets the worker leave when the service is killed."""
    from app.http.metrics import forget_dead_workers
    from app.settings import read_settings
    from app.wiring import build

    threading.Thread(target=leave_with_the_service, daemon=True).start()
    metrics_directory = os.environ.get(_METRICS_DIRECTORY)
    if metrics_directory:
        forget_dead_workers(metrics_directory)
    return build(read_settings(os.environ), metrics_directory=metrics_directory)


@contextmanager
def metrics_of(workers: int) -> Iterator[None]:
    """Where several workers add up their counts: a fresh directory that goes with the service.

    A single worker counts in its memory, whatever the environment says.
    """
    os.environ.pop(_METRICS_DIRECTORY, None)
    if workers == 1:
        yield
        return
    with TemporaryDirectory(prefix="media-menu-metrics-") as directory:
        os.environ[_METRICS_DIRECTORY] = directory
        yield


def refuse_taken_address(host: str, port: int) -> None:
    """The workers share the port by SO_REUSEPORT, which would silently share it with a stranger too."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            reason = (
                "is taken by another program"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used: {error.strerror}"
            )
            raise AddressTaken(f"Port {port} on {host} {reason}. Set PORT (or HOST) to another.") from error


def _hand_to_workers(settings: Settings) -> None:
    os.environ["DATABASE_URL"] = settings.database_url
    os.environ["WORKER_DATABASE_URL"] = settings.worker_database_url
    os.environ["ADMIN_DATABASE_URL"] = settings.admin_database_url
    os.environ.pop("MIGRATION_DATABASE_URL", None)


def _announce_when_ready(settings: Settings, announce: Callable[[], None]) -> None:
    """What workers say is told at once, their silence after a while; each of the two once."""
    silence_counts_from = time.monotonic() + _PATIENCE_SECONDS
    told: set[bool] = set()
    while problem := _problem(settings):
        counts = problem.is_answer or time.monotonic() > silence_counts_from
        if counts and problem.is_answer not in told:
            click.echo(f"media-menu: not ready yet, still trying: {problem.words}", err=True)
            told.add(problem.is_answer)
        time.sleep(0.05)
    announce()


class _Problem(NamedTuple):
    """Why the service is not ready, or what stood in the way of asking it."""

    words: str
    is_answer: bool


def _problem(settings: Settings) -> _Problem | None:
    """What /health/ready has against being ready, None when nothing."""
    connection = HTTPConnection(_reachable(settings.host), settings.port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        answer = connection.getresponse()
        words = answer.read().decode(errors="replace")
        return None if answer.status == 200 else _Problem(words, is_answer=True)
    except (OSError, HTTPException) as error:
        return _Problem(str(error), is_answer=False)
    finally:
        connection.close()


def _reachable(host: str) -> str:
    """An address to connect to, for a host that may mean all of this machine's."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound


def leave_with_the_service() -> None:
    """For a thread of a process that the service started: ends it when the service is gone, killed or not."""
    service = multiprocessing.parent_process()
    if service is not None:
        wait([service.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)
