"""Sends the Wi-Fi until a device that heard it answers."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
import errno
from ipaddress import IPv4Address
from itertools import batched, cycle, repeat
import socket
from typing import Final

from ..errors import PairingError, Reason
from ..wifi import HomeWifi
from .answer import AnswerListener, TouchAnswer
from .encode import GUIDE_LENGTHS, data_lengths, total_length
from .password_rule import encode_password

_BUSY: Final = {errno.EAGAIN, errno.ENOBUFS}


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchTiming:
    """Seconds: between datagrams, of each part of a round, and of the whole."""

    interval: float = 0.008
    guide: float = 2.0
    data: float = 4.0
    sending: float = 45.0
    listening: float = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchNetwork:
    """Where devices listen, in turns, and where they answer."""

    port: int = 7001
    answer_port: int = 18266
    groups: tuple[str, ...] = tuple(f"234.{n}.{n}.{n}" for n in range(1, 101))
    broadcast: str = "255.255.255.255"


TIMING: Final = TouchTiming()
NETWORK: Final = TouchNetwork()


async def send(
    wifi: HomeWifi,
    *,
    bssid: bytes,
    local_address: str,
    timing: TouchTiming = TIMING,
    network: TouchNetwork = NETWORK,
) -> TouchAnswer:
    """Return the first device that joined; `local_address` is this host's in the LAN.

    Raises `PairingError`: no way to send, too long, or nobody answered.
    """
    lengths, total = _encode(wifi, bssid, local_address)
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[TouchAnswer] = loop.create_future()
    try:
        listener, _ = await loop.create_datagram_endpoint(
            lambda: AnswerListener(total, answer),
            local_addr=(local_address, network.answer_port),
        )
        with closing(listener), closing(_open(local_address)) as opened:
            await _Sending(opened, lengths, answer, timing, network).run()
            async with asyncio.timeout(timing.listening):
                return await answer
    except TimeoutError:
        raise PairingError(Reason.NOT_FOUND) from None
    except OSError as err:
        raise PairingError(Reason.NO_WAY) from err


def _encode(
    wifi: HomeWifi, bssid: bytes, local_address: str
) -> tuple[tuple[int, ...], int]:
    """Return the lengths to send, and the number that is answered to them."""
    if wifi.fault() is not None:
        raise PairingError(Reason.TOO_LONG)
    try:
        address = IPv4Address(local_address).packed
    except ValueError:
        raise PairingError(Reason.NO_WAY) from None
    ssid = wifi.ssid.encode()
    password = encode_password(wifi.password)
    lengths = data_lengths(ssid=ssid, password=password, bssid=bssid, address=address)
    return lengths, total_length(ssid=ssid, password=password)


def _open(local_address: str) -> socket.socket:
    """Return a socket that sends into the local network only."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 1)
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        interface = socket.inet_aton(local_address)
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, interface)
        opened.bind((local_address, 0))
    except OSError:
        opened.close()
        raise
    return opened


@dataclass(slots=True, repr=False)
class _Sending:
    """Rounds of guide and data, to a group for each byte or to everybody."""

    opened: socket.socket
    lengths: tuple[int, ...]
    answer: asyncio.Future[TouchAnswer]
    timing: TouchTiming
    network: TouchNetwork
    _guide: Iterator[tuple[int, ...]] = field(init=False)
    _data: Iterator[tuple[int, ...]] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare; the data go on in each round where the last one ended."""
        self._guide = repeat(GUIDE_LENGTHS)
        self._data = cycle(batched(self.lengths, 3, strict=True))

    async def run(self) -> None:
        """Send until there is an answer, or for as long as it is of use."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.timing.sending):
                await self._rounds()

    async def _rounds(self) -> None:
        """Take turns between groups and everybody, as far as the network lets us."""
        turns: list[Iterator[str]] = [
            cycle(self.network.groups),
            repeat(self.network.broadcast),
        ]
        while not self.answer.done():
            for turn in tuple(turns):
                try:
                    await self._part(self._guide, self.timing.guide, turn)
                    await self._part(self._data, self.timing.data, turn)
                except OSError:
                    turns.remove(turn)
                    if not turns:
                        raise

    async def _part(
        self, parts: Iterator[tuple[int, ...]], seconds: float, hosts: Iterator[str]
    ) -> None:
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end and not self.answer.done():
            host = next(hosts)
            for length in next(parts):
                self._send(length, host)
                await asyncio.sleep(self.timing.interval)

    def _send(self, length: int, host: str) -> None:
        """Send a datagram; one that the network has no room for comes again."""
        try:
            self.opened.sendto(bytes(length), (host, self.network.port))
        except OSError as err:
            if err.errno not in _BUSY:
                raise
