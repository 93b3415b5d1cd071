"""Adds what plays SonoffLAN, with the devices that it is told."""

import json
from typing import Any, override

import voluptuous as vol

from homeassistant.config_entries import ConfigFlow, ConfigFlowResult


class SonoffFlow(ConfigFlow, domain="sonoff"):
    """Asks for ids by name, as JSON."""

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the devices."""
        if user_input is None:
            schema = vol.Schema({vol.Required("devices"): str})
            return self.async_show_form(step_id="user", data_schema=schema)
        devices = json.loads(user_input["devices"])
        return self.async_create_entry(title="SonoffLAN", data={"devices": devices})
