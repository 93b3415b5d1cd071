"""Where a device in pairing mode may be reached, and nothing else."""

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv4Network
from typing import Final, Self, override

from . import hotspot

_HIGHEST_PORT: Final = 65535
_MOST_DIGITS: Final = 5
# Private, link-local and loopback; ranges for other purposes are not meant.
_OF_THIS_SITE: Final = tuple(
    IPv4Network(it)
    for it in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "127.0.0.0/8",
    )
)


@dataclass(frozen=True, slots=True)
class Address:
    """An IPv4 address of this site, and a port."""

    host: str
    port: int = hotspot.PORT

    @override
    def __str__(self) -> str:
        """Return what a user typed, or would type."""
        return self.host if self.port == hotspot.PORT else f"{self.host}:{self.port}"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read `host` or `host:port`; None for what a password must not be sent to."""
        host, colon, port = text.strip().partition(":")
        if not _is_local(host):
            return None
        if not colon:
            return cls(host)
        if not (port.isascii() and port.isdigit() and len(port) <= _MOST_DIGITS):
            return None
        if not 0 < int(port) <= _HIGHEST_PORT:
            return None
        return cls(host, int(port))


def _is_local(host: str) -> bool:
    try:
        address = IPv4Address(host)
    except AddressValueError:
        return False
    return any(address in network for network in _OF_THIS_SITE)
