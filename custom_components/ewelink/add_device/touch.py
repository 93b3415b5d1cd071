"""A device that hears its Wi-Fi out of the air, while it is in quick mode."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.components import network
from homeassistant.config_entries import ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.selector import TextSelector

from ..pairing.addresses import Address
from ..pairing.touch.route import parse_bssid
from .base import AddDeviceFlow

CONF_BSSID: Final = "bssid"


async def async_lan_address(hass: HomeAssistant) -> str | None:
    """Return this host's own address in the home's network, if it has one."""
    try:
        source = await network.async_get_source_ip(hass)
    except HomeAssistantError:
        return None
    address = Address.parse(source or "")
    return None if address is None else address.host


class TouchSteps(AddDeviceFlow):
    """Tells how a device is put into quick mode, and asks for the access point."""

    async def async_step_touch(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on with the access point's own address, where the user knows it."""
        errors = {}
        if user_input is not None:
            self.choices.bssid = user_input.get(CONF_BSSID, "").strip()
            if parse_bssid(self.choices.bssid) is not None:
                self.choices.address = await async_lan_address(self.hass) or ""
                return await self.async_go_to("wifi")
            errors = {CONF_BSSID: "not_bssid"}
        schema = self.add_suggested_values_to_schema(
            vol.Schema({vol.Optional(CONF_BSSID): TextSelector()}),
            {CONF_BSSID: self.choices.bssid} if self.choices.bssid else {},
        )
        return self.async_show_form(step_id="touch", data_schema=schema, errors=errors)
