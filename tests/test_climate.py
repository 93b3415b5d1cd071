"""Tests of the thermostats and air conditioners."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform

from .entities import compare
from .home import Home
from .thermostats import (
    AIR,
    FLOOR,
    OLD_VALVE,
    PANEL,
    PLUG,
    VALVE,
    add_devices,
    limits,
    sent,
)

pytestmark = [
    pytest.mark.usefixtures("everything_enabled"),
    pytest.mark.demo("Nursery", "Nursery heater", "Zigbee bridge"),
]


@pytest.fixture(autouse=True)
def _add_devices(home: Home) -> None:
    add_devices(home)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each kind of thermostat, its entry in the registry and its state."""
    await compare(home, Platform.CLIMATE, snapshot)


@pytest.mark.parametrize(
    ("device", "service", "data", "frame"),
    [
        (
            PLUG,
            "set_hvac_mode",
            {"hvac_mode": "heat"},
            {
                "mainSwitch": "on",
                "deviceType": "temperature",
                "targets": limits("22", "20", "off", "on"),
            },
        ),
        (
            PLUG,
            "set_temperature",
            {"hvac_mode": "cool", "target_temp_high": 24, "target_temp_low": 22},
            {
                "mainSwitch": "on",
                "deviceType": "temperature",
                "targets": limits("24", "22", "on", "off"),
            },
        ),
        (
            PLUG,
            "set_temperature",
            {"hvac_mode": "dry", "target_temp_high": 60, "target_temp_low": 50},
            {
                "mainSwitch": "on",
                "deviceType": "humidity",
                "targets": limits("60", "50", "on", "off"),
            },
        ),
        (PLUG, "turn_off", {}, {"mainSwitch": "off", "deviceType": "normal"}),
        (
            PLUG,
            "turn_on",
            {},
            {
                "mainSwitch": "on",
                "deviceType": "temperature",
                "targets": limits("22", "20", "off", "on"),
            },
        ),
        (FLOOR, "turn_off", {}, {"switch": "off"}),
        (FLOOR, "turn_on", {}, {"switch": "on"}),
        (FLOOR, "set_temperature", {"temperature": 21.5}, {"targetTemp": 21.5}),
        (
            FLOOR,
            "set_preset_mode",
            {"preset_mode": "economical"},
            {"workMode": 3},
        ),
        (
            FLOOR,
            "set_temperature",
            {"temperature": 21.5, "hvac_mode": "auto"},
            {"workMode": 2, "targetTemp": 21.5},
        ),
        (PANEL, "set_hvac_mode", {"hvac_mode": "off"}, {"ATCEnable": 0}),
        (
            PANEL,
            "set_hvac_mode",
            {"hvac_mode": "auto"},
            {"ATCEnable": 1, "ATCMode": 1},
        ),
        (
            PANEL,
            "set_temperature",
            {"temperature": 22.5},
            {"ATCMode": 0, "ATCExpect0": 22.5},
        ),
        (VALVE, "set_temperature", {"temperature": 21.5}, {"manTargetTemp": 215}),
        (OLD_VALVE, "set_hvac_mode", {"hvac_mode": "off"}, {"workMode": "1"}),
        (
            VALVE,
            "set_temperature",
            {"temperature": 18, "hvac_mode": "auto"},
            {"workMode": "2", "autoTargetTemp": 180},
        ),
        (VALVE, "turn_off", {}, {"workMode": "1"}),
        (AIR, "set_hvac_mode", {"hvac_mode": "fan_only"}, {"mode": "fan"}),
        (
            AIR,
            "set_temperature",
            {"temperature": 23},
            {"temperature": 23, "small_temperature": 0},
        ),
        (AIR, "set_fan_mode", {"fan_mode": "low"}, {"wind_speed": 101}),
        (AIR, "set_swing_mode", {"swing_mode": "off"}, {"wind_swing_ud": "off"}),
        (
            AIR,
            "set_swing_horizontal_mode",
            {"swing_horizontal_mode": "on"},
            {"wind_swing_lr": "on"},
        ),
        (AIR, "turn_off", {}, {"power": "off"}),
    ],
)
async def test_command(
    home: Home, device: str, service: str, data: Any, frame: Any
) -> None:
    """One action is one frame, with what must travel together."""
    await home.set_up()
    assert await sent(home, device, service, **data) == [frame]
