"""Sensors with the ids and names that SonoffLAN gives them."""

from homeassistant.components.sensor import SensorEntity
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceInfo
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback

TAILS = ("power", "rssi", "action")


async def async_setup_entry(
    hass: HomeAssistant,
    entry: ConfigEntry,
    async_add_entities: AddConfigEntryEntitiesCallback,
) -> None:
    """Add those of the washing machine, and one that has no counterpart."""
    name = "Washing machine"
    deviceid = entry.data["devices"][name]
    async_add_entities(SonoffSensor(name, deviceid, tail) for tail in TAILS)


class SonoffSensor(SensorEntity):
    """A sensor without a value."""

    def __init__(self, name: str, deviceid: str, tail: str) -> None:
        """Belong to a device."""
        self._attr_name = f"{name} {tail.upper() if tail == 'rssi' else tail.title()}"
        self._attr_unique_id = f"{deviceid}_{tail}"
        self._attr_device_info = DeviceInfo(
            identifiers={("sonoff", deviceid)}, name=name
        )
