"""Keys of a radio remote, each with a scene of its own."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from custom_components.ewelink.const import DOMAIN
from homeassistant.core import Event
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from ..home import Home, until
from .automations import NOTED, note, noted, use

BLUEPRINT: Final = "rf_remote_as_scene_switch"
BRIDGE: Final = "RF bridge"
LAMP: Final = "light.living_room_reading_lamp"
GATE: Final = "event.living_room_rf_bridge_gate_open"
SCENE: Final = {
    "name": "Evening",
    "entities": {LAMP: {"state": "on", "brightness": 102}},
}


@pytest.fixture
async def notes(home: Home) -> list[Event[Any]]:
    """Set up a home whose remote has four keys; return what will be noted."""
    bridge = home.sim(BRIDGE)
    names = [{"0": "Open"}, {"2": "Close"}, {"3": "Stop"}, {"4": "Light"}]
    bridge.tags["zyx_info"][0] |= {"remote_type": "4", "buttonName": names}
    code = bridge.params["rfList"][0]["rfVal"]
    learned = [{"rfChl": channel, "rfVal": code} for channel in range(5)]
    bridge.params["rfList"] = learned
    await home.set_up()
    events: list[Event[Any]] = async_capture_events(home.hass, NOTED)
    return events


def key(home: Home, channel: int) -> str:
    """Return the entity of a key."""
    unique_id = f"{home.sim(BRIDGE).device_id}_rf_{channel}"
    found = er.async_get(home.hass).async_get_entity_id("event", DOMAIN, unique_id)
    assert found is not None
    return found


async def test_scene(home: Home) -> None:
    """One key is enough: a press of it turns the scene on."""
    await home.set_up()
    assert await async_setup_component(home.hass, "scene", {"scene": [SCENE]})
    await home.call("turn_off", LAMP, domain="light")
    action = {"action": "scene.turn_on", "target": {"entity_id": "scene.evening"}}
    runs = await use(home.hass, BLUEPRINT, {"key_1": GATE, "action_1": [action]})
    home.simulator.press(BRIDGE, "0")
    await until(lambda: home.hass.states.is_state(LAMP, "on"))
    assert len(runs) == 1
    assert home.sim("Reading lamp").params["switch"] == "on"


@pytest.mark.parametrize("count", [1, 2, 3, 4])
async def test_keys(home: Home, notes: list[Event[Any]], count: int) -> None:
    """Each key does what is its own; those that are left out do nothing."""
    channels = [0, 2, 3, 4]
    inputs: dict[str, Any] = {}
    for number, channel in enumerate(channels[:count], 1):
        inputs[f"key_{number}"] = key(home, channel)
        inputs[f"action_{number}"] = note(f"key {channel}")
    runs = await use(home.hass, BLUEPRINT, inputs)
    for second, channel in enumerate((*channels, 2, 2), 10):
        stamp = f"2026-01-01T00:00:{second}.000Z"
        home.simulator.push(BRIDGE, {"cmd": "trigger", f"rfTrig{channel}": stamp})
        await home.delivered()
    expected = [f"key {it}" for it in (*channels, 2, 2) if it in channels[:count]]
    await until(lambda: len(notes) == len(expected))
    assert noted(notes) == expected
    assert len(runs) == len(expected)


async def test_one_after_another(home: Home, notes: list[Event[Any]]) -> None:
    """What the first key has begun is not broken off by the second."""
    wait = {"wait_for_trigger": {"trigger": "event", "event_type": "go on"}}
    inputs = {
        "key_1": key(home, 0),
        "action_1": [*note("begun"), wait, *note("ended")],
        "key_2": key(home, 2),
        "action_2": note("second"),
    }
    runs = await use(home.hass, BLUEPRINT, inputs)
    home.simulator.press(BRIDGE, "0")
    await until(lambda: noted(notes) == ["begun"])
    home.simulator.press(BRIDGE, "2")
    await home.delivered()
    assert noted(notes) == ["begun"]
    home.hass.bus.async_fire("go on")
    await until(lambda: noted(notes) == ["begun", "ended", "second"])
    assert len(runs) == 2


async def test_no_press_no_run(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """Nothing runs by a reload, a bridge that was away, a replay or a sent key."""
    inputs = {"key_1": key(home, 0), "action_1": note("pressed")}
    runs = await use(home.hass, BLUEPRINT, inputs)
    told = home.simulator.press(BRIDGE, "0")
    await until(lambda: noted(notes) == ["pressed"])

    await home.reload()
    await home.later_pages()
    home.simulator.set_online(BRIDGE, False)
    await until(lambda: home.hass.states.is_state(GATE, "unavailable"))
    home.simulator.set_online(BRIDGE, True)
    await until(lambda: not home.hass.states.is_state(GATE, "unavailable"))
    home.simulator.push(BRIDGE, told)
    home.simulator.push(BRIDGE, {"cmd": "transmit", "rfChl": 0})
    await home.read_list(freezer)
    assert noted(notes) == ["pressed"]
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("event_type", "expected"), [("single_push", 1), ("ring", 1), ("long_push", 0)]
)
async def test_keys_of_others(
    home: Home, notes: list[Event[Any]], event_type: str, expected: int
) -> None:
    """The keys of other integrations will do, by the names of their presses."""
    other = "event.other_key"
    home.hass.states.async_set(other, "unknown", {"event_type": None})
    inputs = {"key_1": key(home, 0), "action_1": [], "key_2": other}
    await use(home.hass, BLUEPRINT, inputs | {"action_2": note("other")})
    told = {"event_type": event_type}
    home.hass.states.async_set(other, "2026-01-01T00:00:00.000+00:00", told)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert noted(notes) == ["other"] * expected
