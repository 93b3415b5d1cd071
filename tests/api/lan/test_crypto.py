"""What devices seal is opened, and the reverse."""

from base64 import b64decode, b64encode
import json
from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.errors import (
    EwelinkError,
    EwelinkMalformedError,
    EwelinkWrongKeyError,
)
from custom_components.ewelink.api.lan.crypto import LanKey

from ..strategies import ANYTHING
from .announcing import KEY, OTHER_KEY, opened, sealed

VECTORS = [
    pytest.param(
        KEY,
        "MDEyMzQ1Njc4OTAxMjM0NQ==",
        '{"switch":"on"}',
        "E4X2lCw7AFWj8ozFhv4iYA==",
        id="one block",
    ),
    pytest.param(
        OTHER_KEY,
        "AAECAwQFBgcICQoLDA0ODw==",
        '{"switches":[{"switch":"off","outlet":0}]}',
        "FHSBWiulrBAaZFMm8SwZBD/SpzPnWSiJaIoCD1aZulHSX40EQKWzD+ICSdhdrn2j",
        id="outlets",
    ),
    pytest.param(
        OTHER_KEY,
        "AAECAwQFBgcICQoLDA0ODw==",
        "{}",
        "QeeBqc7a+s3XMfCdodgiEA==",
        id="nothing",
    ),
]


@pytest.mark.parametrize(("key", "iv", "plain", "data"), VECTORS)
def test_known_texts(key: str, iv: str, plain: str, data: str) -> None:
    """Known texts are sealed and opened as they should be."""
    lan_key = LanKey(key)

    assert lan_key.seal(json.loads(plain), b64decode(iv)) == (data, iv)
    assert lan_key.open(data, iv) == json.loads(plain)


def test_key_is_hidden() -> None:
    """Neither the key nor its digest can be read by accident."""
    key = LanKey(KEY)

    shown = f"{key} {key!r} {[key]}"
    assert KEY not in shown
    assert "48cda024" not in shown
    assert not hasattr(key, "__dict__")


def test_keys_are_compared() -> None:
    """A key that was listed again is the same."""
    assert LanKey(KEY) == LanKey(KEY)
    assert hash(LanKey(KEY)) == hash(LanKey(KEY))
    assert LanKey(KEY) != LanKey(OTHER_KEY)
    assert LanKey(KEY) != KEY


def test_sealed_anew_each_time() -> None:
    """The same params never look the same."""
    key = LanKey(KEY)

    assert key.seal({"switch": "on"}) != key.seal({"switch": "on"})


@given(st.dictionaries(st.text(max_size=6), ANYTHING, max_size=4))
def test_there_and_back(params: dict[str, Any]) -> None:
    """Whatever is sealed can be opened, by anybody who has the key."""
    data, iv = LanKey(KEY).seal(params)

    assert opened({"data": data, "iv": iv}) == params


@given(st.text(max_size=80), st.text(max_size=40))
def test_garbage_is_refused(data: str, iv: str) -> None:
    """Whatever is announced, what is raised is typed and tells nothing of it."""
    with pytest.raises(EwelinkError) as raised:
        LanKey(KEY).open(data, iv)
    assert raised.value.__cause__ is None
    assert str(raised.value) in {
        "not base64",
        "sealed in another way",
        "sealed with another key",
    }


@given(st.binary(min_size=16, max_size=16))
def test_wrong_key_opens_nothing(start: bytes) -> None:
    """Another key is told from a broken text."""
    data, iv = LanKey(OTHER_KEY).seal({"switch": "on"}, start)

    with pytest.raises(EwelinkWrongKeyError) as raised:
        LanKey(KEY).open(data, iv)
    assert KEY not in str(raised.value)


@pytest.mark.parametrize(
    ("data", "iv"),
    [
        pytest.param("", "MDEyMzQ1Njc4OTAxMjM0NQ==", id="no text"),
        pytest.param("E4X2lCw7AFWj8ozFhv4i", "MDEyMzQ1Njc4OTAxMjM0NQ==", id="cut off"),
        pytest.param("E4X2lCw7AFWj8ozFhv4iYA==", "MDEy", id="short iv"),
        pytest.param("E4X2lCw7AFWj8ozFhv4iYA==", "", id="no iv"),
        pytest.param("???", "MDEyMzQ1Njc4OTAxMjM0NQ==", id="no base64"),
    ],
)
def test_malformed(data: str, iv: str) -> None:
    """What no key can open says nothing of the key."""
    with pytest.raises(EwelinkMalformedError):
        LanKey(KEY).open(data, iv)


def test_base64_without_its_end() -> None:
    """The filling of base64 may be missing."""
    iv, data = "MDEyMzQ1Njc4OTAxMjM0NQ", "E4X2lCw7AFWj8ozFhv4iYA"

    assert LanKey(KEY).open(data, iv) == {"switch": "on"}


@pytest.mark.parametrize(
    "plain",
    [
        pytest.param(b'{"switch":"on"}\x02', id="one byte"),
        pytest.param(b'{"switch":"on"}' + b"\x02" * 9, id="many bytes"),
    ],
)
def test_bytes_behind_the_text(plain: bytes) -> None:
    """Some modules leave bytes behind."""
    assert LanKey(KEY).open(*sealed(plain)) == {"switch": "on"}


def test_filled_with_one_byte_only() -> None:
    """They may be all that fills the block."""
    plain = b'{"switch":"on"}\x02'
    data, iv = sealed(plain)
    content = b64decode(data)[:16]

    assert LanKey(KEY).open(b64encode(content).decode(), iv) == {"switch": "on"}


def test_radio_texts_are_repaired() -> None:
    """Radio bridges may spell a colon as an equals sign."""
    plain = b'{"rfTrig0"="2026-01-01T00:00:00.000Z","arming"=true}'

    told = LanKey(KEY).open(*sealed(plain))

    assert told == {"rfTrig0": "2026-01-01T00:00:00.000Z", "arming": True}


def test_networks_are_dropped() -> None:
    """What names somebody's network is not even kept."""
    private = {"ssid": "home", "bssid": "00:11", "staMac": "00:22"}

    assert LanKey(KEY).open(*sealed({"switch": "on", **private})) == {"switch": "on"}


def test_deep_texts_are_refused() -> None:
    """Nothing is nested so deeply that reading it could fail."""
    plain = b'{"a":' + b"[" * 300 + b"]" * 300 + b"}"

    with pytest.raises(EwelinkError):
        LanKey(KEY).open(*sealed(plain))
