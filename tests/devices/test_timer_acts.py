"""What a timer sets, by the kind of device."""

from typing import Any

import pytest

from custom_components.ewelink.devices.features import FeatureError
from custom_components.ewelink.devices.timer_acts import (
    CHANNEL_NEEDED,
    NOT_SWITCHED,
    act_of,
)

from .common import device

FOUR = {"switches": [{"outlet": n, "switch": "off"} for n in range(4)], "lock": 1}


def acts(
    uiid: int | None, params: dict[str, Any] | None = None, child: str | None = None
) -> tuple[Any, Any]:
    """Return what timers set that turn a device on and off."""
    features = device(uiid, params).features
    on, off = (act_of(features, child, turn=turn) for turn in (True, False))
    return on, off


@pytest.mark.parametrize(
    ("uiid", "params", "child", "on", "off"),
    [
        pytest.param(1, {}, None, {"switch": "on"}, {"switch": "off"}, id="plug"),
        pytest.param(
            4,
            FOUR,
            "2",
            {"switch": "on", "outlet": 2},
            {"switch": "off", "outlet": 2},
            id="four channels, interlocked",
        ),
        pytest.param(
            77,
            FOUR,
            None,
            {"switch": "on", "outlet": 0},
            {"switch": "off", "outlet": 0},
            id="one channel of the multi-channel protocol",
        ),
        pytest.param(
            190,
            FOUR,
            None,
            {"switch": "on", "outlet": 0},
            {"switch": "off", "outlet": 0},
            id="meter",
        ),
        pytest.param(
            15,
            {"switch": "on", "mainSwitch": "on"},
            None,
            {"switch": "on", "mainSwitch": "on"},
            {"switch": "off", "mainSwitch": "off"},
            id="thermostat plug",
        ),
        pytest.param(226, {}, None, {"switch": True}, {"switch": False}, id="breaker"),
        pytest.param(22, {}, None, {"state": "on"}, {"state": "off"}, id="bulb"),
        pytest.param(103, {}, None, {"switch": "on"}, {"switch": "off"}, id="lamp"),
        pytest.param(
            34,
            FOUR,
            None,
            {"switch": "on", "outlet": 0},
            {"switch": "off", "outlet": 0},
            id="fan with a light, of which the light has timers",
        ),
        pytest.param(17, {}, None, {"fan": "on"}, {"fan": "off"}, id="fan"),
        pytest.param(
            25, {}, None, {"switch": "on"}, {"switch": "off"}, id="diffuser with a lamp"
        ),
        pytest.param(
            19, {}, None, {"switch": "on"}, {"switch": "off"}, id="humidifier"
        ),
        pytest.param(11, {}, None, {"switch": "on"}, {"switch": "off"}, id="curtain"),
        pytest.param(67, {}, None, {"op": 1}, {"op": 3}, id="garage door"),
        pytest.param(
            126,
            {"workMode": 2, "motorTurn": 0},
            None,
            {"motorTurn": 1},
            {"motorTurn": 2},
            id="relays that drive a motor",
        ),
        pytest.param(
            1009, {}, None, {"switch": "on"}, {"switch": "off"}, id="Zigbee plug"
        ),
        pytest.param(
            2256,
            FOUR,
            "1",
            {"switch": "on", "outlet": 1},
            {"switch": "off", "outlet": 1},
            id="Zigbee switch with two channels",
        ),
        pytest.param(
            None,
            {"switch": "off"},
            None,
            {"switch": "on"},
            {"switch": "off"},
            id="unknown",
        ),
    ],
)
def test_acts(
    uiid: int | None, params: dict[str, Any], child: str | None, on: Any, off: Any
) -> None:
    """It is what the device's own command would set, of one outlet beside it."""
    assert acts(uiid, params, child) == (on, off)


@pytest.mark.parametrize(
    ("uiid", "params", "child", "reason"),
    [
        pytest.param(4, FOUR, None, CHANNEL_NEEDED, id="which channel?"),
        pytest.param(4, FOUR, "7", NOT_SWITCHED, id="no such channel"),
        pytest.param(1770, {}, None, NOT_SWITCHED, id="thermometer"),
        pytest.param(28, {}, "rf0", NOT_SWITCHED, id="remote of a bridge"),
        pytest.param(1000, {}, None, NOT_SWITCHED, id="button"),
    ],
)
def test_nothing_to_switch(
    uiid: int, params: dict[str, Any], child: str | None, reason: str
) -> None:
    """Who cannot be switched, or is not named exactly, gets no timer."""
    with pytest.raises(FeatureError, match=reason):
        acts(uiid, params, child)
