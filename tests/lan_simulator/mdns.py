"""Multicast DNS of our own: packets out, questions in.

Where several simulators share a machine, packets go to one listener instead.
"""

import asyncio
from collections.abc import Callable
import socket
from typing import Final, override

from zeroconf import DNSIncoming  # type: ignore[attr-defined]

GROUP: Final = "224.0.0.251"
PORT: Final = 5353

type Address = tuple[str, int]


class Responder(asyncio.DatagramProtocol):
    """Sends packets, and hears questions."""

    def __init__(self, to: Address, on_question: Callable[[DNSIncoming], None]) -> None:
        """Send to an address; None sends nothing."""
        self._to = to
        self._on_question = on_question
        self._transport: asyncio.DatagramTransport | None = None
        self.sent = 0

    @property
    def port(self) -> int:
        """Return where questions are heard."""
        assert self._transport is not None
        port: int = self._transport.get_extra_info("sockname")[1]
        return port

    async def open(self, sock: socket.socket) -> None:
        """Begin."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(
            lambda: self, sock=sock
        )

    def close(self) -> None:
        """End."""
        if self._transport is not None:
            self._transport.close()

    def send(self, packet: bytes) -> None:
        """Send a packet to everybody."""
        self.sent += 1
        if self._transport is not None:
            self._transport.sendto(packet, self._to)

    @override
    def datagram_received(self, data: bytes, addr: Address) -> None:
        message = DNSIncoming(data)
        if message.valid and message.is_query():
            self._on_question(message)


def multicast_socket(interface: str) -> socket.socket:
    """Return a socket that shares the port of multicast DNS, on an interface."""
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own = socket.inet_aton(interface)
    made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
    made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
    made.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
    made.bind(("", PORT))
    joined = socket.inet_aton(GROUP) + own
    made.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, joined)
    made.setblocking(False)
    return made


def unicast_socket() -> socket.socket:
    """Return a socket to be asked at by one listener."""
    made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    made.bind(("127.0.0.1", 0))
    made.setblocking(False)
    return made
