"""Tests of the covers."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.cover import CoverEntityFeature
from homeassistant.const import Platform
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .entities import compare
from .home import Home
from .simulator.factory import Row, is_bridged
from .simulator.model import CommandFault

pytestmark = pytest.mark.demo("Bedroom curtain", "Garage door", "Zigbee bridge")

NAME = "Shutter"
BRIDGE = "Zigbee bridge"
CURTAIN = "Bedroom curtain"
MOVES = CoverEntityFeature.OPEN | CoverEntityFeature.CLOSE | CoverEntityFeature.STOP
POSITIONS = MOVES | CoverEntityFeature.SET_POSITION
MOTOR = {"workMode": 2}
# What each type tells half open, and closed.
HALF: dict[int, dict[str, Any]] = {
    11: {"setclose": 40, "switch": "pause"},
    67: {"per": 60, "op": 2},
    91: {"per": 60, "op": 2},
    126: {**MOTOR, "currLocation": 60, "motorTurn": 0, "calibState": 1},
    165: {**MOTOR, "currLocation": 60, "motorTurn": 0},
    211: {**MOTOR, "percentageControl": 40, "electromotor": 1, "calibState": True},
    216: {"doorState": 1, "switch": "pause"},
    258: {"setclose": 40, "switch": "pause", "calibState": 1},
    1514: {"curPercent": 40},
    7006: {"curPercent": 40},
    7015: {"curPercent": 40, "upperLimitState": "calibrated"},
    7023: {"curPercent": 40},
    7034: {"setclose": 40, "switch": "pause", "calibState": 1},
}
CLASSES = {11: "curtain", 67: "garage", 216: "gate"} | dict.fromkeys(
    (1514, 7006, 7015, 7023), "curtain"
)
OPS = {"open": {"op": 1}, "close": {"op": 3}, "stop": {"op": 2}}
SWITCHES = {
    "open": {"switch": "on"},
    "close": {"switch": "off"},
    "stop": {"switch": "pause"},
}
MOTORS = {"open": {"motorTurn": 1}, "close": {"motorTurn": 2}, "stop": {"motorTurn": 0}}
ACTIONS = {
    "open": {"curtainAction": "open"},
    "close": {"curtainAction": "close"},
    "stop": {"curtainAction": "pause"},
}
# What goes out to open, to close, to stop, and to go to 37.
FRAMES: dict[int, dict[str, dict[str, Any]]] = {
    11: {**SWITCHES, "set_position": {"setclose": 63}},
    67: {**OPS, "set_position": {"per": 37}},
    91: OPS,
    126: {**MOTORS, "set_position": {"location": 37}},
    165: {**MOTORS, "set_position": {"location": 37}},
    211: {
        "open": {"electromotor": 0},
        "close": {"electromotor": 2},
        "stop": {"electromotor": 1},
        "set_position": {"percentageControl": 63},
    },
    216: SWITCHES,
    258: {**SWITCHES, "set_position": {"setclose": 63}},
    1514: {**ACTIONS, "set_position": {"openPercent": 63}},
    7006: {**ACTIONS, "set_position": {"openPercent": 63}},
    7015: {**ACTIONS, "set_position": {"openPercent": 63}},
    7023: {**ACTIONS, "set_position": {"openPercent": 63}},
    7034: {**SWITCHES, "set_position": {"setclose": 63}},
}
SERVICES = {
    "open": ("open_cover", {}),
    "close": ("close_cover", {}),
    "stop": ("stop_cover", {}),
    "set_position": ("set_cover_position", {"position": 37}),
}


def add_cover(home: Home, uiid: int, **params: Any) -> None:
    """Add a cover of a type; it does nothing but take what it is sent."""
    parent = home.sim(BRIDGE).device_id if is_bridged(uiid) else ""
    home.simulator.add_device(Row(name=NAME, uiid=uiid, parent=parent, params=params))


def cover(home: Home, name: str = NAME) -> State:
    """Return the state of a cover."""
    state = home.hass.states.get(home.entity_id(name, "cover"))
    assert state is not None
    return state


async def act(home: Home, action: str, name: str = NAME) -> None:
    """Let the cover open, close, stop, or go to 37."""
    service, data = SERVICES[action]
    await home.call(service, home.entity_id(name, "cover"), domain="cover", **data)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.COVER, snapshot)


@pytest.mark.parametrize("uiid", HALF)
async def test_from_payload_to_state(home: Home, uiid: int) -> None:
    """What a device tells is where its cover stands."""
    add_cover(home, uiid, **HALF[uiid])
    await home.set_up()
    state = cover(home)
    assert state.state == "open"
    assert state.name == NAME
    assert state.attributes["device_class"] == CLASSES.get(uiid, "shutter")
    shows_position = uiid not in (91, 216)
    assert state.attributes.get("current_position") == (60 if shows_position else None)
    assert state.attributes["supported_features"] == (
        POSITIONS if shows_position else MOVES
    )
    assert not state.attributes.get("assumed_state")


@pytest.mark.parametrize(
    ("uiid", "action"), [(uiid, it) for uiid, frames in FRAMES.items() for it in frames]
)
async def test_from_action_to_frame(home: Home, uiid: int, action: str) -> None:
    """Each action sends one key, and nothing is asked after it."""
    add_cover(home, uiid, **HALF[uiid])
    await home.set_up()
    home.simulator.clear_counters()
    await act(home, action)
    assert home.sent(NAME) == [FRAMES[uiid][action]]
    assert home.sent(NAME, "query") == []


@pytest.mark.parametrize(
    ("uiid", "params"),
    [
        (126, {**MOTOR, "currLocation": 60, "calibState": 0}),
        (211, {**MOTOR, "percentageControl": 40, "calibState": False}),
        (258, {"setclose": 40, "calibState": 0}),
        (7015, {"curPercent": 255}),
        (7034, {"setclose": 40, "calibState": 0}),
    ],
)
async def test_uncalibrated(home: Home, uiid: int, params: dict[str, Any]) -> None:
    """Without limits there is no position to show or to go to, until there are."""
    add_cover(home, uiid, **params)
    await home.set_up()
    state = cover(home)
    assert state.state == "unknown"
    assert "current_position" not in state.attributes
    assert state.attributes["supported_features"] == MOVES
    await act(home, "open")
    assert cover(home).state == "opening"

    home.simulator.push(NAME, HALF[uiid])
    await home.delivered()
    state = cover(home)
    assert state.attributes["current_position"] == 60
    assert state.attributes["supported_features"] == POSITIONS


async def test_unknown_until_told(home: Home) -> None:
    """A cover that told nothing yet can be sent all the same."""
    add_cover(home, 67)
    await home.set_up()
    assert cover(home).state == "unknown"
    await act(home, "set_position")
    assert home.sent(NAME) == [{"per": 37}]
    assert cover(home).state == "unknown"


async def test_refused(home: Home) -> None:
    """What the device refuses moves nothing."""
    await home.set_up()
    home.simulator.fail_device(CURTAIN, CommandFault(error=400))
    with pytest.raises(HomeAssistantError) as raised:
        await act(home, "close", CURTAIN)
    assert raised.value.translation_key == "device_refused"
    assert cover(home, CURTAIN).state == "open"


@pytest.mark.parametrize("uiid", [11, 67, 216, 258, 7034])
async def test_the_switch_of_before_leaves(home: Home, uiid: int) -> None:
    """A registry that holds what earlier versions showed has the cover instead."""
    add_cover(home, uiid, **(HALF[uiid] | {"switch": "on"}))
    unique_id = f"{home.sim(NAME).device_id}_switch"
    registry = er.async_get(home.hass)
    registry.async_get_or_create(
        "switch", DOMAIN, unique_id, config_entry=home.entry, suggested_object_id="old"
    )
    await home.set_up()
    assert registry.async_get("switch.old") is None
    assert home.find_entity(NAME) is None
    assert cover(home).state == "open"
