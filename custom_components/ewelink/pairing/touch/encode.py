"""What is sent, as lengths of datagrams (docs/protocol.md, "ESP-TOUCH")."""

from functools import reduce
from operator import xor
from typing import Final

from ..errors import PairingError, Reason

GUIDE_LENGTHS: Final = (515, 514, 513, 512)

_POLYNOMIAL: Final = 0x8C
_HIGHEST_INDEX: Final = 127
_HEAD: Final = 9
_BASE_LENGTH: Final = 40
_INDEX_MARK: Final = 0x100
# Where the bytes of the BSSID are put in between, in the list as it grows.
_FIRST_PLACE: Final = 5
_PLACES_APART: Final = 4


def crc8(content: bytes) -> int:
    """Return the checksum, by the polynomial 0x8C in reflected form."""
    checksum = 0
    for byte in content:
        checksum ^= byte
        for _ in range(8):
            checksum = checksum >> 1 ^ (_POLYNOMIAL if checksum & 1 else 0)
    return checksum


def total_length(*, ssid: bytes, password: bytes) -> int:
    """Return what is sent first, and what a device answers with."""
    return _HEAD + len(password) + len(ssid)


def data_lengths(
    *, ssid: bytes, password: bytes, bssid: bytes, address: bytes
) -> tuple[int, ...]:
    """Return the lengths that tell everything once, three for each byte.

    `bssid` is the address of the network's 2.4 GHz radio, `address` the sender's.
    Raises `PairingError` for what is too long for the numbers of its bytes.
    """
    content = _content(ssid, password, bssid, address)
    if len(content) + len(bssid) - 1 > _HIGHEST_INDEX:
        raise PairingError(Reason.TOO_LONG)
    order = list(range(len(content)))
    for number in range(len(bssid)):
        order.insert(_FIRST_PLACE + number * _PLACES_APART, len(content) + number)
    numbered = content + bssid
    return tuple(length for index in order for length in _group(numbered[index], index))


def _content(ssid: bytes, password: bytes, bssid: bytes, address: bytes) -> bytes:
    total = total_length(ssid=ssid, password=password)
    start = bytes((total, len(password), crc8(ssid), crc8(bssid)))
    end = address + password + ssid
    return start + bytes((reduce(xor, start + end),)) + end


def _group(value: int, index: int) -> tuple[int, int, int]:
    checksum = crc8(bytes((value, index)))
    return (
        _BASE_LENGTH + (checksum & 0xF0 | value >> 4),
        _BASE_LENGTH + (_INDEX_MARK | index),
        _BASE_LENGTH + ((checksum & 0x0F) << 4 | value & 0x0F),
    )
