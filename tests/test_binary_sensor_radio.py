"""Radio sensors: those that tell when they are triggered, and those with two codes."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    async_capture_events,
    mock_restore_cache,
)

from homeassistant.const import EVENT_STATE_CHANGED, STATE_OFF, STATE_ON, STATE_UNKNOWN
from homeassistant.core import State
from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .radio import RADIO, add_radio, radio

pytestmark = pytest.mark.demo("RF bridge", "Zigbee bridge")

OPENED, CLOSED = 0, 1
SENSOR = "rf_sensor_0"
DOOR: Any = (
    {"remote_type": "6", "name": "Door", "buttonName": [{"0": "Button1"}]},
    {"remote_type": "6", "name": "Door shut", "buttonName": [{"1": "Button1"}]},
    {"remote_type": "2", "name": "Gate", "buttonName": [{"2": "Up"}, {"3": "Down"}]},
)


def _add(home: Home, **settings: Any) -> None:
    """Add a bridge, and what the user has told of it."""
    add_radio(home, learned=(0, 1, 2, 3), zyx_info=DOOR)
    options = {"radio": {home.sim(RADIO).device_id: settings}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)


def _add_pair(
    home: Home, on: int = OPENED, off: int = CLOSED, kind: str = "door"
) -> None:
    _add(home, pairs=[{"on": on, "off": off, "class": kind}])


async def test_codes_of_a_sensor(home: Home) -> None:
    """It follows its codes, and stays as it is when nothing comes."""
    _add_pair(home)
    await home.set_up()
    assert home.state(RADIO, SENSOR) == STATE_UNKNOWN
    for channel, state in ((0, STATE_ON), (1, STATE_OFF), (0, STATE_ON)):
        home.simulator.press(RADIO, str(channel))
        await home.becomes(RADIO, state, SENSOR)


async def test_sensor_stays_on(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """No time ends it but its other code."""
    _add_pair(home)
    await home.set_up()
    home.simulator.press(RADIO, "0")
    await home.becomes(RADIO, STATE_ON, SENSOR)
    await home.pass_time(freezer, 200, step=10)
    assert home.state(RADIO, SENSOR) == STATE_ON


@pytest.mark.parametrize("repeat", ["repeat", "state", "init"])
async def test_what_is_told_again(home: Home, repeat: str) -> None:
    """A repeat of an older code and a full state change nothing."""
    _add_pair(home)
    await home.set_up()
    home.simulator.press(RADIO, "0")
    await home.becomes(RADIO, STATE_ON, SENSOR)
    opened = home.sim(RADIO).params["rfTrig0"]
    home.simulator.press(RADIO, "1")
    await home.becomes(RADIO, STATE_OFF, SENSOR)
    events = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    message = {"rfTrig0": opened}
    told: dict[str, dict[str, Any]]
    told = {"repeat": {"cmd": "trigger"}, "state": {}, "init": {"init": 1}}
    home.simulator.push(RADIO, told[repeat] | message)
    await home.delivered()
    entity_id = home.entity_id(RADIO, SENSOR)
    assert entity_id not in [it.data["entity_id"] for it in events]


async def test_what_came_while_nobody_listened(home: Home) -> None:
    """A list or a full state tells what was missed."""
    _add_pair(home)
    await home.set_up()
    home.simulator.press(RADIO, "1")
    await home.becomes(RADIO, STATE_OFF, SENSOR)
    home.simulator.push(RADIO, {"init": 1, "rfTrig0": "2099-01-01T00:00:00.000Z"})
    await home.becomes(RADIO, STATE_ON, SENSOR)


async def test_state_over_a_restart(home: Home) -> None:
    """The times that the cloud keeps tell it, whatever was shown before."""
    _add_pair(home)
    await home.set_up()
    home.simulator.press(RADIO, "0")
    await home.becomes(RADIO, STATE_ON, SENSOR)
    await home.reload()
    await home.later_pages()
    assert home.state(RADIO, SENSOR) == STATE_ON


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (STATE_ON, STATE_ON),
        (STATE_OFF, STATE_OFF),
        ("unavailable", STATE_UNKNOWN),
        (STATE_UNKNOWN, STATE_UNKNOWN),
    ],
)
async def test_state_that_is_restored(home: Home, before: str, after: str) -> None:
    """Where no time is told, it is what it was, until a code comes."""
    _add_pair(home)
    unique_id = f"{home.sim(RADIO).device_id}_{SENSOR}"
    entry = er.async_get(home.hass).async_get_or_create(
        "binary_sensor", "ewelink", unique_id, config_entry=home.entry
    )
    mock_restore_cache(home.hass, [State(entry.entity_id, before)])
    await home.set_up()
    assert home.state(RADIO, SENSOR) == after
    home.simulator.press(RADIO, "1")
    await home.becomes(RADIO, STATE_OFF, SENSOR)


async def test_alarms_of_before_are_gone(home: Home) -> None:
    """The entities that its codes had are no longer registered."""
    _add(home)
    await home.set_up()
    assert home.find_entity(RADIO, "alarm_0")
    options = {"pairs": [{"on": OPENED, "off": CLOSED, "class": "window"}]}
    home.hass.config_entries.async_update_entry(
        home.entry, options={"radio": {home.sim(RADIO).device_id: options}}
    )
    await home.reload()
    await home.later_pages()
    assert home.find_entity(RADIO, SENSOR)
    assert not home.find_entity(RADIO, "alarm_0")
    assert not home.find_entity(RADIO, "alarm_1")


async def test_key_of_a_remote_that_is_a_sensor_too(home: Home) -> None:
    """Both are told of the same press, once each."""
    _add_pair(home, 2, 3, "garage_door")
    await home.set_up()
    events = async_capture_events(home.hass, EVENT_STATE_CHANGED)
    home.simulator.press(RADIO, "2")
    await home.becomes(RADIO, STATE_ON, "rf_sensor_2")
    device_id = home.sim(RADIO).device_id
    key = er.async_get(home.hass).async_get_entity_id(
        "event", "ewelink", f"{device_id}_rf_2"
    )
    assert key is not None
    await home.delivered()
    assert [it.data["entity_id"] for it in events].count(key) == 1


async def test_names_of_sensors(home: Home) -> None:
    """One whose code for on has no name is called by what it is."""
    add_radio(home, learned=(0, 1, 2, 3), zyx_info=DOOR[1:])
    pairs = [{"on": 0, "off": 1, "class": "smoke"}, {"on": 2, "off": 3, "class": "?"}]
    options = {"radio": {home.sim(RADIO).device_id: {"pairs": pairs}}}
    home.hass.config_entries.async_update_entry(home.entry, options=options)
    await home.set_up()
    for feature, name, kind in (
        (SENSOR, "Radio Smoke", "smoke"),
        ("rf_sensor_2", "Radio Gate", "opening"),
    ):
        state = home.hass.states.get(home.entity_id(RADIO, feature))
        assert state is not None
        assert state.attributes["friendly_name"] == name
        assert state.attributes["device_class"] == kind


async def test_time_of_an_alarm(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """An alarm is off after the time that the user has chosen."""
    _add(home, seconds={"0": 20})
    await home.set_up()
    home.simulator.press(RADIO, "0")
    await home.becomes(RADIO, STATE_ON, "alarm_0")
    await home.pass_time(freezer, 15, step=5)
    assert home.state(RADIO, "alarm_0") == STATE_ON
    await home.pass_time(freezer, 10, step=5)
    assert home.state(RADIO, "alarm_0") == STATE_OFF


async def test_sensor_of_a_bridge_that_is_offline(home: Home) -> None:
    """It is not available, as its codes would not be heard."""
    _add_pair(home)
    await home.set_up()
    home.simulator.set_online(RADIO, online=False)
    await until(lambda: not radio(home).online)
    await home.becomes(RADIO, "unavailable", SENSOR)


async def test_alarm_goes_on_after_a_restart(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """It is as long on as it would have been."""
    await home.set_up()
    home.simulator.press("RF bridge", "1")
    await home.becomes("RF bridge", "on", "alarm_1")
    await home.pass_time(freezer, 60, step=5)
    await home.reload()
    assert home.state("RF bridge", "alarm_1") == "on"
    await home.pass_time(freezer, 50, step=5)
    assert home.state("RF bridge", "alarm_1") == "on"
    await home.pass_time(freezer, 15, step=5)
    assert home.state("RF bridge", "alarm_1") == "off"


async def test_times_are_remembered_over_a_restart(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """An alarm that was told before is not told after, whatever the list holds."""
    await home.set_up()
    home.simulator.press("RF bridge", "1")
    await home.becomes("RF bridge", "on", "alarm_1")
    params = home.sim("RF bridge").params
    told = {"cmd": "trigger", "rfTrig1": params["rfTrig1"]}
    del params["rfTrig1"]
    await home.pass_time(freezer, 130, step=5)
    await home.reload()
    home.simulator.push("RF bridge", told)
    await home.delivered()
    assert home.state("RF bridge", "alarm_1") == "off"
    home.simulator.press("RF bridge", "1")
    await home.becomes("RF bridge", "on", "alarm_1")
