"""Where a device may answer, by what its hotspot told this host."""

from collections.abc import Mapping
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final

from .. import hotspot
from ..addresses import Address
from .interfaces import Lease

_OTHER_NETWORK: Final = IPv4Network("192.168.1.0/24")


def lease_of(options: Mapping[str, str], own_addresses: list[str]) -> Lease:
    """Return the addresses to try: of DHCP, then those that are known.

    What is known stands in docs/protocol.md, "The hotspot" and "The second generation".
    Whoever runs the hotspot may tell any; only those of a local network are tried.
    """
    words = [options.get("dhcp_server_identifier", ""), options.get("routers", "")]
    words.append(hotspot.ADDRESS)
    own = (*own_addresses, options.get("ip_address", ""))
    if any(map(_is_in_other_network, own)):
        words.append(hotspot.OTHER_ADDRESS)
    hosts = " ".join(words).split()
    tried = [Address.parse(f"{host}:{hotspot.PORT}") for host in hosts]
    return Lease(addresses=tuple(dict.fromkeys(filter(None, tried))))


def _is_in_other_network(address: str) -> bool:
    try:
        return IPv4Address(address) in _OTHER_NETWORK
    except AddressValueError:
        return False
