"""What a device answers that has joined the Wi-Fi."""

import asyncio
from dataclasses import dataclass, field
from ipaddress import IPv4Address
from typing import Final, override

from ..addresses import Address

_LENGTH: Final = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchAnswer:
    """Who it is on the home network."""

    mac: bytes = field(repr=False)
    address: str


def parse_answer(content: bytes, total: int) -> TouchAnswer | None:
    """Return the answer to what was sent with this total, if it is one.

    The password is sent to the address later: none outside is believed.
    """
    if len(content) != _LENGTH or content[0] != total:
        return None
    address = Address.parse(str(IPv4Address(content[7:])))
    if address is None:
        return None
    return TouchAnswer(mac=content[1:7], address=address.host)


class AnswerListener(asyncio.DatagramProtocol):
    """Keeps the first answer; a device sends it hundreds of times."""

    def __init__(self, total: int, answer: asyncio.Future[TouchAnswer]) -> None:
        """Listen for answers to what was sent with this total."""
        self._total = total
        self._answer = answer

    @override
    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Take the first that is an answer."""
        found = parse_answer(data, self._total)
        if found is not None and not self._answer.done():
            self._answer.set_result(found)
