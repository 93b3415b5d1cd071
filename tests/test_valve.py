"""Tests of the valves."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.valve.const import ValveEntityFeature
from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er

from .entities import compare, sent_by
from .home import Home
from .simulator.factory import Row, channel_names

NAME = "Garden valve"
TWO = {"switch_00": True, "switch_01": False}


def add_valve(home: Home, uiid: int, tags: Any = None, **params: Any) -> None:
    """Add a valve behind the bridge."""
    parent = home.sim("Zigbee bridge").device_id
    row = Row(name=NAME, uiid=uiid, parent=parent, params=params, tags=tags or {})
    home.simulator.add_device(row)


async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of a home with a valve, its entry in the registry and its state."""
    add_valve(home, 7048, channel_names("Lawn", "Roses"), **TWO)
    await compare(home, Platform.VALVE, snapshot)


@pytest.mark.parametrize(
    ("uiid", "params", "identity", "expected"),
    [
        (7027, {"switch": True}, "valve", "open"),
        (7027, {"switch": False}, "valve", "closed"),
        (7027, {"switch": "on"}, "valve", "unknown"),
        (7047, {"switch_00": True, "switch": False}, "valve", "open"),
        (7047, {}, "valve", "unknown"),
        (7048, TWO, "valve_0", "open"),
        (7048, TWO, "valve_1", "closed"),
    ],
)
async def test_from_payload_to_state(
    home: Home, uiid: int, params: dict[str, Any], identity: str, expected: str
) -> None:
    """What a device tells is whether water runs; there is no position."""
    add_valve(home, uiid, **params)
    await home.set_up()
    state = home.hass.states.get(home.entity_id(NAME, identity))
    assert state is not None
    assert state.state == expected
    assert state.attributes["device_class"] == "water"
    supported = ValveEntityFeature.OPEN | ValveEntityFeature.CLOSE
    assert state.attributes["supported_features"] == supported
    assert "current_position" not in state.attributes


@pytest.mark.parametrize(
    ("uiid", "identity", "action", "params"),
    [
        (7027, "valve", "open", {"switch": True, "controlMode": "manual"}),
        (7027, "valve", "close", {"switch": False, "controlMode": "manual"}),
        (7047, "valve", "open", {"switch_00": True}),
        (7047, "valve", "close", {"switch_00": False}),
        (7048, "valve_0", "close", {"switch_00": False}),
        (7048, "valve_1", "open", {"switch_01": True}),
    ],
)
async def test_from_action_to_frame(
    home: Home, uiid: int, identity: str, action: str, params: dict[str, Any]
) -> None:
    """Each action sends what the valve understands; its state follows."""
    add_valve(home, uiid)
    sent = await sent_by(home, (NAME, identity), f"valve.{action}_valve")
    assert sent == [params]
    assert home.state(NAME, identity) == {"open": "open", "close": "closed"}[action]


async def test_report(home: Home) -> None:
    """A valve that closes by its own limit is shown closed."""
    add_valve(home, 7047, switch_00=True)
    await home.set_up()
    home.simulator.push(NAME, {"switch_00": False})
    await home.becomes(NAME, "closed", "valve")


@pytest.mark.parametrize(
    ("uiid", "params", "identities"),
    [
        (7027, {"switch": True}, {"switch": "valve"}),
        (7047, {"switch_00": True}, {"switch": "valve"}),
        (7048, TWO, {"switch_0": "valve_0", "switch_1": "valve_1"}),
    ],
)
async def test_the_switch_of_before_leaves(
    home: Home, uiid: int, params: dict[str, Any], identities: dict[str, str]
) -> None:
    """A registry that holds what earlier versions showed has the valve instead."""
    add_valve(home, uiid, **params)
    registry = er.async_get(home.hass)
    device_id = home.sim(NAME).device_id
    for old in identities:
        registry.async_get_or_create(
            "switch", DOMAIN, f"{device_id}_{old}", config_entry=home.entry
        )
    await home.set_up()
    for old, new in identities.items():
        assert home.find_entity(NAME, old) is None
        assert home.entity_id(NAME, new).startswith("valve.")
    entries = er.async_entries_for_config_entry(registry, home.entry.entry_id)
    theirs = [it for it in entries if it.unique_id.startswith(device_id)]
    assert not any(it.domain == "switch" for it in theirs)


async def test_what_else_a_valve_tells(home: Home) -> None:
    """What a valve measures is shown as before."""
    add_valve(home, 7027, switch=True, todayWaterUsage=12, hasException=False)
    await home.set_up()
    assert home.state(NAME, "water_today") == "12"
    assert home.find_entity(NAME, "problem") is not None
