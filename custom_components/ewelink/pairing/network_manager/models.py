"""What is handed out of the host's network."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final, Self

from .. import hotspot
from ..addresses import Address

_OTHER_NETWORK: Final = IPv4Network("192.168.1.0/24")


@dataclass(frozen=True, slots=True, kw_only=True)
class WifiInterface:
    """A Wi-Fi interface of the host, and the network that it is on."""

    path: str
    name: str
    is_uplink: bool
    ssid: str | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """Where a device may answer on its hotspot, in the order to try."""

    addresses: tuple[Address, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What an interface was on before a pairing; without a `uuid`, on nothing."""

    interface: str
    uuid: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Return what can be stored."""
        return {"interface": self.interface, "uuid": self.uuid}

    @classmethod
    def from_dict(cls, raw: object) -> Self | None:
        """Return what was stored, or none where it is something else."""
        if not isinstance(raw, Mapping):
            return None
        match raw.get("interface"), raw.get("uuid"):
            case str(interface), str() | None as uuid:
                return cls(interface=interface, uuid=uuid)
        return None


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
