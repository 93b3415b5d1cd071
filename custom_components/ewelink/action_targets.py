"""Which device an action is for."""

from typing import NamedTuple

from homeassistant.const import ATTR_DEVICE_ID
from homeassistant.core import ServiceCall, callback
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import service

from .const import DOMAIN
from .coordinator import EwelinkConfigEntry, EwelinkCoordinator
from .devices.device import Device
from .identifiers import child_of, deviceid_of


class ActionTarget(NamedTuple):
    """A device, and what of it was chosen: a channel, say, or nothing but itself."""

    coordinator: EwelinkCoordinator
    device: Device
    child: str | None

    @property
    def channel(self) -> int | None:
        """Return the channel that was chosen."""
        child = self.child
        return int(child) if child is not None and child.isdecimal() else None


@callback
def async_target(call: ServiceCall) -> ActionTarget:
    """Return what an action is for; raises where the account has no such device."""
    entry: EwelinkConfigEntry
    found, entry = service.async_get_device_and_config_entry(
        call.hass, DOMAIN, call.data[ATTR_DEVICE_ID]
    )
    coordinator, device_id = entry.runtime_data, deviceid_of(found) or ""
    device = coordinator.data.get(device_id)
    if device is not None:
        return ActionTarget(coordinator, device, child_of(found))
    name = found.name_by_user or found.name or ""
    if device_id in coordinator.inventory.shown.groups:
        raise ServiceValidationError(
            translation_domain=DOMAIN,
            translation_key="device_is_group",
            translation_placeholders={"device": name},
        )
    raise ServiceValidationError(
        translation_domain=DOMAIN,
        translation_key="device_not_listed",
        translation_placeholders={"device": name},
    )
