"""Tests of what takes the place of what an earlier version showed."""

from typing import Any

from homeassistant.const import Platform
from homeassistant.helpers import area_registry as ar, entity_registry as er

from .home import Home
from .simulator.behaviours import Behaviour
from .simulator.factory import Row

NAME = "Replaced"


def _add(home: Home, uiid: int, **params: Any) -> str:
    row = Row(name=NAME, uiid=uiid, params=params, behaviour=Behaviour)
    home.simulator.add_device(row)
    return home.sim(NAME).device_id


async def test_area_of_a_switch_stays(
    home: Home, area_registry: ar.AreaRegistry
) -> None:
    """So do the other things that the user has set for it."""
    unique_id = f"{_add(home, 36, switch='on', bright=50)}_switch"
    registry = er.async_get(home.hass)
    switch = registry.async_get_or_create(
        Platform.SWITCH, "ewelink", unique_id, config_entry=home.entry
    )
    attic = area_registry.async_get_or_create("Attic")
    registry.async_update_entity(
        switch.entity_id, area_id=attic.id, hidden_by=er.RegistryEntryHider.USER
    )
    await home.set_up()

    lamp = registry.async_get(home.entity_id(NAME, "light"))
    assert lamp is not None
    assert (lamp.area_id, lamp.hidden_by) == (attic.id, er.RegistryEntryHider.USER)


async def test_where_new_entities_are_to_be_disabled(home: Home) -> None:
    """A lamp that was a switch is none of them."""
    unique_id = f"{_add(home, 36, switch='on', bright=50)}_switch"
    er.async_get(home.hass).async_get_or_create(
        Platform.SWITCH, "ewelink", unique_id, config_entry=home.entry
    )
    home.hass.config_entries.async_update_entry(
        home.entry, pref_disable_new_entities=True
    )
    await home.set_up()

    assert home.state(NAME, "light") == "on"


async def test_what_was_only_shown(home: Home) -> None:
    """A control does not go on as a raw reading did: disabled, and named so."""
    device_id = _add(home, 151, power="on", mode="cool", temperature=22)
    registry = er.async_get(home.hass)
    raw = registry.async_get_or_create(
        Platform.SENSOR,
        "ewelink",
        f"{device_id}_raw_temperature",
        config_entry=home.entry,
        disabled_by=er.RegistryEntryDisabler.INTEGRATION,
    )
    await home.set_up()

    assert registry.async_get(raw.entity_id) is None
    assert home.state(NAME, "climate") == "cool"
