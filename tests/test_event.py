"""Tests of the events."""

from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from syrupy.assertion import SnapshotAssertion

from custom_components.ewelink.devices.features import Presses
from custom_components.ewelink.devices.rows import TYPES
from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er

from .devices.common import kind
from .entities import compare
from .event_devices import FEATURES, PRESSED, add, all_told, named, set_up
from .home import Home

UIIDS: Final = sorted(PRESSED)


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of a device of each type, its entry and its state."""
    add(home, *UIIDS)
    await compare(home, Platform.EVENT, snapshot)


def test_every_type_is_here() -> None:
    """No type that tells of presses is left out of these tests."""
    telling = {
        uiid
        for uiid in TYPES
        if any(isinstance(it, Presses) for it in kind(uiid).features)
    }
    assert telling == PRESSED.keys()


async def test_each_press_of_each_type(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What a device pushes is told by the entity of the key, and by no other."""
    add(home, *UIIDS)
    heard = await set_up(home)
    registry = er.async_get(home.hass)
    for uiid in UIIDS:
        device_id = home.sim(named(uiid)).device_id
        unique_ids = {
            it.unique_id.removeprefix(f"{device_id}_")
            for it in er.async_entries_for_config_entry(registry, home.entry.entry_id)
            if it.domain == "event" and it.unique_id.startswith(device_id)
        }
        assert unique_ids == FEATURES[uiid], uiid

        assert await heard.take() == [], uiid
        for params, _ in PRESSED[uiid]:
            freezer.tick(1)
            home.simulator.push(named(uiid), params)
            await home.delivered()
        assert await heard.take(named(uiid)) == all_told(uiid), uiid


@pytest.mark.parametrize("uiid", [98, 174, 1000, 7039])
async def test_what_is_shown(home: Home, uiid: int) -> None:
    """An event entity shows the kind of the last press, and which kinds there are."""
    add(home, uiid)
    await set_up(home)
    device_id = home.sim(named(uiid)).device_id
    params, told = PRESSED[uiid][1]
    home.simulator.push(named(uiid), params)
    await home.delivered()
    unique_id = f"{device_id}_{told.feature}"
    registry = er.async_get(home.hass)
    entity_id = registry.async_get_entity_id("event", "ewelink", unique_id)
    assert entity_id is not None
    state = home.hass.states.get(entity_id)
    assert state is not None
    assert state.attributes["event_type"] == told.event_type
    assert state.attributes.get("multi_press_count") == told.times
    if uiid == 98:
        assert state.attributes["device_class"] == "doorbell"
        assert state.attributes["event_types"] == ["ring"]
    else:
        assert state.attributes["device_class"] == "button"
        types = ["press_end", "multi_press_end", "long_press_end"]
        assert state.attributes["event_types"] == types
