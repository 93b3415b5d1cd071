"""The gateway of a hotspot that this host is on (docs/protocol.md, "The hotspot")."""

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
import sys
from typing import Final

_ROUTES: Final = Path("/proc/net/route")
_HOTSPOTS: Final = IPv4Network("10.10.7.0/24")
_IS_GATEWAY: Final = 0x2


def hotspot_gateway(hotspot_interfaces: Collection[str]) -> str | None:
    """Return the gateway of a device's hotspot; reads a file.

    The gateway of an interface that is known to be in a hotspot comes first, then one
    with an address that devices have. None where there is neither, or no such file.
    """
    try:
        text = _ROUTES.read_text(encoding="ascii")
    except OSError:
        return None
    gateways = list(_gateways(text))
    for interface, gateway in gateways:
        if interface in hotspot_interfaces:
            return str(gateway)
    return next((str(it) for _, it in gateways if it in _HOTSPOTS), None)


def _gateways(text: str) -> list[tuple[str, IPv4Address]]:
    """Read the kernel's table: a header, then a route per line, in hexadecimal."""
    found = []
    for line in text.splitlines()[1:]:
        match line.split():
            case [interface, _, gateway, flags, *_] if int(flags, 16) & _IS_GATEWAY:
                number = int(gateway, 16).to_bytes(4, sys.byteorder)
                found.append((interface, IPv4Address(number)))
    return found
