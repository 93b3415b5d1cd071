"""Which device an action is for."""

from typing import NamedTuple

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, service

from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .identifiers import deviceid_of, split_identifier


class ActionTarget(NamedTuple):
    """A device, and the channel whose device stands for it, if one does."""

    coordinator: EwelinkCoordinator
    device: Device
    channel: int | None


@callback
def async_target(call: ServiceCall) -> ActionTarget:
    """Return what an action is for; raises where the account has no such device."""
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
    return ActionTarget(entry.runtime_data, device, _channel_of(found))


def _channel_of(found: dr.AnyDeviceEntry) -> int | None:
    ours = (it for domain, it in found.identifiers if domain == DOMAIN)
    children = (split_identifier(identifier)[1] for identifier in ours)
    return next((int(it) for it in children if it.isdecimal()), None)
