"""The lengths, against the numbers that the description gives."""

from typing import Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.pairing.errors import PairingError, Reason
from custom_components.ewelink.pairing.touch.encode import (
    GUIDE_LENGTHS,
    crc8,
    data_lengths,
    total_length,
)
from custom_components.ewelink.pairing.touch.password_rule import encode_password

from .touch_device import Heard, Told, understand

SSID: Final = b"HomeNet"
PASSWORD: Final = b"secret123"
BSSID: Final = bytes.fromhex("18fe34001122")
ADDRESS: Final = bytes((192, 168, 1, 10))
LENGTHS: Final = data_lengths(
    ssid=SSID, password=PASSWORD, bssid=BSSID, address=ADDRESS
)
ORDER: Final = [length - 40 - 0x100 for length in LENGTHS[1::3]]
VALUES: Final = [
    (first - 40 & 0x0F) << 4 | third - 40 & 0x0F
    for first, third in zip(LENGTHS[::3], LENGTHS[2::3], strict=True)
]


@pytest.mark.parametrize(
    ("content", "checksum"),
    [(b"123456789", 0xA1), (b"", 0), (SSID, 0xC4), (BSSID, 0x0F)],
)
def test_checksum(content: bytes, checksum: int) -> None:
    """The checksum is the one with 0xA1 for the digits."""
    assert crc8(content) == checksum


def test_total() -> None:
    """The total counts the head, the password and the name."""
    assert total_length(ssid=SSID, password=PASSWORD) == 25


def test_first_lengths() -> None:
    """The first three bytes are told as the description has them."""
    assert LENGTHS[:9] == (121, 296, 273, 264, 297, 241, 100, 298, 92)


def test_order() -> None:
    """The BSSID's bytes come in between, every fourth."""
    assert len(LENGTHS) == 3 * 31
    assert ORDER[:11] == [0, 1, 2, 3, 4, 25, 5, 6, 7, 26, 8]
    assert [ORDER.index(25 + number) for number in range(6)] == [5, 9, 13, 17, 21, 25]


def test_parity() -> None:
    """The fourth byte is that of all the others."""
    assert VALUES[ORDER.index(4)] == 238


def test_short() -> None:
    """Where there is too little to come in between, the BSSID's bytes end the list."""
    lengths = data_lengths(ssid=b"x", password=b"", bssid=BSSID, address=ADDRESS)
    order = [length - 40 - 0x100 for length in lengths[1::3]]
    assert order == [0, 1, 2, 3, 4, 10, 5, 6, 7, 11, 8, 9, 12, 13, 14, 15]


def test_guide() -> None:
    """The guide is four lengths that no byte has."""
    assert GUIDE_LENGTHS == (515, 514, 513, 512)


@given(
    ssid=st.binary(min_size=1, max_size=31),
    password=st.binary(max_size=63),
    bssid=st.binary(min_size=6, max_size=6),
    address=st.ip_addresses(v=4),
)
def test_understood(
    ssid: bytes, password: bytes, bssid: bytes, address: object
) -> None:
    """Everything is understood by a device that hears the lengths."""
    packed = bytes(map(int, str(address).split(".")))
    lengths = data_lengths(ssid=ssid, password=password, bssid=bssid, address=packed)
    heard = [
        Heard(f"group {place // 3}", bytes(length))
        for place, length in enumerate(lengths)
    ]
    total = 9 + len(password) + len(ssid)
    assert understand(heard) == Told(total, ssid, password, bssid, str(address))


def test_too_long() -> None:
    """What a licensee's rule makes of a password may have no numbers left."""
    with pytest.raises(PairingError) as caught:
        data_lengths(ssid=SSID, password=b"p" * 107, bssid=BSSID, address=ADDRESS)
    assert caught.value.reason is Reason.TOO_LONG


def test_password_is_plain() -> None:
    """No rule of a maker is applied."""
    assert encode_password("pässwört") == "pässwört".encode()
