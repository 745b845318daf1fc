"""Runs `media-menu` as an operator does: a process of its own, with its data in a directory of its own."""

import os
import random
import signal
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from typing import Any

import psutil

PROGRAM = [sys.executable, "-m", "app.cli"]
PATIENCE = 60


def free_port() -> int:
    """Below those that the system gives to whoever connects: nobody takes it before the service does."""
    for port in random.sample(range(12_000, 32_000), 100):
        with socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return port
    raise AssertionError("a hundred ports are taken")


def environment(**settings: object) -> dict[str, str]:
    """Ours, without whatever settings the machine's own environment has."""
    names = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "BASE_URL", "HOST", "PORT")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {name: str(value) for name, value in settings.items()}


def name_of(process: psutil.Process) -> str:
    """The server's, for one that has ended meanwhile: its processes come and go."""
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return "postgres"


def run(*arguments: str, **settings: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


class Service:
    """A running `media-menu serve`, or `demo`; always ended, whatever the test does."""

    def __init__(self, data: Path, command: str = "serve", **settings: object) -> None:
        self.data = data
        self.command = command
        self.port = free_port()
        self.settings = {"MEDIA_MENU_DATA": data, "PORT": self.port, **settings}
        self._output = data.parent / f"{data.name}.out"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Service":
        return self

    def __exit__(self, *_: Any) -> None:
        self.kill_everything()

    def start(self) -> None:
        """Returns when the service has announced itself."""
        self.start_until("serves on")

    def start_until(self, words: str) -> str:
        """Returns what the service has written once the words are among it."""
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                [*PROGRAM, self.command], env=environment(**self.settings), stdout=output, stderr=output
            )
        deadline = time.monotonic() + PATIENCE
        while words not in self.output:
            assert self.process.poll() is None, self.output
            assert time.monotonic() < deadline, self.output
            time.sleep(0.05)
        return self.output

    @property
    def serves(self) -> bool:
        """Its process runs; whether it answers is for tests to ask."""
        return self.process is not None and self.process.poll() is None

    def send(self, number: signal.Signals) -> int:
        """The exit code that the service answers the signal with."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection.getresponse().status

    def kill_everything(self) -> None:
        """Kill -9, as a power cut does: service, workers and database."""
        for process in (*self.workers(), *self.database_processes()):
            process.kill()
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(PATIENCE)
        psutil.wait_procs(self.database_processes(), timeout=PATIENCE)

    def workers(self) -> list[psutil.Process]:
        if self.process is None or self.process.poll() is not None:
            return []
        children = psutil.Process(self.process.pid).children(recursive=True)
        return [child for child in children if "postgres" not in name_of(child)]

    def database_processes(self) -> list[psutil.Process]:
        """Every PostgreSQL process that works on this service's files."""
        cluster = str(self.data / "postgres")
        return [process for process in psutil.process_iter(["cwd"]) if process.info["cwd"] == cluster]

    @property
    def output(self) -> str:
        return self._output.read_text() if self._output.exists() else ""
