"""Adding an account, signing it in again, and changing how it signs in."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo

from .const import DOMAIN
from .entry_data import is_oauth
from .local_changes import async_place
from .options_flow import EwelinkOptionsFlow
from .sign_in.password import PasswordSteps


class EwelinkConfigFlow(PasswordSteps, domain=DOMAIN):
    """Leads to the ways of signing in."""

    VERSION = 1
    MINOR_VERSION = 1

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> EwelinkOptionsFlow:
        """Return what changes the options."""
        return EwelinkOptionsFlow()

    @override
    async def async_step_user(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which way to sign in."""
        return self.async_show_menu(step_id="user", menu_options=["oauth", "password"])

    @override
    async def async_step_dhcp(
        self, discovery_info: DhcpServiceInfo
    ) -> ConfigFlowResult:
        """Follow a device to its new address."""
        async_place(self.hass, discovery_info.macaddress, discovery_info.ip)
        return self.async_abort(reason="already_configured")

    async def async_step_reauth(
        self, entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Start when the cloud refused the stored tokens."""
        if not is_oauth(entry_data):
            return await self.async_step_reauth_confirm()
        self.use_app(entry_data)
        return self.show_page_form()

    async def async_step_reconfigure(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask which way to sign in from now on."""
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=["oauth", "app", "password_again"],
            description_placeholders={"account": self._get_reconfigure_entry().title},
        )
