"""What thermostats and air conditioners tell, and what goes out to set them."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import ClimateChange

from .thermostats import COLD, HOT, climate


@pytest.mark.parametrize(
    ("uiid", "params", "mode", "action", "target"),
    [
        (127, {}, None, None, None),
        (127, {"switch": "on"}, "heat", None, None),
        (127, {"switch": "on", "workMode": 1, "workState": 1}, "heat", "heating", None),
        (127, {"switch": "on", "workMode": "2", "workState": 2}, "auto", "idle", None),
        (127, {"switch": "on", "workMode": 3, "workState": 9}, "heat", None, None),
        (127, {"switch": "off", "workMode": 2, "workState": 1}, "off", "off", None),
        (127, {"switch": "on", "targetTemp": "21.5"}, "heat", None, 21.5),
        (133, {**HOT}, None, None, None),
        (133, {**HOT, "ATCEnable": 0, "ATCExpect0": 22}, "off", None, 22),
        (133, {**HOT, "ATCEnable": 1, "ATCMode": 0}, "heat", None, None),
        (133, {"HMI_ATCDevice": "x", "ATCEnable": 1, "ATCMode": 0}, "heat", None, None),
        (133, {**COLD, "ATCEnable": 1, "ATCMode": 0}, "cool", None, None),
        (133, {**COLD, "ATCEnable": "1", "ATCMode": "0"}, "cool", None, None),
        (
            133,
            {**HOT, "ATCEnable": 1, "ATCMode": 1, "ATCExpect0": 22},
            "auto",
            None,
            None,
        ),
        (7017, {}, None, None, None),
        (7017, {"workMode": "0", "workState": "1"}, "heat", "heating", None),
        (7017, {"workMode": 0, "workState": 0}, "heat", "idle", None),
        (7017, {"workMode": "1", "curTargetTemp": 70}, "off", None, None),
        (7017, {"workMode": "1", "ecoTargetTemp": 70}, "off", None, None),
        (1772, {"workMode": "2", "curTargetTemp": "215"}, "auto", None, 21.5),
        (7017, {"workMode": "0", "manTargetTemp": 205}, "heat", None, 20.5),
        (7017, {"workMode": "3", "workState": "0"}, "heat", "idle", None),
        (151, {"mode": "cool"}, None, None, None),
        (151, {"power": "off", "mode": "cool"}, "off", None, None),
        (151, {"power": "on", "mode": "fan"}, "fan_only", None, None),
        (151, {"power": "on", "mode": "dry", "temperature": 22}, "dry", None, 22),
        (151, {"power": "on", "mode": "warm"}, None, None, None),
        (
            151,
            {
                "power": "on",
                "mode": "heat",
                "temperature": "22",
                "small_temperature": "0.5",
            },
            "heat",
            None,
            22.5,
        ),
    ],
)
def test_state(
    uiid: int,
    params: Params,
    mode: str | None,
    action: str | None,
    target: float | None,
) -> None:
    """A mode, what the device does, and a set point are read from params."""
    found = climate(uiid)
    assert found.mode_of(params) == mode
    assert found.action(params) == action
    assert found.target(params) == target


@pytest.mark.parametrize(
    ("uiid", "params", "change", "expected"),
    [
        (127, {"switch": "on"}, {"mode": "off"}, {"switch": "off"}),
        (127, {"switch": "off"}, {"mode": "heat"}, {"switch": "on"}),
        (127, {"switch": "off", "workMode": 3}, {"mode": "heat"}, {"switch": "on"}),
        (127, {"switch": "on", "workMode": 2}, {"mode": "heat"}, {"workMode": 1}),
        (
            127,
            {"switch": "off", "workMode": 2},
            {"mode": "heat"},
            {"switch": "on", "workMode": 1},
        ),
        (
            127,
            {"switch": "off", "workMode": 1},
            {"mode": "auto"},
            {"switch": "on", "workMode": 2},
        ),
        (127, {"switch": "on"}, {"mode": "auto"}, {"workMode": 2}),
        (127, {"switch": "on"}, {"mode": "heat"}, {"switch": "on"}),
        (127, {"switch": "on", "workMode": 2}, {"target": 21.5}, {"targetTemp": 21.5}),
        (127, {}, {"target": 21.26}, {"targetTemp": 21.5}),
        (
            127,
            {"switch": "off"},
            {"mode": "heat", "target": 20},
            {"switch": "on", "targetTemp": 20},
        ),
        (133, HOT, {"mode": "off"}, {"ATCEnable": 0}),
        (133, HOT, {"mode": "heat"}, {"ATCEnable": 1, "ATCMode": 0}),
        (133, COLD, {"mode": "cool"}, {"ATCEnable": 1, "ATCMode": 0}),
        (133, HOT, {"mode": "auto"}, {"ATCEnable": 1, "ATCMode": 1}),
        (
            133,
            {**HOT, "ATCEnable": 1, "ATCMode": 0},
            {"mode": "auto"},
            {"ATCEnable": 1, "ATCMode": 1},
        ),
        (
            133,
            {**HOT, "ATCEnable": 1, "ATCMode": 1},
            {"target": 22.5},
            {"ATCMode": 0, "ATCExpect0": 22.5},
        ),
        (
            133,
            {**HOT, "ATCEnable": 1, "ATCMode": 0},
            {"target": 22},
            {"ATCMode": 0, "ATCExpect0": 22},
        ),
        (
            133,
            {**COLD, "ATCEnable": 0},
            {"mode": "cool", "target": 22},
            {"ATCEnable": 1, "ATCMode": 0, "ATCExpect0": 22},
        ),
        (7017, {}, {"mode": "heat"}, {"workMode": "0"}),
        (7017, {"workMode": "1"}, {"mode": "off"}, {"workMode": "1"}),
        (1772, {}, {"mode": "auto"}, {"workMode": "2"}),
        (7017, {"workMode": "0"}, {"target": 21.5}, {"manTargetTemp": 215}),
        (7017, {"workMode": "2"}, {"target": 19}, {"autoTargetTemp": 190}),
        (
            7017,
            {"workMode": "1"},
            {"target": 20},
            {"workMode": "0", "manTargetTemp": 200},
        ),
        (7017, {}, {"target": 20}, {"manTargetTemp": 200}),
        (
            7017,
            {"workMode": "0"},
            {"mode": "auto", "target": 19.5},
            {"workMode": "2", "autoTargetTemp": 195},
        ),
        (151, {"power": "on"}, {"mode": "off"}, {"power": "off"}),
        (151, {"power": "off"}, {"mode": "cool"}, {"power": "on", "mode": "cool"}),
        (151, {"power": "on"}, {"mode": "fan_only"}, {"mode": "fan"}),
        (
            151,
            {"power": "on"},
            {"target": 22.5},
            {"temperature": 22, "small_temperature": 0.5},
        ),
        (
            151,
            {"power": "off"},
            {"mode": "dry", "target": 24},
            {
                "power": "on",
                "mode": "dry",
                "temperature": 24,
                "small_temperature": 0,
            },
        ),
    ],
)
def test_change(uiid: int, params: Params, change: Params, expected: Params) -> None:
    """A change goes out with what must travel with it, and with nothing else."""
    sent = climate(uiid).encode(ClimateChange(**change), params)  # type: ignore[arg-type]
    assert sent == expected
    assert repr(sorted(sent.items())) == repr(sorted(expected.items()))
