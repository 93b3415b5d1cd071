"""What all steps about radio bridges share."""

from collections.abc import Mapping
from typing import Any, Final

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

from ..coordinator import EwelinkCoordinator
from ..devices.device import Device
from ..devices.features import RadioRemote
from ..options_steps import OptionsSteps

CONF_BRIDGE: Final = "bridge"


class RadioFlow(OptionsSteps):
    """Holds the bridge that the user chose."""

    def __init__(self) -> None:
        """Start with none chosen."""
        super().__init__()
        self._bridge_id = ""

    @property
    def bridge(self) -> Device:
        """Return the chosen bridge; ends the dialog where it is there no more."""
        bridge = bridges_of(self.coordinator).get(self._bridge_id)
        if bridge is None:
            reason = "bridge_gone"
            raise AbortFlow(reason)
        return bridge

    @callback
    def async_has_chosen(self, user_input: Mapping[str, Any] | None) -> bool:
        """Return whether it is known which bridge is meant: the chosen or only one."""
        bridges = bridges_of(self.coordinator)
        if user_input is not None:
            self._bridge_id = user_input[CONF_BRIDGE]
        elif len(bridges) > 1:
            return False
        else:
            self._bridge_id = next(iter(bridges), "")
        return True

    @callback
    def async_show_bridges(self, *, step_id: str) -> ConfigFlowResult:
        """Ask which bridge is meant."""
        bridges = bridges_of(self.coordinator)
        names = {device_id: it.name for device_id, it in bridges.items()}
        schema = vol.Schema({vol.Required(CONF_BRIDGE): select_of(names)})
        return self.async_show_form(step_id=step_id, data_schema=schema)


def bridges_of(coordinator: EwelinkCoordinator) -> Mapping[str, Device]:
    """Return the radio bridges of an account by their ids."""
    return {
        device_id: device
        for device_id, device in coordinator.data.items()
        if any(isinstance(it, RadioRemote) for it in device.features)
    }


def select_of(names: Mapping[Any, str]) -> SelectSelector:
    """Return what one of several things is chosen with, by its name."""
    options = [
        SelectOptionDict(value=str(value), label=name) for value, name in names.items()
    ]
    return SelectSelector(
        SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
    )
