"""Adding devices in DIY mode that Home Assistant does not hear, by their addresses."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector

from ..api.errors import (
    EwelinkBusyError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkNoAnswerError,
)
from ..domain_data import DATA_SHARED
from ..local_control import TypedAddress
from ..options_take_over import TakeOverSteps
from .addresses import CONF_ADDRESS
from .base import LocalFlow

_SCHEMA: Final = vol.Schema({vol.Required(CONF_ADDRESS): TextSelector()})


class FindSteps(LocalFlow, TakeOverSteps):
    """Keeps where devices without an account are; they tell who they are."""

    def __init__(self) -> None:
        """Start with nobody found."""
        super().__init__()
        self._found_id = ""

    async def async_step_local_diy(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what can be chosen about devices in DIY mode."""
        steps = ["local_find"]
        if self.names():
            steps.append("local_address")
        if self.chosen.addresses:
            steps.append("local_forget")
        steps += await self.async_take_over_options()
        return self.async_show_menu(step_id="local_diy", menu_options=steps)

    async def async_step_local_find(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell where a device is; it is asked who it is, and appears."""
        errors = {}
        if user_input is not None:
            address = TypedAddress.read(user_input[CONF_ADDRESS])
            error = "no_address"
            if address is not None and not (error := await self._find(address)):
                chosen = self.chosen.with_address(self._found_id, address)
                result = self.async_save(chosen)
                self.coordinator.async_begin_refresh()
                return result
            errors = {CONF_ADDRESS: error}
        return self.async_show_form(
            step_id="local_find",
            data_schema=self.add_suggested_values_to_schema(_SCHEMA, user_input),
            errors=errors,
        )

    async def _find(self, address: TypedAddress) -> str:
        """Return what is wrong with an address, "" where a device tells who it is."""
        shared = self.hass.data[DATA_SHARED]
        lan = shared.local_network.lan
        try:
            found = await lan.introduce(address.host, address.port)
        except EwelinkBusyError:
            return "busy"
        except EwelinkConnectionError, EwelinkNoAnswerError:
            return "not_reached"
        except EwelinkError:
            return "not_diy"
        self._found_id = found.device_id
        entry_id = self.config_entry.entry_id
        is_elsewhere = shared.ownership.async_is_elsewhere(entry_id, found.device_id)
        return "of_account" if is_elsewhere else ""
