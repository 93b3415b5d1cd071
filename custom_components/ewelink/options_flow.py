"""What a user can change about an account that is set up."""

from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import (
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from .add_device.begin import BeginSteps
from .add_device.by_wifi import WifiSteps
from .add_device.guided import GuidedSteps
from .add_device.joined import JoinedSteps
from .add_device.network import NetworkSteps
from .add_device.pair import PairSteps
from .add_device.touch import TouchSteps
from .api.models import Home
from .const import CONF_LEFT_OUT_HOMES
from .entry_data import has_account, left_out_homes
from .local_options.addresses import AddressSteps
from .local_options.find import FindSteps
from .local_options.ways import WaySteps
from .options_take_over import TakeOverSteps
from .radio_options.base import bridges_of
from .radio_options.sensors import SensorSteps
from .radio_options.teach import TeachSteps

CONF_HOMES: Final = "homes"


class EwelinkOptionsFlow(
    BeginSteps,
    WifiSteps,
    GuidedSteps,
    JoinedSteps,
    TouchSteps,
    NetworkSteps,
    PairSteps,
    TeachSteps,
    SensorSteps,
    WaySteps,
    AddressSteps,
    FindSteps,
    TakeOverSteps,
):
    """Adds a device, and chooses homes, the local way, or what radio bridges know."""

    async def async_step_init(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show a pairing that runs or has just ended, else what can be done."""
        if self.pairings.async_of(self.config_entry.entry_id) is not None:
            return await self.async_go_to("attach")
        if not has_account(self.config_entry.data):
            return await self.async_step_local_diy()
        options = ["add_device", "homes", "local_control"]
        if self._has_bridge():
            options += ["teach_remote", "radio_sensors"]
        options += await self.async_take_over_options()
        return self.async_show_menu(step_id="init", menu_options=options)

    def _has_bridge(self) -> bool:
        """Return whether the account has a radio bridge, as far as is known."""
        entry = self.config_entry
        is_loaded = entry.state is ConfigEntryState.LOADED
        return is_loaded and bool(bridges_of(entry.runtime_data))

    async def async_step_homes(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose homes; those left out are stored, so that new ones are shown."""
        entry = self.config_entry
        if entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        homes = entry.runtime_data.inventory.homes
        errors = {}
        if user_input is None:
            chosen = homes.keys() - left_out_homes(entry.options)
        elif chosen := set(user_input[CONF_HOMES]):
            return self.async_create_entry(
                data=_options(entry.options, homes.keys() - chosen)
            )
        else:
            errors = {CONF_HOMES: "no_home"}
        schema = self.add_suggested_values_to_schema(
            _schema(homes), {CONF_HOMES: [it for it in homes if it in chosen]}
        )
        return self.async_show_form(step_id="homes", data_schema=schema, errors=errors)


def _schema(homes: Mapping[str, Home]) -> vol.Schema:
    options = [
        SelectOptionDict(value=home.id, label=home.name or home.id)
        for home in homes.values()
    ]
    selector = SelectSelector(
        SelectSelectorConfig(
            options=options, multiple=True, mode=SelectSelectorMode.LIST
        )
    )
    return vol.Schema({vol.Required(CONF_HOMES): selector})


def _options(options: Mapping[str, Any], left_out: set[str]) -> dict[str, Any]:
    kept = {key: options[key] for key in options if key != CONF_LEFT_OUT_HOMES}
    return kept | ({CONF_LEFT_OUT_HOMES: sorted(left_out)} if left_out else {})
