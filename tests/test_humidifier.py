"""Tests of the humidifiers."""

from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.const import DOMAIN
from homeassistant.const import Platform
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .entities import compare
from .home import Home
from .simulator.factory import Row

HUMIDIFIER, DIFFUSER = "Bedroom humidifier", "Aroma diffuser"
ROWS: Final = (
    Row(
        name=HUMIDIFIER,
        uiid=19,
        params={"switch": "on", "state": 2, "water": 1, "humidity": 45},
    ),
    Row(
        name=DIFFUSER,
        uiid=25,
        params={"switch": "off", "state": 1, "water": 1, "lightswitch": 0},
    ),
)


@pytest.fixture(autouse=True)
def _add_devices(home: Home) -> None:
    for row in ROWS:
        home.simulator.add_device(row)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each kind of humidifier, its entry in the registry and its state."""
    await compare(home, Platform.HUMIDIFIER, snapshot)


@pytest.mark.parametrize(
    ("device", "service", "data", "frame"),
    [
        (HUMIDIFIER, "turn_on", {}, {"switch": "on", "mode": "normal"}),
        (HUMIDIFIER, "turn_off", {}, {"switch": "off"}),
        (
            HUMIDIFIER,
            "set_mode",
            {"mode": "high"},
            {"switch": "on", "mode": "normal", "state": 3},
        ),
        (DIFFUSER, "turn_on", {}, {"switch": "on"}),
        (DIFFUSER, "turn_off", {}, {"switch": "off"}),
        (DIFFUSER, "set_mode", {"mode": "high"}, {"switch": "on", "state": 2}),
    ],
)
async def test_command(
    home: Home, device: str, service: str, data: Any, frame: Any
) -> None:
    """One action is one frame."""
    await home.set_up()
    home.simulator.clear_counters()
    entity_id = home.entity_id(device, "humidifier")
    await home.call(service, entity_id, domain="humidifier", **data)
    assert home.sent(device) == [frame]


async def test_state(home: Home) -> None:
    """Level and humidity are shown, and what was sent is."""
    await home.set_up()
    entity_id = home.entity_id(HUMIDIFIER, "humidifier")
    state = home.hass.states.get(entity_id)
    assert state is not None
    assert (state.state, state.attributes["mode"]) == ("on", "medium")
    assert state.attributes["current_humidity"] == 45
    assert "humidity" not in state.attributes

    await home.call("set_mode", entity_id, domain="humidifier", mode="low")
    state = home.hass.states.get(entity_id)
    assert state is not None
    assert state.attributes["mode"] == "low"


@pytest.mark.parametrize(
    ("service", "data", "message"),
    [
        ("set_mode", {"mode": "storm"}, "does not have that mode"),
        ("set_humidity", {"humidity": 50}, "no target humidity"),
    ],
)
async def test_what_it_cannot_do(
    home: Home, service: str, data: Any, message: str
) -> None:
    """Home Assistant offers it all the same, so it is told to the user."""
    await home.set_up()
    entity_id = home.entity_id(HUMIDIFIER, "humidifier")
    with pytest.raises(ServiceValidationError, match=message):
        await home.call(service, entity_id, domain="humidifier", **data)
    assert home.sent(HUMIDIFIER) == []


async def test_it_replaces_the_switch(home: Home) -> None:
    """What an earlier version showed in its place is gone from the registry."""
    registry = er.async_get(home.hass)
    registry.async_get_or_create(
        "switch",
        DOMAIN,
        f"{home.sim(DIFFUSER).device_id}_switch",
        config_entry=home.entry,
    )
    assert home.find_entity(DIFFUSER, "switch") is not None
    await home.set_up()
    assert home.find_entity(DIFFUSER, "switch") is None
    assert home.state(DIFFUSER, "humidifier") == "off"
