"""What makes thermostats and air conditioners differ from each other."""

import pytest

from custom_components.ewelink.api.wire import Params
from custom_components.ewelink.devices.features import (
    Climate,
    ClimateChange,
    FeatureError,
    told_option,
)

from .common import device, feature, merged
from .thermostats import COLD, HOT, climate

SPEEDS = {0: "auto", 101: "low", 102: "medium", 103: "high"}


@pytest.mark.parametrize(
    ("uiid", "params", "last_on", "expected"),
    [
        (127, {"switch": "off", "workMode": 2}, None, {"switch": "on"}),
        (133, HOT, "auto", {"ATCEnable": 1}),
        (151, {"power": "off"}, "cool", {"power": "on"}),
        (7017, {"workMode": "1"}, None, {"workMode": "0"}),
        (7017, {"workMode": "1"}, "auto", {"workMode": "2"}),
    ],
)
def test_switching_on(
    uiid: int, params: Params, last_on: str | None, expected: Params
) -> None:
    """What has a switch keeps its mode by itself; the others go back to theirs."""
    assert climate(uiid).encode_on(params, last_on) == expected


def test_modes_of_a_panel() -> None:
    """A panel heats or cools, as what it regulates does."""
    assert climate(133).modes(HOT) == ("off", "heat", "auto")
    assert climate(133).modes(COLD) == ("off", "cool", "auto")


def test_panel_has_no_thermostat_without_a_device() -> None:
    """It regulates another device, which may be chosen later."""
    empties: list[object] = [{}, "", [], None]
    for empty in empties:
        assert not climate(133).exists({"HMI_ATCDevice": empty})
    assert climate(133).exists(HOT)
    panel = device(133)
    assert not any(isinstance(it, Climate) for it in panel.features)


def test_panel_has_no_target_in_its_programme() -> None:
    """A set point that is asked for together with the programme cannot be kept."""
    change = ClimateChange(mode="auto", target=22)
    with pytest.raises(FeatureError, match="no_target_in_mode"):
        climate(133).encode(change, HOT)


@pytest.mark.parametrize("uiid", [1772, 7017])
def test_valve_that_is_off_has_no_target(uiid: int) -> None:
    """What was given would be what the frost guard heats to."""
    change = ClimateChange(mode="off", target=21)
    with pytest.raises(FeatureError, match="no_target_in_mode"):
        climate(uiid).encode(change, {"workMode": "0"})


def test_no_number() -> None:
    """Home Assistant lets "nan" through."""
    with pytest.raises(FeatureError, match="not_a_number"):
        climate(127).encode(ClimateChange(target=float("nan")), {})


def test_last_mode_is_kept() -> None:
    """A boost or a timer goes on with what was before; so does a new set point."""
    valve, boost = climate(7017), {"workMode": "3"}
    assert valve.mode_of(boost, "auto") == "auto"
    assert valve.mode_of(boost, "off") == "off"
    assert valve.encode(ClimateChange(target=20), boost, "auto") == {
        "autoTargetTemp": 200
    }


@pytest.mark.parametrize(
    ("params", "last", "followed"),
    [
        ({"workMode": "0"}, None, 210),
        ({"workMode": "1"}, None, 70),
        ({"workMode": "2"}, None, "190"),
        ({"workMode": "2", "autoTargetTemp": None}, None, None),
        ({}, None, 210),
    ],
)
def test_echo(params: Params, last: str | None, followed: object) -> None:
    """After a command, a valve follows the set point of its mode."""
    points = {"manTargetTemp": 210, "ecoTargetTemp": 70, "autoTargetTemp": "190"}
    echo = climate(7017).echo({**points, "curTargetTemp": 999, **params}, last)
    assert echo == {"curTargetTemp": followed}


def test_echo_in_a_boost() -> None:
    """What a valve follows in none of the modes, it alone knows."""
    told = {"workMode": "3", "autoTargetTemp": 190, "curTargetTemp": 350}
    assert climate(7017).echo(told, "auto") == {}


