"""A device in Touch mode that hears lengths only, written from the description."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from itertools import groupby
import socket
import struct
from typing import Final

GUIDE: Final = [515, 514, 513, 512]
# The kernel lets one socket join this many groups.
_GROUPS_OF_A_SOCKET: Final = 20
_LOOPBACK: Final = socket.inet_aton("127.0.0.1")


@dataclass
class Heard:
    """A datagram: where it was sent to, and what was in it."""

    host: str
    content: bytes

    @property
    def length(self) -> int:
        """Return what carries the data."""
        return len(self.content)


@dataclass
class Told:
    """What was understood."""

    total: int
    ssid: bytes
    password: bytes
    bssid: bytes
    address: str


@dataclass
class Ear:
    """Hears all that is sent to a port, to groups or to everybody."""

    port: int
    opened: socket.socket
    heard: list[Heard] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)

    def receive(self) -> None:
        """Note what has arrived, and to whom it was sent."""
        while True:
            try:
                content, ancillary, *_ = self.opened.recvmsg(2048, 64)
            except BlockingIOError:
                return
            _, _, information = ancillary[0]
            _, _, host = struct.unpack("=I4s4s", information)
            self.heard.append(Heard(socket.inet_ntoa(host), content))
            self.begun.set()


@contextmanager
def ear() -> Iterator[Ear]:
    """Listen at 127.0.0.1, in all the groups that are used."""
    with ExitStack() as stack:
        sockets = [
            stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            for _ in range(100 // _GROUPS_OF_A_SOCKET)
        ]
        for n in range(1, 101):
            group = bytes((234, n, n, n))
            sockets[(n - 1) // _GROUPS_OF_A_SOCKET].setsockopt(
                socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group + _LOOPBACK
            )
        opened = sockets[0]
        opened.setblocking(False)
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_PKTINFO, 1)
        opened.bind(("", 0))
        listening = Ear(opened.getsockname()[1], opened)
        loop = asyncio.get_running_loop()
        loop.add_reader(opened, listening.receive)
        try:
            yield listening
        finally:
            loop.remove_reader(opened)


def understand(heard: list[Heard]) -> Told:
    """Put together what groups of lengths tell; each group has its own host."""
    told: dict[int, int] = {}
    for _, datagrams in groupby(heard, lambda it: it.host):
        lengths = [it.length for it in datagrams]
        if len(lengths) == 3:
            index, value = _byte(lengths)
            assert told.setdefault(index, value) == value
    return _put_together(told)


def _byte(lengths: list[int]) -> tuple[int, int]:
    first, second, third = (length - 40 for length in lengths)
    assert second >> 8 == 1
    index = second & 0xFF
    value = (first & 0x0F) << 4 | third & 0x0F
    assert _checksum(bytes((value, index))) == (first & 0xF0) | third >> 4
    return index, value


def _put_together(told: dict[int, int]) -> Told:
    total = told[0]
    content = bytes(told[index] for index in range(total))
    bssid = bytes(told[index] for index in range(total, total + 6))
    end_of_password = 9 + content[1]
    ssid = content[end_of_password:]
    assert content[2] == _checksum(ssid)
    assert content[3] == _checksum(bssid)
    parity = 0
    for byte in content:
        parity ^= byte
    assert parity == 0
    return Told(
        total=total,
        ssid=ssid,
        password=content[9:end_of_password],
        bssid=bssid,
        address=str(IPv4Address(content[5:9])),
    )


def _checksum(content: bytes) -> int:
    """Return the checksum bit by bit, by x^8 + x^5 + x^4 + 1 from the lowest bit on."""
    register = 0
    for byte in content:
        for position in range(8):
            bit = (byte >> position ^ register) & 1
            register >>= 1
            if bit:
                register ^= 0b1000_1100
    return register
