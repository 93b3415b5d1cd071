"""Which way commands go: for the account, and for devices that have another."""

from dataclasses import replace
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..api.ways import Way
from .base import LocalFlow

CONF_KEEP_OFFLINE: Final = "keep_offline"
CONF_WAY: Final = "way"

AS_ACCOUNT: Final = "account"
WAYS: Final = tuple(it.value for it in Way)


def _way_selector(*ways: str) -> SelectSelector:
    return SelectSelector(
        SelectSelectorConfig(
            options=list(ways),
            mode=SelectSelectorMode.LIST,
            translation_key="local_way",
        )
    )


_OF_ACCOUNT: Final = vol.Schema({vol.Required(CONF_WAY): _way_selector(*WAYS)})
_OF_DEVICE: Final = vol.Schema(
    {vol.Required(CONF_WAY): _way_selector(AS_ACCOUNT, *WAYS)}
)
_KEPT: Final = vol.Schema({vol.Required(CONF_KEEP_OFFLINE): BooleanSelector()})


class WaySteps(LocalFlow):
    """Keeps which ways are gone, and whether the home works without internet."""

    async def async_step_local_control(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show what can be chosen about the local network."""
        steps = ["local_account", "local_device", "local_address"]
        if self.chosen.addresses:
            steps.append("local_forget")
        return self.async_show_menu(
            step_id="local_control", menu_options=[*steps, "keep_offline"]
        )

    async def async_step_local_account(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose the way of all devices that have none of their own."""
        if user_input is not None:
            way = Way(user_input[CONF_WAY])
            return self.async_save(replace(self.chosen, way=way))
        schema = self.add_suggested_values_to_schema(
            _OF_ACCOUNT, {CONF_WAY: self.chosen.way.value}
        )
        return self.async_show_form(step_id="local_account", data_schema=schema)

    async def async_step_local_device(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose a device."""
        if user_input is None:
            return self.async_show_devices(step_id="local_device", names=self.names())
        self.async_choose(user_input)
        return await self.async_step_local_device_way()

    async def async_step_local_device_way(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose its way, or that it goes that of the account."""
        device = self.target
        if user_input is not None:
            told = user_input[CONF_WAY]
            way = None if told == AS_ACCOUNT else Way(told)
            return self.async_save(self.chosen.with_device_way(device.id, way))
        own = self.chosen.devices.get(device.id)
        schema = self.add_suggested_values_to_schema(
            _OF_DEVICE, {CONF_WAY: AS_ACCOUNT if own is None else own.value}
        )
        return self.async_show_form(
            step_id="local_device_way",
            data_schema=schema,
            description_placeholders={"device": device.name},
        )

    async def async_step_keep_offline(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose whether that is kept which a start without internet needs."""
        if user_input is not None:
            is_kept = user_input[CONF_KEEP_OFFLINE]
            return self.async_save(replace(self.chosen, keep_offline=is_kept))
        schema = self.add_suggested_values_to_schema(
            _KEPT, {CONF_KEEP_OFFLINE: self.chosen.keep_offline}
        )
        return self.async_show_form(step_id="keep_offline", data_schema=schema)
