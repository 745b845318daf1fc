"""Argon2id in a few threads of its own, with a queue that refuses before it gets long."""

import asyncio
import os
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from domain.accounts.ports import Verdict
from domain.accounts.refusals import TooManyAttempts

T = TypeVar("T")

THREADS: Final = min(2, os.cpu_count() or 1)
QUEUE: Final = 32
"""At some 40 ms each the last in the queue waits less than a second."""


class Argon2Passwords:
    """m = 19 MiB, t = 2, p = 1: OWASP's choice for servers, about 23 sign-ins a second on two cores."""

    def __init__(
        self, threads: int = THREADS, queue: int = QUEUE, refused: frozenset[str] = frozenset()
    ) -> None:
        """`refused` passwords never match, since everybody knows them; saying so takes as long."""
        self._refused = refused
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="argon2")
        self._places = threading.BoundedSemaphore(threads + queue)
        self._nobodys = self._hasher.hash(secrets.token_urlsafe(32))

    async def hash(self, password: str) -> str:
        return await self._in_turn(lambda: self._hasher.hash(password))

    async def verify(self, password_hash: str | None, password: str) -> Verdict:
        """Nobody's hash is checked as well, so that an unknown login costs what a known one does."""
        known = password_hash or self._nobodys
        verdict = await self._in_turn(lambda: self._verdict(known, password))
        return "wrong" if password in self._refused else verdict

    def _verdict(self, known: str, password: str) -> Verdict:
        try:
            self._hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return "wrong"
        return "right-but-dated" if self._hasher.check_needs_rehash(known) else "right"

    async def _in_turn(self, work: Callable[[], T]) -> T:
        """A place is given back when the thread is done, even when nobody waits for it any more."""
        if not self._places.acquire(blocking=False):
            raise TooManyAttempts
        done: Future[T] = self._threads.submit(work)
        done.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(done)
