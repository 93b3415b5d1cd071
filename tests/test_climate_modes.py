"""Tests of what thermostats are while their modes change, and of their units."""

import pytest

from homeassistant.exceptions import ServiceValidationError
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from .home import Home
from .simulator.factory import Row
from .thermostats import (
    AIR,
    FLOOR,
    PANEL,
    PANEL_PARAMS,
    PLUG,
    VALVE,
    add_devices,
    limits,
    sent,
    shown,
)

pytestmark = pytest.mark.usefixtures("everything_enabled")


@pytest.fixture(autouse=True)
def _add_devices(home: Home) -> None:
    add_devices(home)


async def test_valve_keeps_its_last_mode(home: Home) -> None:
    """While it boosts, it is shown in the mode that it goes back to."""
    await home.set_up()
    for mode, state in (("2", "auto"), ("3", "auto"), ("1", "off"), ("4", "off")):
        home.simulator.push(VALVE, {"workMode": mode})
        await home.delivered()
        assert shown(home, VALVE).state == state

    frame = {"workMode": "0", "manTargetTemp": 200}
    assert await sent(home, VALVE, "set_temperature", temperature=20) == [frame]
    assert shown(home, VALVE).state == "heat"


async def test_valve_that_boosts_at_the_start(home: Home) -> None:
    """Nothing was seen before, so it heats."""
    home.sim(VALVE).params["workMode"] = "3"
    await home.set_up()
    assert shown(home, VALVE).state == "heat"


async def test_valve_goes_back_to_its_programme(home: Home) -> None:
    """Switched on, it does what it did before it was switched off."""
    await home.set_up()
    home.simulator.push(VALVE, {"workMode": "2"})
    await home.delivered()
    await sent(home, VALVE, "turn_off")
    assert await sent(home, VALVE, "turn_on") == [{"workMode": "2"}]


async def test_new_target_ends_the_frost_guard(home: Home) -> None:
    """A set point for a valve that is off is meant to be reached."""
    await home.set_up()
    home.simulator.push(VALVE, {"workMode": "1", "curTargetTemp": 70})
    await home.delivered()
    assert shown(home, VALVE).state == "off"
    assert shown(home, VALVE).attributes["temperature"] is None
    frame = {"workMode": "0", "manTargetTemp": 225}
    assert await sent(home, VALVE, "set_temperature", temperature=22.5) == [frame]
    assert shown(home, VALVE).attributes["temperature"] == 22.5


async def test_plug_paused_by_hand(home: Home) -> None:
    """It is off, and goes on with what it followed."""
    await home.set_up()
    report = {"mainSwitch": "off", "deviceType": "temperature"}
    home.simulator.push(PLUG, report)
    await home.delivered()
    assert shown(home, PLUG).state == "off"
    assert home.state(PLUG) == "off"
    [frame] = await sent(home, PLUG, "turn_on")
    assert (frame["mainSwitch"], frame["deviceType"]) == ("on", "temperature")
    assert shown(home, PLUG).state == "heat"


async def test_plug_dries(home: Home) -> None:
    """While it dries, the humidity above which it does can be set."""
    await home.set_up()
    assert "humidity" not in shown(home, PLUG).attributes
    data = {"hvac_mode": "dry", "target_temp_high": 60, "target_temp_low": 50}
    await sent(home, PLUG, "set_temperature", **data)
    assert shown(home, PLUG).attributes["humidity"] == 60
    assert shown(home, PLUG).attributes["current_humidity"] == 48

    [frame] = await sent(home, PLUG, "set_humidity", humidity=55)
    assert frame == {
        "mainSwitch": "on",
        "deviceType": "humidity",
        "targets": limits("55", "45", "on", "off"),
    }
    assert home.sim(PLUG).params["targets"] == limits("55", "45", "on", "off")


async def test_limits_that_cross(home: Home) -> None:
    """The device would not take them, so it is told to the user."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="above the lower limit"):
        await sent(
            home, PLUG, "set_temperature", target_temp_high=22.4, target_temp_low=22
        )
    assert home.sent(PLUG) == []
    assert shown(home, PLUG).attributes["target_temp_high"] == 22


async def test_mode_that_a_thermostat_does_not_have(home: Home) -> None:
    """Home Assistant takes any mode with a set point."""
    await home.set_up()
    with pytest.raises(ServiceValidationError, match="cool"):
        await sent(home, PANEL, "set_temperature", temperature=22, hvac_mode="cool")
    assert home.sent(PANEL) == []


async def test_panel_gets_a_device_to_regulate(home: Home) -> None:
    """Its thermostat appears without a reload, and cools where that is what it has."""
    name = "Bare panel"
    home.simulator.add_device(Row(name=name, uiid=133, params=PANEL_PARAMS))
    await home.set_up()
    assert home.find_entity(name, "climate") is None
    cooler = {"HMI_ATCDevice": {"id": "1000000003", "etype": "cold"}}
    home.simulator.push(name, cooler)
    await home.becomes(name, "cool", "climate")
    assert shown(home, name).attributes["hvac_modes"] == ["off", "cool", "auto"]
    assert shown(home, name).attributes["current_temperature"] == 20

    home.simulator.push(name, {"ATCMode": 1})
    await home.delivered()
    assert shown(home, name).state == "auto"
    assert shown(home, name).attributes["temperature"] is None
    assert home.state(name, "switch_0") == "on"


async def test_set_points_of_a_device_in_fahrenheit(home: Home) -> None:
    """They are set in its own unit, whatever Home Assistant's is."""
    home.sim(FLOOR).params |= {"tempScale": "f", "targetTemp": 68, "temperature": 70}
    await home.set_up()
    attributes = shown(home, FLOOR).attributes
    assert (attributes["temperature"], attributes["current_temperature"]) == (20, 21.1)
    assert (attributes["min_temp"], attributes["max_temp"]) == (5, 45)
    frames = await sent(home, FLOOR, "set_temperature", temperature=22)
    assert frames == [{"targetTemp": 71.5}]


async def test_humidities_are_not_converted(home: Home) -> None:
    """In a home with degrees Fahrenheit, limits of the humidity stay percentages."""
    home.hass.config.units = US_CUSTOMARY_SYSTEM
    await home.set_up()
    assert shown(home, PLUG).attributes["target_temp_high"] == 72
    data = {"hvac_mode": "dry", "target_temp_high": 60, "target_temp_low": 50}
    [frame] = await sent(home, PLUG, "set_temperature", **data)
    assert frame["targets"] == limits("60", "50", "on", "off")
    assert shown(home, PLUG).attributes["humidity"] == 60
    assert shown(home, PLUG).attributes["current_temperature"] == 71

    await sent(home, PLUG, "turn_off")
    data = {"hvac_mode": "heat", "target_temp_high": 72, "target_temp_low": 68}
    [frame] = await sent(home, PLUG, "set_temperature", **data)
    assert frame["targets"] == limits("22", "20", "off", "on")


async def test_outdoor_temperature(home: Home) -> None:
    """An air conditioner tells it beside that of the room."""
    await home.set_up()
    assert home.state(AIR, "outdoor_temperature") == "31"
    assert shown(home, AIR).attributes["current_temperature"] == 26
