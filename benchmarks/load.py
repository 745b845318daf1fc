"""Asks a server on loopback as fast as it answers, over a few connections, and counts the answers."""

import itertools
import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass

LENGTH = b"content-length: "
PATIENCE = 60.0


@dataclass(frozen=True)
class Answers:
    """How many answers came in how many seconds; every one had the expected status."""

    count: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


class WrongAnswer(RuntimeError):
    """An answer had another status than the measurement is about, or none came for a minute."""


class Connection:
    """One keep-alive connection with one request in flight."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = bytearray()
        self._missing = -1

    def ask(self, request: bytes) -> None:
        self.socket.sendall(request)

    def answered(self, status: bytes) -> bool:
        """Reads what is there; True when an answer is complete."""
        chunk = self.socket.recv(1 << 17)
        if not chunk:
            raise WrongAnswer("the server closed the connection")
        if self._missing >= 0:
            self._missing -= len(chunk)
        else:
            self._received += chunk
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return False
            if self._received[9:12] != status:
                raise WrongAnswer(bytes(self._received[:300]).decode("latin-1"))
            self._missing = end + 4 + self._length(end) - len(self._received)
        if self._missing > 0:
            return False
        self._received.clear()
        self._missing = -1
        return True

    def _length(self, end: int) -> int:
        start = self._received.find(LENGTH, 0, end)
        if start < 0:
            return 0
        return int(self._received[start + len(LENGTH) : self._received.find(b"\r", start)])


def load(
    port: int,
    requests: Sequence[bytes],
    seconds: float,
    status: int = 200,
    connections: int = 16,
    at_least: int = 1,
) -> Answers:
    """Goes round `requests` until the time is up and `at_least` so many answers came.

    Raises WrongAnswer for any other status and when no answer comes for a minute.
    """
    wanted = str(status).encode()
    endless = itertools.cycle(requests)
    selector = selectors.DefaultSelector()
    for _ in range(connections):
        connection = Connection(port)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.ask(next(endless))
    count, began = 0, time.perf_counter()
    until = began + seconds
    while (now := time.perf_counter()) < until or count < at_least:
        readable = selector.select(PATIENCE)
        if not readable:
            raise WrongAnswer("no answer came for a minute")
        for key, _ in readable:
            if key.data.answered(wanted):
                count += 1
                key.data.ask(next(endless))
    for key in list(selector.get_map().values()):
        key.data.socket.close()
    return Answers(count, now - began)


def get(path: str, **headers: str) -> bytes:
    """A GET request as browsers send it, as bytes; `if_none_match="..."` becomes `if-none-match`."""
    headers = {"accept_encoding": "gzip", **headers}
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    return f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{''.join(lines)}\r\n".encode()
