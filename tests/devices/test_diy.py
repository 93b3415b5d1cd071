"""Devices in DIY mode: what they are, by their type and their params."""

from typing import Any

from hypothesis import given, strategies as st
import pytest

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.features.light import Light
from custom_components.ewelink.devices.rows import TYPES, diy

OUTLETS = [{"outlet": n, "switch": "off"} for n in range(4)]
ONE = {"switch": "on"}


def device(
    kind: str | None, params: dict[str, Any], parent: str | None = None
) -> Device:
    """Return a device that announces a type."""
    thing = Thing(
        deviceid="1000000001",
        name="1000000001",
        apikey="",
        lan_type=kind,
        params=params,
        parent_id=parent,
    )
    return Device(thing)


def relays(of: Device) -> list[str]:
    """Return the switches that a device has."""
    return [it.identity for it in of.features if it.key == "switch"]


@pytest.mark.parametrize(
    ("kind", "params", "expected"),
    [
        ("diy_plug", ONE, ["switch"]),
        ("diy_plug", {"switches": OUTLETS}, ["switch"]),
        ("diylight", {"switches": OUTLETS}, ["switch"]),
        ("diylight", ONE, ["switch"]),
        ("plug", ONE, ["switch"]),
        ("plug", {"switches": OUTLETS}, ["switch"]),
        ("strip", {"switches": OUTLETS[:2]}, ["switch_0", "switch_1"]),
        ("strip", {"switches": OUTLETS[:1]}, ["switch"]),
        ("strip", {}, [f"switch_{n}" for n in range(4)]),
        ("light", {"brightness": 5} | ONE, []),
        ("other", ONE, ["switch"]),
        (None, ONE, ["switch"]),
    ],
)
def test_relays(kind: str, params: dict[str, Any], expected: list[str]) -> None:
    """Only a strip has channels, however many outlets are told."""
    found = device(kind, params)
    assert relays(found) == expected
    channels = [str(n) for n in range(len(expected))] if len(expected) > 1 else []
    assert list(found.children()) == channels


@pytest.mark.parametrize(
    ("kind", "params", "uiid"),
    [
        ("diylight", {"switch": "on", "brightness": 40}, 44),
        ("light", {"switch": "on", "brightness": 40}, 44),
        ("diy_light", {"switch": "on", "ltype": "white", "white": {}}, 135),
        ("diy_light", {"switch": "on", "ltype": "color", "color": {}}, 136),
        ("light", {"switch": "on", "ltype": "white", "color": {}}, 136),
    ],
)
def test_lamps(kind: str, params: dict[str, Any], uiid: int) -> None:
    """A lamp is that of the uiid that it has with an account."""
    [lamp] = [it for it in device(kind, params).features if isinstance(it, Light)]
    assert lamp in TYPES[uiid].features


def test_meter() -> None:
    """A meter is that of the account, and its main unit tells only of itself."""
    meter = device("diy_meter", {}, "1000000002")
    assert meter.features == tuple(
        it for it in TYPES[130].features if it in meter.features
    )
    assert len(relays(meter)) == 4
    assert relays(device("diy_meter", {"sledOnline": "on"})) == []


def test_same_identities_as_with_an_account() -> None:
    """What moves to an account finds its place there."""
    one = {it.identity for it in TYPES[1].features}
    several = {it.identity for it in TYPES[138].features}
    params = {"sledOnline": "on", "startup": "off"}
    plug = device("diy_plug", ONE | params)
    mini = device("diy_plug", {"switches": OUTLETS} | params)
    assert {it.identity for it in plug.features} <= one
    assert {it.identity for it in mini.features} <= several


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda it: st.lists(it, max_size=3) | st.dictionaries(st.text(max_size=4), it),
    max_leaves=6,
)
_KEYS = st.sampled_from(
    ("switch", "switches", "brightness", "ltype", "white", "color", "configure")
)


@given(st.sampled_from([*diy.TYPES, "", "other"]), st.dictionaries(_KEYS, _JSON))
def test_whatever_is_told(kind: str, params: dict[str, Any]) -> None:
    """No announcement raises, nor a report after it."""
    found = device(kind, params)
    found.list_anew(found.thing, 0.0)
    assert found.type.name
