"""Tests of what may be shown of params: secrets as keys, texts and numbers."""

from collections.abc import Callable
import json
from typing import Any, Final

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.param_names import is_name
from custom_components.ewelink.api.websocket.frames import describe
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.redaction import (
    REDACTED,
    described_params,
    redacted,
    redacted_params,
)

from .devices.common import device as device_of

RELAY: Final = {
    "switches": [{"outlet": 0, "switch": "on"}],
    "configure": [{"outlet": 0, "startup": "stay"}],
    "pulses": [{"outlet": 0, "pulse": "off", "width": 1500}],
    "rssi": -54,
    "fwVersion": "3.7.1",
}
SHOWN: Final = st.sampled_from([described_params, redacted_params])

_HEXADECIMAL: Final = "0123456789abcdef"
_MAC: Final = st.lists(
    st.text(_HEXADECIMAL, min_size=2, max_size=2), min_size=6, max_size=6
)
# Wi-Fi names as they are: with blanks, signs, capitals and numbers.
_NETWORK: Final = st.tuples(
    st.sampled_from(["FRITZ!Box 75", "Smith", "TP-Link_", "my wifi ", "Vodafone-A"]),
    st.text(_HEXADECIMAL, min_size=4, max_size=4),
).map("".join)
SECRET_TEXTS: Final = st.one_of(
    _MAC.map(":".join),
    _MAC.map("".join),
    _MAC.map("-".join).map(str.upper),
    st.text(_HEXADECIMAL, min_size=10, max_size=10).map("1000{}".format),
    st.uuids().map(str),
    st.uuids().map(lambda it: f"canary-{it.hex}"),
    st.integers(10**8, 10**15).map(str),
    _NETWORK,
)
SECRET_NUMBERS: Final = st.integers(10**8, 10**15) | st.floats(-180, 180).map(
    lambda it: round(it, 6) + 1e-7
)
NAMES: Final = st.sampled_from(
    ["config", "sledOnline", "timers", "unheardOf", "x", "actPow_00", "0", "rssi"]
)


