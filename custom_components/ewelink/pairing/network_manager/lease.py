"""Where a device may answer, by what its hotspot told this host."""

from collections.abc import Iterator, Mapping
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final

from .. import hotspot
from .interfaces import Lease

_OTHER_ADDRESS: Final = IPv4Address("192.168.1.1")
_OTHER_NETWORK: Final = IPv4Network("192.168.1.0/24")


def lease_of(options: Mapping[str, str], own_addresses: list[str]) -> Lease:
    """Return the addresses to try: of DHCP, then those that are known (section 3)."""
    told = [
        *_addresses(options.get("dhcp_server_identifier", "")),
        *_addresses(options.get("routers", "")),
    ]
    own = [*_addresses(options.get("ip_address", "")), *_addresses(*own_addresses)]
    known = [IPv4Address(hotspot.ADDRESS)]
    if any(it in _OTHER_NETWORK for it in own):
        known.append(_OTHER_ADDRESS)
    return Lease(addresses=tuple(dict.fromkeys(map(str, [*told, *known]))))


def _addresses(*texts: str) -> Iterator[IPv4Address]:
    for word in " ".join(texts).split():
        try:
            yield IPv4Address(word)
        except AddressValueError:
            continue
