"""What is played: the devices of a cloud, or of none; one play follows another."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import Final

from tests.simulator.server import LOOPBACK

from .diy import diy_devices
from .house import House
from .mdns import GROUP, PORT, Responder, multicast_socket, unicast_socket
from .wire import Wire

HTTP_PORT: Final = 8081
NETWORK: Final = 0xFFFF


def hosts(text: str) -> Iterator[str]:
    """Return addresses, of `FIRST-LAST` or from `FIRST-` on."""
    first, _, last = text.partition("-")
    address = IPv4Address(first)
    end = IPv4Address(last) if last else IPv4Address(int(address) | NETWORK)
    while address <= end:
        yield str(address)
        address += 1


@dataclass(kw_only=True)
class Network:
    """Where devices are, and how they multicast: by `interface` or `deliver` alone."""

    addresses: str = "127.0.0.2-"
    port: int = HTTP_PORT
    interface: str = LOOPBACK
    deliver: int = 0
    is_silent: bool = False

    async def responder(self, house: House) -> Responder | None:
        """Return what speaks for a house, None where multicast is not to be had."""
        if self.is_silent:
            return None
        if self.deliver:
            responder = Responder((LOOPBACK, self.deliver), house.asked)
            await responder.open(unicast_socket())
        else:
            responder = Responder((GROUP, PORT), house.asked)
            await responder.open(multicast_socket(self.interface))
        return responder


class Stage:
    """The house that is played, and its wire."""

    def __init__(self, network: Network) -> None:
        """Begin empty."""
        self.network = network
        self.house = House(hosts(network.addresses), network.port)
        self.wire: Wire | None = None
        self._joining: asyncio.Task[None] | None = None

    async def begin(self, cloud: str = "", diy: tuple[str, ...] = ()) -> int:
        """Play the devices of a cloud, and some of none; return where to ask them."""
        await self.end()
        network = self.network
        self.house = House(hosts(network.addresses), network.port)
        self.house.responder = await network.responder(self.house)
        if cloud:
            self.wire = Wire(self.house, cloud)
            self._joining = asyncio.create_task(self.wire.run())
            await self.wire.joined.wait()
        for kind in diy:
            for device in diy_devices(kind):
                await self.house.add(device)
        return self.house.responder.port if self.house.responder else 0

    async def end(self) -> None:
        """Let everything be gone."""
        if self._joining is not None:
            self._joining.cancel()
            with suppress(asyncio.CancelledError):
                await self._joining
            self._joining = self.wire = None
        await self.house.stop()
