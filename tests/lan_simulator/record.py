"""What devices multicast: TXT strings, and the packets around them."""

from ipaddress import ip_address
from itertools import count
import struct
from typing import Final

from zeroconf import (  # type: ignore[attr-defined]
    DNSAddress,
    DNSOutgoing,
    DNSPointer,
    DNSService,
    DNSText,
)

from tests.simulator.wire import Json, encode

from .crypto import seal

SERVICE: Final = "_ewelink._tcp.local."
PIECE: Final = 249
PIECES: Final = 4
LONGEST_TXT: Final = 1300
TTL: Final = 4500
HOST_TTL: Final = 120
A: Final = 1
PTR: Final = 12
TXT: Final = 16
SRV: Final = 33
ANY: Final = 255
_IN: Final = 1
_UNIQUE: Final = 0x8001
_RESPONSE: Final = 0x8400
_numbers = count(1)


def strings_of(
    device_id: str, kind: str, seq: int, state: Json, key: str
) -> list[bytes]:
    """Return the strings of a state, plain without a key."""
    fields: Json = {
        "txtvers": 1,
        "id": device_id,
        "type": kind,
        "apivers": 1,
        "seq": seq,
    }
    data = encode(state)
    if key:
        sealed = seal(key, state)
        data = sealed["data"]
        fields |= {"encrypt": "true", "iv": sealed["iv"]}
    raw = data.encode()
    strings = [f"{name}={value}".encode() for name, value in fields.items()]
    pieces = [raw[start : start + PIECE] for start in range(0, len(raw), PIECE)]
    assert len(pieces) <= PIECES, f"{kind} tells too much: {len(raw)} bytes"
    return strings + [b"data%d=%b" % item for item in enumerate(pieces, start=1)]


def text_of(strings: list[bytes]) -> bytes:
    """Return strings as a TXT record holds them."""
    text = b"".join(len(it).to_bytes() + it for it in strings)
    assert len(text) <= LONGEST_TXT
    return text


class Instance:
    """The records of a device under its name, at its address."""

    def __init__(self, name: str, host: str, port: int) -> None:
        """Name the instance and say where it is."""
        self.name = f"{name}.{SERVICE}"
        self._server = f"{name}.local."
        self._host = host
        self._port = port

    def announce(self, text: bytes, *, with_address: bool) -> bytes:
        """Return what a device multicasts by itself."""
        out = DNSOutgoing(_RESPONSE, multicast=True)
        for record in (self._pointer(TTL), *self._about(text, with_address)):
            out.add_answer_at_time(record, 0)
        return _numbered(out)

    def answer(self, text: bytes) -> bytes:
        """Return what a device answers a question for the service."""
        out = DNSOutgoing(_RESPONSE, multicast=True)
        out.add_answer_at_time(self._pointer(TTL), 0)
        for record in self._about(text, with_address=True):
            out.add_additional_answer(record)
        return _numbered(out)

    def goodbye(self) -> bytes:
        """Return what says that a device leaves."""
        out = DNSOutgoing(_RESPONSE, multicast=True)
        out.add_answer_at_time(self._pointer(0), 0)
        return _numbered(out)

    def _pointer(self, ttl: int) -> DNSPointer:
        return DNSPointer(SERVICE, PTR, _IN, ttl, self.name)

    def _about(
        self,
        text: bytes,
        with_address: bool,  # noqa: FBT001
    ) -> list[DNSText | DNSService | DNSAddress]:
        records: list[DNSText | DNSService | DNSAddress] = [
            DNSText(self.name, TXT, _UNIQUE, TTL, text),
            DNSService(
                self.name, SRV, _UNIQUE, HOST_TTL, 0, 0, self._port, self._server
            ),
        ]
        if with_address:
            packed = ip_address(self._host).packed
            records.append(DNSAddress(self._server, A, _UNIQUE, HOST_TTL, packed))
        return records


def _numbered(out: DNSOutgoing) -> bytes:
    """Return the only packet, unlike all others: listeners drop equal ones."""
    [packet] = out.packets()
    return struct.pack(">H", next(_numbers) & 0xFFFF) + packet[2:]
