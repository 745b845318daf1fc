"""Covers from other hosts, through the gateway."""

from datetime import timedelta
from typing import Final

from adapters.upstream.gateway import Gateway
from domain.catalog.covers import CoverMissed
from domain.ingestion.upstream.errors import UpstreamBusy
from domain.kernel import DomainError

LARGEST: Final = 10 << 20
"""Bytes. The largest covers that upstreams give have a tenth of that."""


class GatewayPictures:
    """The port PictureSource. Whatever stands against it is one more miss: there will be another attempt,
    after the rest of a host that wants one.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway

    async def __call__(self, url: str) -> bytes:
        try:
            return (await self._gateway.fetch(url, largest=LARGEST)).body
        except UpstreamBusy as busy:
            raise CoverMissed(busy.code, timedelta(seconds=busy.retry_after)) from busy
        except DomainError as refusal:
            raise CoverMissed(refusal.code) from refusal
