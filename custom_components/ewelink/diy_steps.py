"""Adding devices in DIY mode, and what is offered when devices are heard."""

from typing import Any, Final, override

from homeassistant.config_entries import (
    DEFAULT_DISCOVERY_UNIQUE_ID,
    ConfigFlowResult,
)
from homeassistant.core import DOMAIN as HOMEASSISTANT_DOMAIN, callback
from homeassistant.data_entry_flow import AbortFlow
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.service_info.zeroconf import ZeroconfServiceInfo
from homeassistant.helpers.translation import async_get_translations

from .const import DIY_UNIQUE_ID, DOMAIN
from .entry_data import has_account
from .local_network import is_in_the_clear
from .sign_in.password import PasswordSteps

_TITLE: Final = f"component.{DOMAIN}.config.step.diy.title"


class DiySteps(PasswordSteps):
    """Offers the account of a device that is heard, or DIY mode where it is in that."""

    @override
    async def async_step_zeroconf(
        self, discovery_info: ZeroconfServiceInfo
    ) -> ConfigFlowResult:
        """Handle a device that is heard; every announcement of it leads here."""
        told = discovery_info.properties
        if is_in_the_clear(discovery_info.name, told):
            return await self._async_discover_diy(str(told.get("id", "")).lower())
        # An offer that was dismissed counts as well.
        if any(it.unique_id != DIY_UNIQUE_ID for it in self._async_current_entries()):
            return self.async_abort(reason="already_configured")
        await self.async_set_unique_id(DEFAULT_DISCOVERY_UNIQUE_ID)
        self._abort_if_unique_id_configured()
        return await self.async_step_oauth_discovery()

    async def _async_discover_diy(self, device_id: str) -> ConfigFlowResult:
        """Offer DIY mode, unless an account shows the device.

        The offer of an account, which another one would end, leads there as well.
        """
        account_offer = {"unique_id": DEFAULT_DISCOVERY_UNIQUE_ID}
        if self._async_in_progress(match_context=account_offer):
            reason = "already_in_progress"
            raise AbortFlow(reason, translation_domain=HOMEASSISTANT_DOMAIN)
        await self.async_set_unique_id(DIY_UNIQUE_ID)
        self._abort_if_unique_id_configured()
        registry = dr.async_get(self.hass)
        if registry.async_get_devices(identifiers={(DOMAIN, device_id)}):
            return self.async_abort(reason="already_configured")
        return self._async_show_diy()

    async def async_step_diy(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Add the one entry of all devices in DIY mode."""
        await self.async_set_unique_id(DIY_UNIQUE_ID, raise_on_progress=False)
        # Who dismissed the offer can still add them by hand.
        if any(not has_account(it.data) for it in self._async_current_entries(False)):
            return self.async_abort(reason="diy_configured")
        if user_input is None:
            return self._async_show_diy()
        return await self._async_add_diy({})

    async def async_step_system(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Add the entry, which then goes on with what SonoffLAN has."""
        await self.async_set_unique_id(DIY_UNIQUE_ID, raise_on_progress=False)
        # An offer that was dismissed is none.
        if any(not has_account(it.data) for it in self._async_current_entries(False)):
            return self.async_abort(reason="diy_configured")
        return await self._async_add_diy(data)

    async def _async_add_diy(self, data: dict[str, Any]) -> ConfigFlowResult:
        texts = await async_get_translations(
            self.hass, self.hass.config.language, "config", {DOMAIN}
        )
        return self.async_create_entry(title=texts[_TITLE], data=data)

    @callback
    def _async_show_diy(self) -> ConfigFlowResult:
        return self.async_show_form(step_id="diy")
