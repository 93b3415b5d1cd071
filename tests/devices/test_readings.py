"""How readings, states and contacts are decoded."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import Alarm

from .common import decode, device, feature, kind


@pytest.mark.parametrize(
    ("uiid", "identity", "params", "expected"),
    [
        pytest.param(5, "power", {"power": "1800.01"}, 1800.01, id="string"),
        pytest.param(32, "voltage", {"voltage": 230}, 230, id="number"),
        pytest.param(190, "current", {"current": "13"}, 0.13, id="hundredths"),
        pytest.param(126, "power_1", {"actPow_01": 12345}, 123.45, id="channel"),
        pytest.param(130, "reactive_power_3", {"reactPow_03": 7}, 0.07, id="reactive"),
        pytest.param(226, "voltage_phase_3", {"phase_2_v": 231.5}, 231.5, id="phase"),
        pytest.param(7032, "voltage", {"voltage": 23012.5}, 230.125, id="fractional"),
        pytest.param(
            15, "temperature", {"currentTemperature": "21.5"}, 21.5, id="probe"
        ),
        pytest.param(
            15, "temperature", {"currentTemperature": "unavailable"}, None, id="none"
        ),
        pytest.param(181, "temperature", {"currentTemperature": "0.0"}, 0, id="cold"),
        pytest.param(
            15,
            "temperature",
            {"currentTemperature": "-3052.94"},
            None,
            id="wrong-probe",
        ),
        pytest.param(1770, "temperature", {"temperature": "2135"}, 21.35, id="sensor"),
        pytest.param(1770, "humidity", {"humidity": "10100"}, None, id="too-humid"),
        pytest.param(7017, "temperature", {"temperature": "215"}, 21.5, id="tenths"),
        pytest.param(
            7017, "battery_voltage", {"runVoltage": "0593"}, 1.427, id="hex-millivolts"
        ),
        pytest.param(
            7017, "battery_voltage", {"runVoltage": 292}, 2.92, id="centivolts"
        ),
        pytest.param(7017, "battery_voltage", {"runVoltage": "x"}, None, id="no-hex"),
        pytest.param(7017, "battery_voltage", {}, None, id="no-volts"),
        pytest.param(127, "temperature", {"temperature": 21}, 21, id="celsius"),
        pytest.param(
            127, "temperature", {"temperature": 68, "tempScale": "f"}, 20, id="floor-f"
        ),
        pytest.param(
            226,
            "temperature",
            {"temperature": 104, "tempateUnit": "Fahrenheit"},
            40,
            id="breaker-f",
        ),
        pytest.param(
            195, "cpu_temperature", {"cpuInfo": {"temperature": "51"}}, 51, id="cpu"
        ),
        pytest.param(1514, "battery", {"battery": 40}, 80, id="half-percent"),
        pytest.param(1770, "battery", {"battery": 255}, None, id="no-percentage"),
        pytest.param(102, "battery_voltage", {"battery": "2.9"}, 2.9, id="volts"),
        pytest.param(1770, "signal_strength", {"subDevRssi": 127}, None, id="no-rssi"),
        pytest.param(1, "signal_strength", {"rssi": "-61"}, -61, id="rssi-string"),
        pytest.param(7027, "water_today", {"TodayWaterUsage": 12}, 12, id="water"),
        pytest.param(
            133,
            "outdoor_temperature",
            {"HMI_outdoorTemp": {"current": 3}},
            3,
            id="weather",
        ),
        pytest.param(226, "last_alarm", {"alarmReport": "6"}, "leakage", id="state"),
        pytest.param(226, "last_alarm", {"alarmReport": 99}, None, id="no-state"),
        pytest.param(226, "last_alarm", {"alarmReport": [6]}, None, id="state-list"),
        pytest.param(
            7006,
            "motor_calibration",
            {"motorClb": "normal"},
            "normal",
            id="calibration",
        ),
        pytest.param(102, "door", {"switch": "on"}, True, id="door-open"),
        pytest.param(3026, "door", {"lock": 0}, False, id="lock-is-a-door"),
        pytest.param(4026, "moisture", {"water": "1"}, True, id="wet"),
        pytest.param(19, "water_shortage", {"water": 0}, True, id="empty-tank"),
        pytest.param(127, "fault", {"fault": 3}, True, id="fault"),
        pytest.param(127, "fault", {"fault": 0}, False, id="no-fault"),
        pytest.param(7027, "problem", {"hasException": False}, False, id="no-problem"),
        pytest.param(7002, "light", {"brState": "brighter"}, True, id="bright"),
        pytest.param(102, "battery_low", {"battery": "2.29"}, True, id="battery-low"),
        pytest.param(102, "battery_low", {"battery": 2.3}, False, id="battery-good"),
        pytest.param(102, "battery_low", {"battery": None}, None, id="battery-unknown"),
        pytest.param(28, "alarm_2", {"rfTrig2": "2026-01-01"}, None, id="alarm"),
        pytest.param(1, "power_on_state", {"startup": "stay"}, "stay", id="option"),
        pytest.param(7009, "power_on_state", {"startup": "diy"}, None, id="no-option"),
        pytest.param(181, "temperature_unit", {"tempUnit": True}, None, id="bool"),
        pytest.param(
            2,
            "inching_time_1",
            {"pulses": [{"outlet": 1, "width": 1500}]},
            1.5,
            id="width",
        ),
        pytest.param(
            2,
            "inching_time_1",
            {"pulses": [{"outlet": 1, "pulseWidth": 2000}]},
            2,
            id="pulse-width",
        ),
    ],
)
def test_decode(uiid: int, identity: str, params: Params, expected: object) -> None:
    """A value is right whatever type it comes in, and unknown where it is none."""
    assert decode(uiid, identity, params) == expected


def test_reads() -> None:
    """Every key that changes what is shown wakes the entity."""
    assert feature(133, "temperature").reads == {"temperature", "tempCorrection"}
    assert feature(127, "temperature").reads == {"temperature", "tempScale"}
    assert feature(7027, "water_today").reads == {"todayWaterUsage", "TodayWaterUsage"}
    assert feature(195, "online").reads == frozenset()


def test_alarms_are_the_users_sensors() -> None:
    """Each alarm remote has a name of its own; its channel stands in for a bad one."""
    alarms = {it.channel: it.name for it in kind(28).features if isinstance(it, Alarm)}
    assert alarms == {2: "Door", 3: "3"}


@pytest.mark.parametrize(
    "tags",
    [
        pytest.param({}, id="none"),
        pytest.param({"zyx_info": "x"}, id="no-list"),
        pytest.param({"zyx_info": [{"remote_type": "6"}, 5]}, id="no-buttons"),
        pytest.param(
            {"zyx_info": [{"remote_type": "6", "buttonName": [{"x": "y"}]}]},
            id="no-channel",
        ),
    ],
)
def test_bridge_without_alarms(tags: Params) -> None:
    """Tags that name no alarm make none."""
    assert not device(28, tags=tags).type.alarms


def test_no_limit_no_low_battery() -> None:
    """The cloud tells when the volts are too few, nobody else does."""
    assert [it.key for it in device(102).features] == [
        "door",
        "battery_voltage",
        "signal_strength",
    ]
