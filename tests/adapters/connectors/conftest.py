"""A local upstream, and a gateway that may ask it."""

from tests.adapters.upstream.conftest import gateway, upstream

__all__ = ["gateway", "upstream"]
