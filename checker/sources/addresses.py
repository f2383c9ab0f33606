"""Which network addresses may be fetched from: without ``allow_private``, public ones only.

A page that redirects to the machine's own services, or to a cloud's metadata address, must get nothing out of them.
"""

from __future__ import annotations

import ipaddress
import socket

from checker.errors import FetchError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: Address) -> bool:
    """Whether it is reachable on the open internet; an IPv4 address inside an IPv6 one is judged by itself."""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    return address.is_global and not special and not address.is_link_local


def _inner(address: Address) -> Address | None:
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def resolve(url: str, host: str, port: int, *, allow_private: bool) -> tuple[str, ...]:
    """The addresses of a host, each once, in the order of the system; FetchError where one of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(url, f"the host {host!r} is not known; check the address and the connection") from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not is_public(ipaddress.ip_address(address)):
            reason = (
                f"{host!r} has the address {address}, which is not public; it is not fetched, save the page as a file"
            )
            raise FetchError(url, reason)
    return addresses
