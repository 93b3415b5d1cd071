"""Two accounts in one Home Assistant, and who of them shows what."""

from typing import Any

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntryDisabler
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
)

from ..home import Home
from ..simulator.accounts import NEIGHBOUR
from ..simulator.model import Place

GATE = "Neighbour's gate"
PORCH = "Parents' porch"
LAMP = "Kitchen lamp"


def other(home: Home, apikey: str = NEIGHBOUR) -> Home:
    """Add the entry of another account."""
    account = home.simulator.world.account(apikey)
    assert account is not None
    return Home(home.hass, home.simulator, account)


def share(home: Home, device: str, *apikeys: str) -> None:
    """Share a device of the owner's with others."""
    world = home.simulator.world
    for apikey in apikeys:
        account = world.account(apikey)
        assert account is not None
        family_id = account.current_family
        place = Place(family_id=family_id, index=world.next_index(family_id, 1))
        home.sim(device).shares[apikey] = place


def lend(home: Home) -> None:
    """Let the neighbour into the owner's home."""
    home.simulator.family("My home").members.add(NEIGHBOUR)


def holders(home: Home, device: str) -> list[str]:
    """Return the entries that a device is one of in the registry."""
    identifier = (DOMAIN, home.sim(device).device_id)
    found = dr.async_get(home.hass).async_get_devices(identifiers={identifier})
    return [it.config_entry_id for it in found]


def is_shown_by(home: Home, device: str) -> bool:
    """Return whether an entry, and no other, shows a device."""
    return holders(home, device) == [home.entry.entry_id]


def _entity(home: Home, device: str, feature: str = "switch") -> er.RegistryEntry:
    entry = er.async_get(home.hass).async_get(home.entity_id(device, feature))
    assert entry is not None
    return entry


def customize(home: Home, device: str, channel: int | None = None) -> dict[str, Any]:
    """Set all that a user can set, and return it."""
    area = ar.async_get(home.hass).async_get_or_create("Barn").id
    registry, entry = dr.async_get(home.hass), home.device(device, channel)
    changes: dict[str, Any] = {"area_id": area, "name_by_user": "Mine"}
    if channel is None:
        registry.async_update_device(entry.id, labels={"label"}, **changes)
    else:
        registry.async_update_child_device(entry.id, labels={"label"}, **changes)
    feature = "switch" if channel is None else f"switch_{channel}"
    er.async_get(home.hass).async_update_entity(
        home.entity_id(device, feature),
        name="My switch",
        icon="mdi:gate",
        new_entity_id="switch.mine",
    )
    return customized(home, device, channel)


def customized(home: Home, device: str, channel: int | None = None) -> dict[str, Any]:
    """Return what a user set."""
    entry = home.device(device, channel)
    feature = "switch" if channel is None else f"switch_{channel}"
    entity = _entity(home, device, feature)
    return {
        "device": entry.id if channel is None else None,
        "area": entry.area_id,
        "labels": entry.labels,
        "name_by_user": entry.name_by_user,
        "entity": entity.id,
        "entity_id": entity.entity_id,
        "name": entity.name,
        "icon": entity.icon,
    }


async def remove(home: Home) -> None:
    """Remove an entry."""
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()


async def disable(home: Home) -> None:
    """Disable an entry."""
    await home.hass.config_entries.async_set_disabled_by(
        home.entry.entry_id, ConfigEntryDisabler.USER
    )
    await home.hass.async_block_till_done()


async def enable(home: Home) -> None:
    """Enable an entry, and wait for its list."""
    await home.hass.config_entries.async_set_disabled_by(home.entry.entry_id, None)
    await home.listed()
