"""What all steps about the local network share."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import callback
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..devices.device import Device
from ..entry_data import local_control, with_local_control
from ..local_changes import async_place_anew
from ..local_control import LocalControl
from ..options_steps import OptionsSteps

CONF_DEVICE: Final = "device"


class LocalFlow(OptionsSteps):
    """Holds the device that the user chose, and keeps what was chosen."""

    def __init__(self) -> None:
        """Start with none chosen."""
        super().__init__()
        self._target_id = ""

    @property
    def chosen(self) -> LocalControl:
        """Return what is chosen by now, whoever has chosen it."""
        return local_control(self.config_entry.options)

    @property
    def target(self) -> Device:
        """Return the chosen device; ends the dialog where it is there no more."""
        device = self.coordinator.data.get(self._target_id)
        if device is None:
            reason = "device_gone"
            raise AbortFlow(reason)
        return device

    @callback
    def async_choose(self, user_input: Mapping[str, str]) -> None:
        """Take note of the device that is meant."""
        self._target_id = user_input[CONF_DEVICE]

    @callback
    def async_show_devices(
        self, *, step_id: str, names: Mapping[str, str]
    ) -> ConfigFlowResult:
        """Ask which device is meant."""
        if not names:
            return self.async_abort(reason="no_local_device")
        by_name = sorted(names.items(), key=lambda it: it[1].casefold())
        options = [SelectOptionDict(value=key, label=name) for key, name in by_name]
        selector = SelectSelector(
            SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=vol.Schema({vol.Required(CONF_DEVICE): selector}),
        )

    @callback
    def names(self) -> Mapping[str, str]:
        """Return by id the names of the devices that may be in the local network.

        What is behind a bridge goes its way.
        """
        return {
            device_id: device.name
            for device_id, device in self.coordinator.data.items()
            if device.parent_id is None and not device.type.mirror
        }

    @callback
    def async_save(self, chosen: LocalControl) -> ConfigFlowResult:
        """End the dialog with other choices, and all else as it is by now.

        The account is loaded anew, as it decides then who is listened to and what is
        kept. Addresses count without that.
        """
        entry, before = self.config_entry, self.chosen
        options = with_local_control(entry.options, chosen)
        if chosen == replace(before, addresses=chosen.addresses):
            self.hass.config_entries.async_update_entry(entry, options=options)
            async_place_anew(self.hass, before.addresses, chosen.addresses)
        return self.async_create_entry(data=options)
