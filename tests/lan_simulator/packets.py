"""Packets of multicast DNS that are delivered to one process alone."""

import asyncio
from collections.abc import Callable
from typing import Final, override

LOOPBACK: Final = "127.0.0.1"


class Packets(asyncio.DatagramProtocol):
    """What is multicast, as far as it is delivered here."""

    def __init__(self) -> None:
        """Hear nothing yet."""
        self.received: list[bytes] = []
        self.listeners: list[Callable[[bytes], object]] = []
        self.ask_at = 0
        self._transport: asyncio.DatagramTransport | None = None

    @property
    def port(self) -> int:
        """Return where packets are delivered."""
        assert self._transport is not None
        port: int = self._transport.get_extra_info("sockname")[1]
        return port

    def send(self, packet: bytes) -> None:
        """Let the devices receive a packet."""
        assert self._transport is not None
        # A Home Assistant that stops may ask after the test.
        if self.ask_at and not self._transport.is_closing():
            self._transport.sendto(packet, (LOOPBACK, self.ask_at))

    @override
    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self._transport = transport

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.received.append(data)
        for listener in tuple(self.listeners):
            listener(data)
