"""HTTP over connections that are opened to checked addresses only."""

from collections.abc import AsyncIterator, Iterable
from typing import Any

import httpcore
import httpx

from adapters.upstream.addresses import AddressForbidden, Checked

CONNECTIONS = 40
KEPT = 10
KEPT_SECONDS = 20


class CheckedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to the address that was checked; the certificate is still asked for the host's name."""

    def __init__(self, checked: Checked) -> None:
        self._checked = checked
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as httpcore calls it
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        try:
            addresses = await self._checked.addresses(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("The host has no address.") from error
        failure = httpcore.ConnectError("The host has no address.")
        for address in addresses:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = httpcore.ConnectError(str(error))
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109
        socket_options: Any = None,
    ) -> httpcore.AsyncNetworkStream:
        raise AddressForbidden

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


class Body(httpx.AsyncByteStream):
    """An answer's body as it arrives."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self._stream:
            yield part

    async def aclose(self) -> None:
        await self._stream.aclose()


class CheckedTransport(httpx.AsyncBaseTransport):
    """Errors are httpcore's own. No proxy and no setting of the environment leads around the check."""

    def __init__(self, checked: Checked) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=CONNECTIONS,
            max_keepalive_connections=KEPT,
            keepalive_expiry=KEPT_SECONDS,
            network_backend=CheckedNetwork(checked),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        asked = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        answer = await self._pool.handle_async_request(asked)
        return httpx.Response(
            answer.status, headers=answer.headers, stream=Body(answer.stream), extensions=answer.extensions
        )

    async def aclose(self) -> None:
        await self._pool.aclose()
