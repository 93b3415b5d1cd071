"""A device that the user has put within this host's reach."""

from typing import TYPE_CHECKING, Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import TextSelector

from ..pairing import hotspot
from ..pairing.addresses import Address
from ..pairing.device import NewDevice
from ..pairing.errors import PairingError
from ..pairing.exchange import Exchange
from ..pairing.gateway import hotspot_gateway
from ..pairing.http import DeviceHttp
from ..pairing.stages import Stage
from ..pairing_manager import Failure
from .base import AddDeviceFlow
from .by_wifi import async_wifi_interfaces

CONF_ADDRESS: Final = "address"


class JoinedSteps(AddDeviceFlow):
    """Asks for the device's address, and who answers there, before anything else."""

    async def async_step_joined(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask where the device is: nothing is sent to an address outside this site."""
        errors = {}
        if user_input is not None:
            self.choices.address = user_input[CONF_ADDRESS].strip()
            if Address.parse(self.choices.address) is not None:
                return await self.async_step_find()
            errors = {CONF_ADDRESS: "not_local"}
        address = self.choices.address or await self._async_likely_address()
        schema = self.add_suggested_values_to_schema(
            vol.Schema({vol.Required(CONF_ADDRESS): TextSelector()}),
            {CONF_ADDRESS: address},
        )
        return self.async_show_form(step_id="joined", data_schema=schema, errors=errors)

    async def _async_likely_address(self) -> str:
        """Return the gateway of a hotspot that this host is in, or the usual one."""
        found = await async_wifi_interfaces(self.pairings.timing.network)
        joined = [it.name for it in found if it.ssid and hotspot.is_hotspot(it.ssid)]
        gateway = await self.hass.async_add_executor_job(hotspot_gateway, joined)
        return gateway or hotspot.ADDRESS

    async def async_step_find(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask the device who it is."""
        return self.async_show_work(
            step_id="find",
            work=self._async_read,
            seconds=10,
            following=lambda: "wifi" if self.failure is None else "failed",
        )

    async def _async_read(self) -> None:
        self.failure = self.device = None
        try:
            found = await self._async_ask()
        except PairingError as err:
            self.failure = Failure(
                reason=err.reason,
                stage=Stage.READING,
                code=err.code,
                address=self.choices.address,
            )
        else:
            self.choices.hotspot = found.deviceid

    async def _async_ask(self) -> NewDevice:
        address = Address.parse(self.choices.address)
        if TYPE_CHECKING:
            assert address is not None
        pace = self.pairings.timing.pace
        async with DeviceHttp(seconds=pace.request) as http:
            return await Exchange(http, (address,), pace).read()
