"""Tests of the fans."""

from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform

from .entities import compare
from .home import Home
from .simulator.factory import Row

pytestmark = pytest.mark.demo("Bedroom fan", "Zigbee bridge")

CEILING, TOWER = "Bedroom fan", "Tower fan"
TOWER_ROW: Final = Row(
    name=TOWER,
    uiid=17,
    params={"fan": "on", "speed": "moderate", "mode": "natural", "shake": "off"},
)


def outlets(*states: str) -> dict[str, Any]:
    """Return the outlets of a ceiling fan, from the first of the fan on."""
    return {
        "switches": [
            {"outlet": outlet, "switch": state}
            for outlet, state in enumerate(states, start=1)
        ]
    }


@pytest.fixture(autouse=True)
def _add_device(home: Home) -> None:
    home.simulator.add_device(TOWER_ROW)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each kind of fan, its entry in the registry and its state."""
    await compare(home, Platform.FAN, snapshot)


@pytest.mark.parametrize(
    ("device", "service", "data", "frame"),
    [
        (CEILING, "turn_on", {}, outlets("on")),
        (CEILING, "turn_off", {}, outlets("off")),
        (CEILING, "set_percentage", {"percentage": 33}, outlets("on", "off", "off")),
        (CEILING, "set_percentage", {"percentage": 66}, outlets("on", "on", "off")),
        (CEILING, "turn_on", {"percentage": 100}, outlets("on", "off", "on")),
        (CEILING, "set_percentage", {"percentage": 0}, outlets("off")),
        (TOWER, "turn_on", {}, {"fan": "on"}),
        (TOWER, "turn_on", {"percentage": 0}, {"fan": "off"}),
        (TOWER, "set_percentage", {"percentage": 10}, {"fan": "on", "speed": "slow"}),
        (TOWER, "increase_speed", {}, {"fan": "on", "speed": "fast"}),
        (TOWER, "set_preset_mode", {"preset_mode": "sleep"}, {"mode": "sleep"}),
        (
            TOWER,
            "turn_on",
            {"preset_mode": "sleep"},
            {"fan": "on", "mode": "sleep"},
        ),
        (
            TOWER,
            "turn_on",
            {"preset_mode": "normal", "percentage": 66},
            {"fan": "on", "speed": "moderate", "mode": "normal"},
        ),
        (TOWER, "oscillate", {"oscillating": True}, {"shake": "on"}),
        (TOWER, "turn_off", {}, {"fan": "off"}),
    ],
)
async def test_command(
    home: Home, device: str, service: str, data: Any, frame: Any
) -> None:
    """One action is one frame, and the light stays as it is."""
    await home.set_up()
    home.simulator.clear_counters()
    await home.call(service, home.entity_id(device, "fan"), domain="fan", **data)
    assert home.sent(device) == [frame]


async def test_speeds_of_a_ceiling_fan(home: Home) -> None:
    """Its outlets are told, and tell nothing of a speed while the fan is off."""
    await home.set_up()
    for states, speed in (
        (("on", "on", "off"), 66),
        (("on", "off", "on"), 100),
        (("on", "off", "off"), 33),
        (("off", "off", "on"), 0),
        (("on", "on", "on"), None),
    ):
        home.simulator.push(CEILING, outlets(*states))
        await home.delivered()
        state = home.hass.states.get(home.entity_id(CEILING, "fan"))
        assert state is not None
        assert state.state == states[0]
        assert state.attributes["percentage"] == speed


async def test_what_was_sent_is_shown(home: Home) -> None:
    """A device that obeyed does not report it."""
    await home.set_up()
    fan = home.entity_id(TOWER, "fan")
    await home.call("set_percentage", fan, domain="fan", percentage=100)
    await home.call("oscillate", fan, domain="fan", oscillating=True)
    state = home.hass.states.get(fan)
    assert state is not None
    assert state.state == "on"
    assert state.attributes["percentage"] == 100
    assert state.attributes["oscillating"]
    assert state.attributes["preset_mode"] == "natural"
