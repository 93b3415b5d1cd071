"""Which addresses a record may name (docs/protocol.md, "The local network").

Anybody in the network can announce anything, and must not make us call elsewhere.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

DEFAULT_PORT: Final = 8081

_HIGHEST_PORT: Final = 65535
_PRIVATE: Final = tuple(
    ip_network(it)
    for it in (
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "fc00::/7",
    )
)
_OWN: Final = (ip_network("127.0.0.0/8"), IPv6Network("::1/128"))


class AddressRule:
    """Lets the addresses of a home network through; the own host's where allowed.

    Those of the own host only serve a cloud that is there as well, as in tests.
    """

    def __init__(self, *, allow_loopback: bool = False) -> None:
        """Keep what is allowed."""
        self._networks = (*_PRIVATE, *_OWN) if allow_loopback else _PRIVATE

    def checked(self, text: str) -> str | None:
        """Return an address as it is dialled, None for one that must not be.

        Addresses that mean something on one interface only are none.
        """
        try:
            address: IPv4Address | IPv6Address = ip_address(text)
        except ValueError:
            return None
        if isinstance(address, IPv6Address):
            if address.scope_id is not None:
                return None
            address = address.ipv4_mapped or address
        if not any(address in it for it in self._networks):
            return None
        return str(address)


def checked_port(port: int) -> int | None:
    """Return a port, None where it is none."""
    return port if 0 < port <= _HIGHEST_PORT else None
