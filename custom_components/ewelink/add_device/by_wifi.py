"""A device whose hotspot this host's own Wi-Fi joins for a moment."""

import asyncio
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import (
    BooleanSelector,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)

from ..pairing.errors import PairingError, Reason
from ..pairing.hotspot import is_hotspot
from ..pairing.network_manager import (
    NetworkManager,
    NetworkTiming,
    WifiInterface,
)
from ..pairing.network_manager.route import interface_named
from ..pairing.stages import Stage
from ..pairing.wifi import AccessPoint
from ..pairing_manager import Failure
from .base import AddDeviceFlow

CONF_CONFIRM: Final = "confirm"
CONF_HOTSPOT: Final = "hotspot"


async def async_wifi_interfaces(timing: NetworkTiming) -> tuple[WifiInterface, ...]:
    """Return the Wi-Fi interfaces that can be used, none where nothing manages them."""
    manager = await NetworkManager.open(timing=timing)
    if manager is None:
        return ()
    try:
        return await manager.interfaces()
    except PairingError:
        return ()
    finally:
        await manager.close()


class WifiSteps(AddDeviceFlow):
    """Looks for hotspots, which changes nothing, and lets the user pick one."""

    async def async_step_uplink(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Warn that this host will be out of reach for minutes."""
        errors = {}
        if user_input is not None:
            if user_input[CONF_CONFIRM]:
                return await self.async_step_search()
            errors = {CONF_CONFIRM: "not_confirmed"}
        return self.async_show_form(
            step_id="uplink",
            data_schema=vol.Schema(
                {vol.Required(CONF_CONFIRM, default=False): BooleanSelector()}
            ),
            errors=errors,
            description_placeholders={"interface": self.choices.interface},
        )

    async def async_step_search(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Look for hotspots until there is one."""
        return self.async_show_work(
            step_id="search",
            work=self._async_search,
            seconds=30,
            following=lambda: "pick" if self._hotspots() else "failed",
        )

    async def _async_search(self) -> None:
        self.networks = ()
        reason = Reason.NOT_FOUND
        try:
            await self._async_scan()
        except PairingError as err:
            reason = err.reason
        except TimeoutError:
            pass
        self.failure = Failure(reason=reason, stage=Stage.JOINING)

    async def _async_scan(self) -> None:
        """Scan until a hotspot is heard. Raises PairingError, TimeoutError."""
        manager = await NetworkManager.open(timing=self.pairings.timing.network)
        if manager is None:
            raise PairingError(Reason.NO_WAY)
        try:
            interface = await interface_named(manager, self.choices.interface)
            self.choices.ssid = self.choices.ssid or interface.ssid or ""
            async with asyncio.timeout(self.pairings.timing.search):
                while not self._hotspots():
                    self.networks = await manager.access_points(interface)
        finally:
            await manager.close()

    def _hotspots(self) -> list[AccessPoint]:
        return [it for it in self.networks if is_hotspot(it.ssid)]

    async def async_step_pick(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Let the user pick a device by the name of its hotspot."""
        if user_input is not None:
            self.choices.hotspot = user_input[CONF_HOTSPOT]
            self.device = None
            return await self.async_go_to("wifi")
        found = dict.fromkeys(it.ssid for it in self._hotspots())
        selector = SelectSelector(
            SelectSelectorConfig(
                options=[SelectOptionDict(value=it, label=it) for it in found],
                mode=SelectSelectorMode.LIST,
            )
        )
        return self.async_show_form(
            step_id="pick",
            data_schema=vol.Schema({vol.Required(CONF_HOTSPOT): selector}),
            description_placeholders={"interface": self.choices.interface},
        )
