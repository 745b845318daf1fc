"""Answers a creating request that is sent again as it was answered the first time, byte for byte.

A handler opts in: `@post("/menus", middleware=[REPLAYED])`, or `[REPLAYED_WITHOUT_SECRET]` where the answer
holds a secret and an `id`. It counts for a signed-in actor who sends `Idempotency-Key`.

The key is claimed before the handler runs and completed after it has answered, each in a transaction of its
own. A refusal (4xx, 5xx) changed nothing and frees the key. A server that dies in between leaves it
running: the retry hears 409, and after a minute it is done anew, so that a crash right after the commit can
double what it made, and never loses it.
"""

import hashlib
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
from litestar import Request
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from app.http.access import check_access
from app.http.identity import identities
from domain.accounts.answers import Answer, Answers, Asked
from domain.kernel import Actor, Clock, Invalid

HEADER: Final = "idempotency-key"
MAX_KEY: Final = 200


class IdempotencyKeyInvalid(Invalid):
    """An Idempotency-Key has 1 to 200 printable ASCII characters; a random UUID is a good one."""

    code = "idempotency-key-invalid"


class Made(msgspec.Struct):
    """The part of an answer that may be kept when it holds a secret."""

    id: str


class FirstAnswers(msgspec.Struct, frozen=True):
    """Where answers are kept; wiring puts it into the application's state as `first_answers`."""

    answers: Answers
    clock: Clock


class Replays(ASGIMiddleware):
    scopes = (ScopeType.HTTP,)

    def __init__(self, *, secret: bool) -> None:
        self._secret = secret

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request = Request[Any, Any, Any](scope, receive, send)
        key = request.headers.get(HEADER)
        if key is None:
            await next_app(scope, receive, send)
            return
        # Whoever may not ask must not hear the answer either, and guards run later than this.
        await check_access(request, scope["route_handler"])
        identity = await identities(request).of(request)
        if identity is None:
            await next_app(scope, receive, send)
            return
        asked = await asked_by(request, key)
        await self._once(identity.actor, asked, request, next_app)

    async def _once(
        self, actor: Actor, asked: Asked, request: Request[Any, Any, Any], next_app: ASGIApp
    ) -> None:
        kept: FirstAnswers = request.app.state.first_answers
        claim = uuid4()
        known = await kept.answers.claim(actor, asked, claim, kept.clock())
        if known is not None:
            await replay(known, request.send)
            return
        recorder = Recorder(request.send)
        try:
            await next_app(request.scope, request.receive, recorder)
        finally:
            await self._settle(kept.answers, actor, asked, claim, recorder.answer)

    async def _settle(
        self, answers: Answers, actor: Actor, asked: Asked, claim: UUID, answer: Answer | None
    ) -> None:
        if answer is None or answer.status >= 400:
            await answers.release(actor, asked, claim)
        elif self._secret:
            made = msgspec.json.decode(answer.body, type=Made)
            await answers.keep_id(actor, asked, claim, made.id)
        else:
            await answers.keep(actor, asked, claim, answer)


class Recorder:
    """An ASGI send that remembers what it passes on; `answer` is None until it is complete."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._status = 0
        self._headers: tuple[tuple[str, str], ...] = ()
        self._chunks: list[bytes] = []
        self.answer: Answer | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._headers = tuple(
                (name.decode(), value.decode("latin-1")) for name, value in message["headers"]
            )
        elif message["type"] == "http.response.body":
            self._chunks.append(message["body"])
            if not message.get("more_body"):
                self.answer = Answer(self._status, self._headers, b"".join(self._chunks))
        await self._send(message)


async def asked_by(request: Request[Any, Any, Any], key: str) -> Asked:
    """Raises IdempotencyKeyInvalid, and what is wrong with the body before any handler sees it."""
    if not (0 < len(key) <= MAX_KEY and key.isascii() and key.isprintable()):
        raise IdempotencyKeyInvalid("The Idempotency-Key is empty, too long or not plain ASCII.")
    return Asked(
        key_hash=hashlib.sha256(key.encode()).digest(),
        route=f"{request.method} {request.url.path}",
        body_hash=hashlib.sha256(await request.body()).digest(),
    )


async def replay(answer: Answer, send: Send) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers]
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})


REPLAYED: Final = Replays(secret=False)
REPLAYED_WITHOUT_SECRET: Final = Replays(secret=True)
