"""What is encrypted with a device's key."""

import base64

import pytest

from tests.lan_simulator.crypto import UnreadableError, device_iv, open_sealed, seal
from tests.simulator.wire import Json

FIRST = "a1b2c3d4-0000-4000-8000-00000000beef"
SECOND = "0f0e0d0c-1111-4222-8333-444455556666"


@pytest.mark.parametrize(
    ("key", "iv", "value", "data"),
    [
        (
            FIRST,
            "MDEyMzQ1Njc4OTAxMjM0NQ==",
            {"switch": "on"},
            "E4X2lCw7AFWj8ozFhv4iYA==",
        ),
        (
            SECOND,
            "AAECAwQFBgcICQoLDA0ODw==",
            {"switches": [{"switch": "off", "outlet": 0}]},
            "FHSBWiulrBAaZFMm8SwZBD/SpzPnWSiJaIoCD1aZulHSX40EQKWzD+ICSdhdrn2j",
        ),
        (SECOND, "AAECAwQFBgcICQoLDA0ODw==", {}, "QeeBqc7a+s3XMfCdodgiEA=="),
    ],
)
def test_vectors(key: str, iv: str, value: Json, data: str) -> None:
    """Both ways come to what is known."""
    assert seal(key, value, base64.b64decode(iv)) == {"iv": iv, "data": data}
    assert open_sealed(key, iv, data) == value


def test_iv_of_a_device() -> None:
    """Devices write digits."""
    iv = device_iv()
    assert len(iv) == 16
    assert iv.isdigit()


@pytest.mark.parametrize(
    ("iv", "data"),
    [
        ("MDEyMzQ1Njc4OTAxMjM0NQ==", "E4X2lCw7AFWj8ozFhv4iYA=="),
        ("short", "E4X2lCw7AFWj8ozFhv4iYA=="),
        ("MDEyMzQ1Njc4OTAxMjM0NQ==", ""),
        (None, None),
        (1, {}),
    ],
)
def test_unreadable(iv: object, data: object) -> None:
    """Another key, and what is no cipher text."""
    with pytest.raises(UnreadableError):
        open_sealed(SECOND, iv, data)