def test_no_echo() -> None:
    """Of most devices the command holds all that it means."""
    assert climate(151).echo({"temperature": 22}) == {}
    assert climate(151).followed_target({"temperature": 22}) is None


def test_unit() -> None:
    """The limits are in the unit that the device works in."""
    floor = climate(127)
    assert floor.limits({}) == (5, 45)
    assert floor.limits({"tempScale": "f"}) == (41, 113)
    assert floor.is_fahrenheit({"tempScale": "F"})
    assert not floor.is_fahrenheit({"tempScale": "c"})
    assert not climate(151).is_fahrenheit({"tempScale": "f"})


def test_presets() -> None:
    """A floor heating has its modes as presets too."""
    presets = climate(127).presets
    assert {name: it.write()["workMode"] for name, it in presets.items()} == {
        "manual": 1,
        "programmed": 2,
        "economical": 3,
    }
    assert told_option(presets, {"workMode": "3"}) == "economical"
    assert told_option(presets, {}) is None


@pytest.mark.parametrize(("raw", "name"), SPEEDS.items())
def test_fan_of_an_air_conditioner(raw: int, name: str) -> None:
    """Its speeds are numbers."""
    fan_modes = climate(151).fan_modes
    assert fan_modes[name].write() == {"wind_speed": raw}
    assert told_option(fan_modes, {"wind_speed": str(raw)}) == name


def test_swing_of_an_air_conditioner() -> None:
    """It swings both ways, each by itself."""
    conditioner = climate(151)
    assert conditioner.swing_modes["on"].write() == {"wind_swing_ud": "on"}
    across = conditioner.horizontal_swing_modes
    assert across["off"].write() == {"wind_swing_lr": "off"}
    assert told_option(across, {"wind_swing_lr": "on"}) == "on"


@pytest.mark.parametrize(
    ("uiid", "params", "expected"),
    [
        (127, {"temperature": "20.5"}, 20.5),
        (127, {"temperature": 68, "tempScale": "f"}, 68),
        (133, {"temperature": 20, "tempCorrection": -1.5}, 18.5),
        (7017, {"temperature": "215"}, 21.5),
        (151, {"indoor_temperature": 24, "temperature": 22}, 24),
        (15, {"currentTemperature": "21.5", "currentHumidity": "48"}, 21.5),
        (15, {"currentTemperature": "0", "currentHumidity": "0"}, None),
        (15, {"currentTemperature": "unavailable"}, None),
    ],
)
def test_measured(uiid: int, params: Params, expected: float | None) -> None:
    """The temperature of the room is in the unit that the device works in."""
    found = feature(uiid, "thermostat" if uiid == 15 else "climate")
    assert isinstance(found, Climate)
    assert found.temperature.decode(params) == expected


def test_what_was_sent_is_shown() -> None:
    """Each mode and each set point of each type reads back after its command."""
    for uiid, known in ((127, {}), (133, HOT), (7017, {}), (151, {})):
        found = climate(uiid)
        for mode in found.modes(known):
            sent = found.encode(ClimateChange(mode=mode), known)
            assert found.mode_of(merged(known, sent)) == mode


def test_every_param_is_listened_to() -> None:
    """Whatever changes the state wakes the entity."""
    assert climate(127).listens >= {
        "switch",
        "workMode",
        "workState",
        "targetTemp",
        "temperature",
        "tempScale",
    }
    assert climate(133).listens >= {"ATCEnable", "ATCMode", "ATCExpect0"}
    assert climate(133).listens >= {"HMI_ATCDevice", "tempCorrection", "temperature"}
    assert climate(7017).listens >= {"workMode", "workState", "curTargetTemp"}
    assert climate(151).listens >= {"power", "mode", "temperature", "wind_speed"}
    assert climate(151).listens >= {"small_temperature", "wind_swing_lr"}
