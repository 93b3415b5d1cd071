"""What SonoffLAN has in Home Assistant's registries; nothing else of it is read."""

from collections.abc import Iterator

from homeassistant.config_entries import SOURCE_IGNORE, ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr, entity_registry as er

from ..const import DOMAIN
from ..identifiers import deviceid_of
from ..sonoff_ids import SONOFF
from .plan import TheirDevice, TheirEntity


@callback
def async_their_entries(hass: HomeAssistant) -> list[ConfigEntry]:
    """Return SonoffLAN's entries, also those that are disabled."""
    found = hass.config_entries.async_entries(SONOFF)
    return [it for it in found if it.source != SOURCE_IGNORE]


@callback
def async_their_devices(hass: HomeAssistant) -> Iterator[TheirDevice]:
    """Yield SonoffLAN's devices, with their entities."""
    registry = dr.async_get(hass)
    for entry in async_their_entries(hass):
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id):
            ids = (it[1] for it in device.identifiers if it[0] == SONOFF)
            if (deviceid := next(ids, None)) is not None:
                yield _device(hass, device, deviceid)


@callback
def async_shown(hass: HomeAssistant) -> set[str]:
    """Return the deviceids of what any entry of ours shows."""
    registry = dr.async_get(hass)
    return {
        deviceid
        for entry in hass.config_entries.async_entries(DOMAIN)
        for device in dr.async_entries_for_config_entry(registry, entry.entry_id)
        if (deviceid := deviceid_of(device)) is not None
    }


def _device(hass: HomeAssistant, device: dr.DeviceEntry, deviceid: str) -> TheirDevice:
    entities = er.async_entries_for_device(
        er.async_get(hass), device.id, include_disabled_entities=True
    )
    return TheirDevice(
        id=device.id,
        deviceid=deviceid,
        entry_id=device.config_entry_id,
        label=device.name_by_user or device.name or deviceid,
        area_id=device.area_id,
        identifiers=tuple(sorted(device.identifiers)),
        connections=tuple(sorted(device.connections)),
        entities=tuple(
            _entity(hass, it)
            for it in entities
            if it.config_entry_id == device.config_entry_id and it.platform == SONOFF
        ),
    )


def _entity(hass: HomeAssistant, entity: er.RegistryEntry) -> TheirEntity:
    return TheirEntity(
        id=entity.id,
        domain=entity.domain,
        unique_id=entity.unique_id,
        label=er.async_get_full_entity_name(hass, entity) or entity.entity_id,
        name=entity.name,
        original_name=entity.original_name,
        area_id=entity.area_id,
    )