def _trees(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return what JSON may hold, with leaves and keys of a kind."""
    return st.recursive(
        leaves,
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(NAMES | SECRET_TEXTS, inner, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )


def _secrets(value: Any) -> set[str]:
    """Return the leaves, and the keys that are none of the harmless names."""
    if isinstance(value, dict):
        keys = {key for key in value if not is_name(key)}
        return keys.union(*map(_secrets, value.values()))
    if isinstance(value, list):
        return set[str]().union(*map(_secrets, value))
    return {str(value)}


@given(
    tree=_trees(SECRET_TEXTS | SECRET_NUMBERS),
    place=st.sampled_from(["unheardOf", "switches", "config", "rssi"]) | SECRET_TEXTS,
    shown=SHOWN,
)
def test_secrets_anywhere(
    tree: Any, place: str, shown: Callable[[Device], dict[str, Any]]
) -> None:
    """Be it a key, a text or a number, and however deep: no secret is shown."""
    params: dict[str, Any] = {**RELAY, place: [[tree]]}
    device = device_of(1, params)
    text = json.dumps(shown(device), ensure_ascii=False)

    assert [secret for secret in _secrets({place: tree}) if secret in text] == []


@given(number=st.integers(-(10**6), 10**6) | st.floats(-(10**6), 10**6))
def test_numbers_that_nobody_reads(number: float) -> None:
    """A report on a device tells that there is a number, and not which."""
    params = {**RELAY, "unheardOf": number, "config": [{"deep": number}]}
    shown = described_params(device_of(4, params))

    assert shown["unheardOf"] == "<number>"
    assert shown["config"] == [{"deep": "<number>"}]


def test_readings() -> None:
    """What features read, and the firmware, are in a report on a device."""
    shown = described_params(device_of(4, RELAY))

    assert shown == RELAY


def test_what_is_read_nowhere() -> None:
    """Of the rest there are the keys that are names, and the types."""
    params = {"a": "text", "b": 1, "c": 1.5, "d": True, "e": None, "f": [], "g": {}}
    shown = described_params(device_of(4, params))

    assert shown == {
        "a": "<text>",
        "b": "<number>",
        "c": "<number>",
        "d": "<boolean>",
        "e": None,
        "f": [],
        "g": {},
    }


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"switches": 40417093}, id="no list"),
        pytest.param({"switches": [40417093]}, id="no entries"),
        pytest.param({"switches": [{"outlet": 0, "code": 40417093}]}, id="more"),
        pytest.param({"switches": {"switch": 40417093}}, id="no list of entries"),
        pytest.param({"rssi": [40417093]}, id="no number"),
        pytest.param({"rssi": "my 40417093"}, id="another text"),
        pytest.param({"fwVersion": "40417093"}, id="no version"),
        pytest.param({"fwVersion": 40417093}, id="no version, but a number"),
    ],
)
def test_reading_of_another_shape(params: dict[str, Any]) -> None:
    """Where a reading should be and is none, its type alone is shown."""
    shown = described_params(device_of(4, params))

    assert "40417093" not in json.dumps(shown)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("pin", id="pin"),
        pytest.param("doorPin", id="word"),
        pytest.param("user_code", id="code"),
        pytest.param("lat", id="place"),
        pytest.param("ip", id="address"),
        pytest.param("ssid", id="network"),
        pytest.param("deviceid", id="id"),
        pytest.param("wifiPassword", id="password"),
        pytest.param("staMac", id="MAC"),
        pytest.param("P2PKey", id="key"),
        pytest.param("networkName", id="name"),
        pytest.param("d4e5f6a7b8c9", id="MAC as key"),
    ],
)
def test_private_numbers(key: str) -> None:
    """What has the name of something private is redacted, be it a short number."""
    shown = redacted_params(device_of(1, {key: 1234, "config": {key: {"deep": 1234}}}))

    assert "1234" not in json.dumps(shown)


@pytest.mark.parametrize(
    ("uiid", "params"),
    [
        pytest.param(145, {"hueConfig": {"bridgeId": "a", "userName": "b"}}, id="145"),
        pytest.param(
            147, {"hueConfig": {"lamp": [{"id": "a"}], "user": "b"}}, id="147"
        ),
        pytest.param(204, {"ip": "a", "volume": 50, "rooted": "b"}, id="204"),
        pytest.param(223, {"partnerDevice": {"deviceid": "a", "x": "b"}}, id="223"),
    ],
)
@pytest.mark.parametrize("shown", [described_params, redacted_params])
def test_what_panels_tell(
    uiid: int, params: dict[str, Any], shown: Callable[[Device], dict[str, Any]]
) -> None:
    """A lamp's or a display's params hold names and keys of other devices."""
    secret = "q3cWb-uKpZ0s8GmXhJ4tVnLrY1eFaDoB"
    text = (
        json.dumps(params).replace('"a"', f'"{secret}"').replace('"b"', f'"{secret}"')
    )
    device = device_of(uiid, json.loads(text))

    assert secret in json.dumps(device.params)
    assert secret not in json.dumps(shown(device))


def test_redacted() -> None:
    """An action tells numbers and the words for on and off, and no other text."""
    params = {"unheardOf": -12.5, "opening": 80, "mode": "off", "is": True, "y": "x"}
    shown = redacted_params(device_of(1, params))

    assert shown == {**params, "y": REDACTED}


@pytest.mark.parametrize("number", [1e-07, -9e-07, 2e22])
def test_numbers_with_an_exponent(number: float) -> None:
    """A short spelling of an exact, or of a long, number is not a short number."""
    shown = redacted_params(device_of(1, {"unheardOf": number}))

    assert shown == {"unheardOf": REDACTED}


def test_options() -> None:
    """So it is with what was chosen for an entry."""
    assert redacted({"pin": 1234, "on": True}) == {"pin": REDACTED, "on": True}


@pytest.mark.parametrize(
    "key", ["switch", "sledOnline", "actPow_00", "pm2_5", "rfTrig0", "timeZone", "0"]
)
def test_names(key: str) -> None:
    """Keys as the vendor spells them are shown."""
    assert is_name(key)


@given(key=SECRET_TEXTS)
def test_log(key: str) -> None:
    """The log, which names the keys of a message, does not spell out such a one."""
    frame = {"action": "update", "deviceid": "d", "params": {key: 1, "ssid": 2}}

    assert key not in describe(frame)
    assert describe(frame).endswith(", ssid")
