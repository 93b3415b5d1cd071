"""Which device an action is for."""

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, service

from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .identifiers import deviceid_of


@callback
def async_target(call: ServiceCall) -> tuple[EwelinkCoordinator, Device]:
    """Return the device that an action is for, which a channel stands for as well."""
    coordinator, device, _ = async_target_with_entry(call)
    return coordinator, device


@callback
def async_target_with_entry(
    call: ServiceCall,
) -> tuple[EwelinkCoordinator, Device, dr.AnyDeviceEntry]:
    """Return the device that an action is for, and what was chosen: it or a part."""
    entry: EwelinkConfigEntry
    found, entry = service.async_get_device_and_config_entry(
        call.hass, DOMAIN, call.data[ATTR_DEVICE_ID]
    )
    device = entry.runtime_data.data.get(deviceid_of(found) or "")
    if device is None:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="device_not_listed",
            translation_placeholders={"device": found.name_by_user or found.name or ""},
        )
    return entry.runtime_data, device, found
