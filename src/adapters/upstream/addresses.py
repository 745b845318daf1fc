"""Which addresses may be connected to: those of the public internet, and hosts that the operator allows."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Every address of a host, as text. Raises OSError when it has none."""

NAT64 = IPv6Network("64:ff9b::/96")
UNICAST = IPv6Network("2000::/3")
"""All that has been given out of IPv6 to reach single machines by."""


class AddressForbidden(Exception):
    """A host has an address that nothing of ours may be sent to."""


async def look_up(host: str, port: int) -> list[str]:
    """As the system resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Checked:
    """Resolves hosts to addresses that may be connected to. `allowed` hosts may have any address."""

    def __init__(self, allowed: Collection[str] = (), resolve: Resolve = look_up) -> None:
        self._allowed = frozenset(host.lower() for host in allowed)
        self._resolve = resolve

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The checked addresses, to be used as they are: asking again could give others.

        Raises AddressForbidden when any of them is private, and OSError when there is none.
        """
        found = await self._resolve(host, port)
        if host.lower() not in self._allowed and not all(map(is_public, found)):
            raise AddressForbidden
        return found


def is_public(address: str) -> bool:
    """Whether everybody on the internet means the same machine by it; an embedded IPv4 address counts too."""
    try:
        given = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(map(_is_everybodys, _meant(given)))


def _is_everybodys(address: Address) -> bool:
    if isinstance(address, IPv6Address) and address not in UNICAST:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _meant(given: Address) -> list[Address]:
    """What packets to it may reach: itself, or the IPv4 addresses that it wraps."""
    if isinstance(given, IPv4Address):
        return [given]
    if given.ipv4_mapped:
        return [given.ipv4_mapped]
    if given in NAT64:
        return [IPv4Address(int(given) & 0xFFFFFFFF)]
    return [given, *([given.sixtofour] if given.sixtofour else []), *(given.teredo or ())]
