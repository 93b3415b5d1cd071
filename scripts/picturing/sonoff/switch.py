"""Switches with the ids and names that SonoffLAN gives them."""

from typing import Any, override

from homeassistant.components.switch import SwitchEntity
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add one for each device."""
    devices = entry.data["devices"].items()
    async_add_entities(SonoffSwitch(name, deviceid) for name, deviceid in devices)


class SonoffSwitch(SwitchEntity):
    """A switch that is off."""

    _attr_is_on = False

    def __init__(self, name: str, deviceid: str) -> None:
        """Belong to a device."""
        self._attr_name = name
        self._attr_unique_id = deviceid
        self._attr_device_info = DeviceInfo(
            identifiers={("sonoff", deviceid)}, name=name
        )

    @override
    def turn_on(self, **kwargs: Any) -> None:
        """Do nothing."""

    @override
    def turn_off(self, **kwargs: Any) -> None:
        """Do nothing."""
