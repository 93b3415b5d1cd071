"""What the tests of all platforms do: show every entity, and send what each sends."""

from typing import Any
from unittest.mock import patch

from pytest_homeassistant_custom_component.common import snapshot_platform
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform
from homeassistant.helpers import entity_registry as er

from .home import Home


async def compare(home: Home, platform: Platform, snapshot: SnapshotAssertion) -> None:
    """Set up one platform; compare each entity's entry and state with the snapshot."""
    with patch("custom_components.ewelink.PLATFORMS", [platform]):
        await home.set_up()
    registry = er.async_get(home.hass)
    await snapshot_platform(home.hass, registry, snapshot, home.entry.entry_id)


async def set_up_all(home: Home) -> None:
    """Set up all entities, those that are disabled at first too."""
    await home.set_up()
    registry = er.async_get(home.hass)
    for entry in er.async_entries_for_config_entry(registry, home.entry.entry_id):
        registry.async_update_entity(entry.entity_id, disabled_by=None)
    await home.reload()
    await home.later_pages()
    home.simulator.clear_counters()


async def sent_by(
    home: Home, target: tuple[str, str], action: str, **data: Any
) -> list[Any]:
    """Do something to a device's feature; return what the cloud received."""
    await set_up_all(home)
    domain, service = action.split(".")
    await home.call(service, home.entity_id(*target), domain=domain, **data)
    return home.sent(target[0])
