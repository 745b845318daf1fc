"""Whose request it is: the client's address behind proxies that the operator trusts."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from litestar.types import Scope

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]

SIGNS_OF_A_PROXY = frozenset({b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"})


def networks(trusted_proxies: Iterable[str]) -> Networks:
    """Addresses and CIDR ranges as networks. Raises ValueError for what is neither."""
    return tuple(ip_network(each.strip(), strict=False) for each in trusted_proxies if each.strip())


def peer_address(scope: Scope) -> Address | None:
    """Who is at the other end of the connection; None on a Unix socket."""
    client = scope.get("client")
    return _parsed(client[0]) if client else None


def client_address(scope: Scope, trusted: Networks) -> str:
    """The nearest address that is not a trusted proxy: the peer's, or the rightmost of X-Forwarded-For.

    What an untrusted peer claims counts for nothing. Gives "unknown" where there is no address at all.
    """
    address = peer_address(scope)
    if address is None or not trusted or not _is_trusted(address, trusted):
        return str(address or "unknown")
    for claimed in reversed(_forwarded_for(scope)):
        parsed = _parsed(claimed)
        if parsed is None:
            break
        address = parsed
        if not _is_trusted(address, trusted):
            break
    return str(address)


def is_direct_loopback(scope: Scope) -> bool:
    """Whether somebody on this very machine asks, and not a proxy on behalf of somebody else."""
    address = peer_address(scope)
    forwarded = any(name in SIGNS_OF_A_PROXY for name, _ in scope["headers"])
    return address is not None and address.is_loopback and not forwarded


def _forwarded_for(scope: Scope) -> list[str]:
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [each.strip() for value in values for each in value.split(",") if each.strip()]


def _is_trusted(address: Address, trusted: Networks) -> bool:
    return any(address in network for network in trusted)


def _parsed(text: str) -> Address | None:
    """An address, with the port that some proxies add taken off; IPv4 in IPv6 clothes is IPv4."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
