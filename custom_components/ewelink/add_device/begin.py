"""From "Add a device" to the first step of a method."""

from collections.abc import Mapping
from typing import Any

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult

from ..api.registration import Permission, permission
from ..const import APP_ID_URL
from ..pairing_manager import Choices, Method
from .base import FIRST_STEPS, AddDeviceFlow
from .by_wifi import async_wifi_interfaces
from .touch import async_lan_address


class BeginSteps(AddDeviceFlow):
    """Asks the cloud whether devices may be added at all, and the user for a method."""

    def __init__(self) -> None:
        """Start without knowing of any interface."""
        super().__init__()
        self._interfaces: Mapping[Method, str] = {}

    async def async_step_add_device(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Find out whether this APPID may add devices, before anything is touched."""
        if self.pairings.is_busy:
            return await self.async_go_to("attach")
        match await permission(self.cloud_services):
            case Permission.REFUSED:
                return self.async_abort(
                    reason="cannot_add",
                    description_placeholders={"app_id_url": APP_ID_URL},
                )
            case Permission.UNCLEAR:
                return await self.async_step_unclear()
            case Permission.GIVEN:
                return await self.async_step_mode()

    async def async_step_unclear(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn that the cloud may refuse the device later."""
        if user_input is not None:
            return await self.async_step_mode()
        return self.async_show_form(step_id="unclear", data_schema=vol.Schema({}))

    async def async_step_mode(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell how each kind of device is put into pairing mode."""
        if user_input is None:
            return self.async_show_form(step_id="mode", data_schema=vol.Schema({}))
        if self.pairing is not None:
            # Again, by the method that was chosen before.
            return await self.async_go_to(FIRST_STEPS[self.choices.method])
        return await self.async_step_way()

    async def async_step_way(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer the methods that this host has, the best first."""
        found = await async_wifi_interfaces(self.pairings.timing.network)
        self._interfaces = {
            Method.UPLINK if it.is_uplink else Method.WIFI: it.name
            for it in reversed(found)
        }
        lan_address = await async_lan_address(self.hass)
        by_itself = (Method.WIFI, Method.UPLINK)
        methods: list[Method] = [it for it in by_itself if it in self._interfaces]
        methods += [Method.GUIDED, Method.JOINED]
        if lan_address:
            methods.append(Method.TOUCH)
        return self.async_show_menu(
            step_id="way",
            menu_options=[f"by_{it}" for it in methods],
            description_placeholders={
                "spare": self._interfaces.get(Method.WIFI, ""),
                "uplink": self._interfaces.get(Method.UPLINK, ""),
            },
        )

    async def async_step_by_wifi(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let this host do all by itself."""
        return await self._async_choose(Method.WIFI)

    async def async_step_by_uplink(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Use the Wi-Fi by which this host is in the home's network."""
        return await self._async_choose(Method.UPLINK)

    async def async_step_by_guided(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let another computer talk to the device."""
        return await self._async_choose(Method.GUIDED)

    async def async_step_by_joined(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Talk to a device that is within reach already."""
        return await self._async_choose(Method.JOINED)

    async def async_step_by_touch(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Call the device through the home's network."""
        return await self._async_choose(Method.TOUCH)

    async def _async_choose(self, method: Method) -> ConfigFlowResult:
        self.choices = Choices(
            method=method, interface=self._interfaces.get(method, "")
        )
        self.device = None
        return await self.async_go_to(FIRST_STEPS[self.choices.method])
