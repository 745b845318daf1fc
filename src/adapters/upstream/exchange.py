"""One exchange with an upstream: redirects followed with care, and what came of it in the domain's words."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import NoReturn

import httpcore
import httpx

from adapters.upstream.addresses import AddressForbidden
from adapters.upstream.bodies import read_body
from adapters.upstream.questions import Answer, Question
from adapters.upstream.waits import retry_after
from domain.ingestion.upstream.errors import (
    UpstreamBusy,
    UpstreamMissing,
    UpstreamNonsense,
    UpstreamRefused,
    UpstreamUnavailable,
)
from domain.kernel import Clock

MOST_REDIRECTS = 3
HOST = re.compile(rb"[a-z0-9._:-]{1,253}")
NETWORK_ERRORS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
)


class Exchanges:
    """Asks once, without patience and without a second attempt."""

    def __init__(self, transport: httpx.AsyncBaseTransport, clock: Clock, user_agent: str) -> None:
        self._transport = transport
        self._clock = clock
        self._user_agent = user_agent

    async def ask(self, question: Question) -> Answer:
        """Raises UpstreamUnavailable, UpstreamBusy, UpstreamRefused, UpstreamNonsense or UpstreamMissing."""
        url = web_address(question.url)
        url = url.copy_merge_params(question.parameters) if question.parameters else url
        for _ in range(MOST_REDIRECTS + 1):
            async with self._sent(question, url) as answer:
                if not answer.has_redirect_location:
                    self._check(question, answer)
                    return await _taken(question, answer)
                url = _next(question, url, answer)
        raise UpstreamNonsense(f"The answer leads on and on, more than {MOST_REDIRECTS} times.")

    @asynccontextmanager
    async def _sent(self, question: Question, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        """The answer as soon as its headers are there. What breaks later breaks in the body."""
        method = "GET" if question.content is None else "POST"
        headers = {"user-agent": self._user_agent, **_headers(question, url)}
        request = httpx.Request(method, url, headers=headers, content=question.content)
        try:
            answer = await self._transport.handle_async_request(request)
        except AddressForbidden as error:
            raise UpstreamNonsense("The address belongs to a private network.") from error
        except NETWORK_ERRORS as error:
            raise UpstreamUnavailable("The upstream cannot be reached.") from error
        try:
            yield answer
        finally:
            await answer.aclose()

    def _check(self, question: Question, answer: httpx.Response) -> None:
        status = answer.status_code
        if status in question.refusals:
            raise UpstreamRefused("The upstream does not accept the key.")
        if status in {429, 503}:
            wait = retry_after(answer.headers.get("retry-after"), self._clock())
            raise UpstreamBusy("The upstream takes no more questions for now.", 1 if wait is None else wait)
        if status >= 500 or status == 408:
            raise UpstreamUnavailable("The upstream has an error of its own.")
        if status in {404, 410}:
            raise UpstreamMissing("The upstream has no such record.")
        if status != 200:
            raise UpstreamNonsense(f"The upstream answered {status}.")


async def _taken(question: Question, answer: httpx.Response) -> Answer:
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.startswith(question.types):
        raise UpstreamNonsense("The answer is not of the kind that was asked for.")
    packed = answer.headers.get("content-encoding", "").strip().lower()
    try:
        return Answer(await read_body(answer.aiter_raw(), packed, question.largest), kind)
    except httpcore.TimeoutException as error:
        raise UpstreamUnavailable("The upstream stopped in the middle of its answer.") from error
    except NETWORK_ERRORS as error:
        raise UpstreamNonsense("The answer was cut short.") from error


def _headers(question: Question, url: httpx.URL) -> Mapping[str, str]:
    """Keys go to the host that was meant, over the connection that was meant, and to nobody else."""
    asked = httpx.URL(question.url)
    is_meant = (asked.scheme, asked.host, asked.port) == (url.scheme, url.host, url.port)
    return {**question.headers, **(question.keys if is_meant else {}), "accept-encoding": "gzip"}


def _next(question: Question, url: httpx.URL, answer: httpx.Response) -> httpx.URL:
    if question.content is not None:
        _astray()
    target = url.join(_parsed(answer.headers["location"]))
    if url.scheme == "https" and target.scheme != "https":
        _astray()
    return web_address(str(target))


def web_address(text: str) -> httpx.URL:
    """An address of the web with a host and without a login. Raises UpstreamNonsense for anything else."""
    url = _parsed(text)
    if url.scheme not in {"http", "https"} or not HOST.fullmatch(url.raw_host) or url.userinfo:
        _astray()
    return url


def _parsed(text: str) -> httpx.URL:
    try:
        return httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError):
        _astray()


def _astray() -> NoReturn:
    raise UpstreamNonsense("The address leads somewhere it may not.")
