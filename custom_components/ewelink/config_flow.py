"""Adding an account or devices without any, and changing how an account signs in."""

from collections.abc import Mapping
from typing import Any, override

from homeassistant.config_entries import ConfigEntry, ConfigFlowResult
from homeassistant.core import callback
from homeassistant.helpers.service_info.dhcp import DhcpServiceInfo

from .const import DOMAIN
from .diy_steps import DiySteps
from .entry_data import has_account, is_oauth
from .local_changes import async_place
from .options_flow import EwelinkOptionsFlow


class EwelinkConfigFlow(DiySteps, domain=DOMAIN):
    """Leads to the ways of signing in, and to devices that need no account."""

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
        """Ask which way to sign in, if at all."""
        return self.async_show_menu(
            step_id="user", menu_options=["oauth", "password", "diy"]
        )

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
        if not has_account(self._get_reconfigure_entry().data):
            return self.async_abort(reason="diy_no_sign_in")
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=["oauth", "app", "password_again"],
            description_placeholders={"account": self._get_reconfigure_entry().title},
        )
