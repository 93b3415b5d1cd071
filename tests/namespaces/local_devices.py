"""The simulated devices at the other end of a cable, each with its own address.

Usage: local_devices INTERFACE FIRST COUNT OPTION... Waits for a line until the
interface is there, and gives it COUNT addresses of a /24 from FIRST on; OPTIONs are
those of `tests.lan_simulator`.
"""

import asyncio
from ipaddress import IPv4Address
import sys
from typing import Final

from tests.lan_simulator.__main__ import arguments, run

from .links import bring_up, ip

# The host that Home Assistant would be on.
ROUTER: Final = "192.168.77.20"


def main(interface: str, first: str, count: str, *options: str) -> None:
    """Wait for the cable, then let the devices be there."""
    sys.stdin.readline()
    ip("link", "set", "lo", "up")
    start = IPv4Address(first)
    hosts = [str(start + number) for number in range(int(count))]
    for host in hosts:
        bring_up(interface, f"{host}/24")
    ip("route", "add", "default", "via", ROUTER)
    asked = arguments(
        [
            *("--interface", first, "--control-host", first),
            *("--addresses", f"{first}-{hosts[-1]}", "--with-parent", *options),
        ]
    )
    asyncio.run(run(asked))


if __name__ == "__main__":
    main(*sys.argv[1:])
