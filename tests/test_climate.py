"""Tests of the thermostats and air conditioners."""

from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.util.unit_system import US_CUSTOMARY_SYSTEM

from .clock import turns
from .entities import compare
from .home import Home, until
from .simulator import CommandFault
from .simulator.demo import BRIDGE_ID
from .simulator.factory import Row, channel_params

PLUG, FLOOR, PANEL = "Nursery heater", "Floor heating", "Panel"
VALVE, OLD_VALVE, AIR = "Bathroom radiator", "Hall radiator", "Air conditioner"
VALVE_PARAMS: Final = {
    "workMode": "0",
    "workState": "1",
    "temperature": "195",
    "curTargetTemp": 210,
    "manTargetTemp": 210,
    "ecoTargetTemp": 70,
    "autoTargetTemp": 190,
}
HMI: Final = {"HMI_ATCDevice": {"id": "1000000002", "etype": "hot"}}
PANEL_PARAMS: Final = {
    **channel_params("on"),
    "temperature": 21,
    "tempCorrection": -1,
    "ATCEnable": 1,
    "ATCMode": 0,
    "ATCExpect0": 22,
}
ROWS: Final = (
    Row(
        name=FLOOR,
        uiid=127,
        params={
            "switch": "on",
            "workMode": 1,
            "workState": 2,
            "temperature": 20.5,
            "targetTemp": 20,
            "tempScale": "c",
        },
    ),
    Row(name=PANEL, uiid=133, params={**PANEL_PARAMS, **HMI}),
    Row(name=VALVE, uiid=7017, parent=BRIDGE_ID, params=VALVE_PARAMS),
    Row(name=OLD_VALVE, uiid=1772, parent=BRIDGE_ID, params=VALVE_PARAMS),
    Row(
        name=AIR,
        uiid=151,
        params={
            "power": "on",
            "mode": "cool",
            "temperature": 22,
            "small_temperature": 0.5,
            "wind_speed": 102,
            "wind_swing_ud": "on",
            "wind_swing_lr": "off",
            "indoor_temperature": 26,
            "outdoor_temperature": 31,
        },
    ),
)


@pytest.fixture(autouse=True)
def _add_devices(home: Home) -> None:
    for row in ROWS:
        home.simulator.add_device(row)


def shown(home: Home, device: str) -> State:
    """Return the state of a device's thermostat."""
    state = home.hass.states.get(home.entity_id(device, "climate"))
    assert state is not None
    return state


async def sent(home: Home, device: str, service: str, **data: Any) -> list[Any]:
    """Do something to a device's thermostat; return what the cloud received."""
    home.simulator.clear_counters()
    await home.call(
        service, home.entity_id(device, "climate"), domain="climate", **data
    )
    return home.sent(device)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each kind of thermostat, its entry in the registry and its state."""
    await compare(home, Platform.CLIMATE, snapshot)


def limits(high: str, low: str, above: str, below: str) -> list[Any]:
    """Return the rules of a plug."""
    return [
        {"targetHigh": high, "reaction": {"switch": above}},
        {"targetLow": low, "reaction": {"switch": below}},
    ]


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


async def test_target_is_shown_until_the_next_report(home: Home) -> None:
    """A valve reports what it follows; until then it is taken at its word."""
    await home.set_up()
    await sent(home, VALVE, "set_temperature", temperature=23)
    assert shown(home, VALVE).attributes["temperature"] == 23
    assert home.state(VALVE, "target_temperature") == "23.0"

    home.simulator.push(VALVE, {"curTargetTemp": "210"})
    await home.delivered()
    assert shown(home, VALVE).attributes["temperature"] == 21


@pytest.mark.parametrize("error", [400, 503, 504])
@pytest.mark.parametrize(
    ("device", "target"), [(VALVE, 21), (FLOOR, 20), (PANEL, 22), (AIR, 22.5)]
)
async def test_refused_target(
    home: Home, device: str, target: float, error: int
) -> None:
    """A refusal or no answer raises, and the old set point stands."""
    await home.set_up()
    home.simulator.fail_device(device, CommandFault(error=error, times=1))
    with pytest.raises(HomeAssistantError, match=device):
        await sent(home, device, "set_temperature", temperature=25)
    await home.delivered()
    await turns()

    assert shown(home, device).attributes["temperature"] == target
    await sent(home, device, "set_temperature", temperature=25)
    assert shown(home, device).attributes["temperature"] == 25


async def test_report_during_a_command_counts(home: Home) -> None:
    """What a valve says it follows is true, though the answer comes later."""
    await home.set_up()
    home.simulator.fail_device(VALVE, CommandFault(error=0, obeys=True, delay=0.2))
    setting = home.hass.async_create_task(
        sent(home, VALVE, "set_temperature", temperature=25)
    )
    await until(lambda: home.sent(VALVE))
    home.simulator.push(VALVE, {"curTargetTemp": 180})
    await setting
    assert shown(home, VALVE).attributes["temperature"] == 18


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
    assert (shown(home, VALVE).state, shown(home, VALVE).attributes["temperature"]) == (
        "off",
        7,
    )
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
    assert shown(home, PLUG).attributes["target_temp_low"] == 45


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
    assert shown(home, PLUG).attributes["target_temp_high"] == 60
    assert shown(home, PLUG).attributes["current_temperature"] == 71

    data = {"hvac_mode": "heat", "target_temp_high": 72, "target_temp_low": 68}
    [frame] = await sent(home, PLUG, "set_temperature", **data)
    assert frame["targets"] == limits("22", "20", "off", "on")


async def test_outdoor_temperature(home: Home) -> None:
    """An air conditioner tells it beside that of the room."""
    await home.set_up()
    assert home.state(AIR, "outdoor_temperature") == "31"
    assert shown(home, AIR).attributes["current_temperature"] == 26
