"""Where devices are that Home Assistant does not hear, as those of another network."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector

from ..api.errors import (
    EwelinkBusyError,
    EwelinkError,
    EwelinkWrongKeyError,
)
from ..api.ways import Way
from ..devices.device import Device
from ..domain_data import DATA_SHARED
from ..local_control import TypedAddress
from .base import CONF_DEVICE, LocalFlow

CONF_ADDRESS: Final = "address"

_SCHEMA: Final = vol.Schema({vol.Required(CONF_ADDRESS): TextSelector()})


class AddressSteps(LocalFlow):
    """Keeps addresses at which the device itself has answered."""

    async def async_step_local_address(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a device."""
        if user_input is None:
            chosen = self.chosen
            names = {
                device_id: name
                for device_id, name in self.names().items()
                if chosen.way_of(device_id) is not Way.CLOUD
            }
            return self.async_show_devices(step_id="local_address", names=names)
        self.async_choose(user_input)
        return await self.async_step_local_host()

    async def async_step_local_host(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell where it is; it is asked once whether it is there."""
        device = self.target
        known = self.chosen.addresses.get(device.id)
        filled_in = {} if known is None else {CONF_ADDRESS: str(known)}
        errors = {}
        if user_input is not None:
            filled_in = user_input
            address = TypedAddress.read(user_input[CONF_ADDRESS])
            error = "no_address"
            if address is not None and not (
                error := await self._trial(device, address)
            ):
                return self.async_save(self.chosen.with_address(device.id, address))
            errors = {CONF_ADDRESS: error}
        return self.async_show_form(
            step_id="local_host",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, filled_in),
            errors=errors,
            description_placeholders={"device": device.name},
        )

    async def async_step_local_forget(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a device whose address is not to be used any more."""
        if user_input is not None:
            device_id = user_input[CONF_DEVICE]
            return self.async_save(self.chosen.with_address(device_id, None))
        devices = self.coordinator.data
        names = {
            device_id: f"{devices[device_id].name} ({address})"
            if device_id in devices
            else str(address)
            for device_id, address in self.chosen.addresses.items()
        }
        return self.async_show_devices(step_id="local_forget", names=names)

    async def _trial(self, device: Device, address: TypedAddress) -> str:
        """Return what is wrong with an address, "" where the device answers there."""
        network = self.hass.data[DATA_SHARED].local_network
        host, port = address.host, address.port
        try:
            await network.async_try(device.id, device.params, host, port)
        except EwelinkWrongKeyError:
            return "other_key"
        except EwelinkBusyError:
            return "busy"
        except EwelinkError:
            return "not_reached"
        return ""
