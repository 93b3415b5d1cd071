"""What humidifiers tell, and what goes out to set them."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import FeatureError, Humidifier

from .common import device, feature, merged


def humidifier(uiid: int) -> Humidifier:
    """Return the humidifier of a type."""
    found = feature(uiid, "humidifier")
    assert isinstance(found, Humidifier)
    return found


@pytest.mark.parametrize(
    ("uiid", "params", "is_on", "mode"),
    [
        (19, {}, None, None),
        (19, {"switch": "on", "state": 1}, True, "low"),
        (19, {"switch": "on", "state": "2"}, True, "medium"),
        (19, {"switch": "on", "state": 3}, True, "high"),
        (19, {"switch": "off", "state": 0}, False, None),
        (25, {"switch": "on", "state": 2}, True, "high"),
        (25, {"switch": "off", "state": 1}, False, "low"),
        (25, {"switch": "on", "state": 3}, True, None),
    ],
)
def test_state(
    uiid: int, params: Params, *, is_on: bool | None, mode: str | None
) -> None:
    """Whether it is on, and the level."""
    assert humidifier(uiid).is_on(params) == is_on
    assert humidifier(uiid).mode_of(params) == mode


@pytest.mark.parametrize(
    ("uiid", "mode", "expected"),
    [
        (19, None, {"switch": "on", "mode": "normal"}),
        (19, "low", {"switch": "on", "mode": "normal", "state": 1}),
        (19, "medium", {"switch": "on", "mode": "normal", "state": 2}),
        (19, "high", {"switch": "on", "mode": "normal", "state": 3}),
        (25, None, {"switch": "on"}),
        (25, "low", {"switch": "on", "state": 1}),
        (25, "high", {"switch": "on", "state": 2}),
    ],
)
def test_on(uiid: int, mode: str | None, expected: Params) -> None:
    """A level goes out with the switch on."""
    it = humidifier(uiid)
    assert (it.encode_on() if mode is None else it.encode_mode(mode)) == expected


@pytest.mark.parametrize("uiid", [19, 25])
def test_off(uiid: int) -> None:
    """The switch goes off alone, and each level reads back."""
    it = humidifier(uiid)
    assert it.encode_off() == {"switch": "off"}
    for mode in it.levels:
        assert it.mode_of(merged({}, it.encode_mode(mode))) == mode


def test_unknown_mode() -> None:
    """Home Assistant lets any word through."""
    with pytest.raises(FeatureError, match="mode_unknown"):
        humidifier(25).encode_mode("medium")


def test_measured_humidity() -> None:
    """One type measures it, and seldom tells."""
    assert humidifier(19).measured({"humidity": "50"}) == 50
    assert humidifier(19).measured({}) is None
    assert humidifier(25).measured({"humidity": 50}) is None
    assert "humidity" in humidifier(19).listens


@pytest.mark.parametrize("uiid", [19, 25])
def test_it_is_no_plain_switch_any_more(uiid: int) -> None:
    """It takes the place of the switch that was shown before."""
    found = device(uiid, {"switch": "on", "state": 1, "water": 1})
    keys = {it.key for it in found.features}
    assert "switch" not in keys
    assert {"humidifier", "water_shortage"} <= keys
    assert humidifier(uiid).replaces == ("switch",)
