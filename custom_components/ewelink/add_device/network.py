"""The home's Wi-Fi, and what the new device is called."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_NAME, CONF_PASSWORD
from homeassistant.helpers.selector import (
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..api.models import Home
from ..pairing.device import NewDevice
from ..pairing.device_adder import DeviceAdder
from ..pairing.session import PairingRequest, Session
from ..pairing.wifi import HomeWifi
from ..pairing_manager import Pairing
from .arrival import expect
from .base import AddDeviceFlow
from .rooms import chosen_room, own_homes, room_options
from .routes import chosen_route

CONF_ROOM: Final = "room"
CONF_SSID: Final = "ssid"

_PASSWORD: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)


class NetworkSteps(AddDeviceFlow):
    """Asks for the Wi-Fi, a name and a room, and starts the pairing with them."""

    async def async_step_wifi(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the Wi-Fi, a name and a room; the password is kept nowhere."""
        homes = own_homes(self.coordinator)
        errors: dict[str, str] = {}
        if user_input is not None:
            wifi = HomeWifi(user_input[CONF_SSID], user_input.get(CONF_PASSWORD, ""))
            self._remember(user_input)
            fault = wifi.fault()
            if not self.choices.name:
                errors = {CONF_NAME: "no_name"}
            elif fault is not None:
                errors = {fault.field: fault}
            else:
                return await self._async_pair_with(wifi)
        fields = {
            vol.Required(CONF_SSID): self._ssid_selector(),
            vol.Optional(CONF_PASSWORD): _PASSWORD,
            **_naming(homes),
        }
        return self.async_show_form(
            step_id="wifi",
            data_schema=self._filled_in(fields),
            errors=errors,
            description_placeholders={
                "hotspot": self.choices.hotspot or self.choices.method.title()
            },
        )

    async def async_step_name(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for a name and a room of a device that has its Wi-Fi already."""
        homes = own_homes(self.coordinator)
        errors: dict[str, str] = {}
        if user_input is not None and self.device is not None:
            self._remember(user_input)
            if self.choices.name:
                return await self._async_pair(self.device)
            errors = {CONF_NAME: "no_name"}
        return self.async_show_form(
            step_id="name", data_schema=self._filled_in(_naming(homes)), errors=errors
        )

    async def _async_pair_with(self, wifi: HomeWifi) -> ConfigFlowResult:
        """Pair the device that was chosen with a Wi-Fi."""
        choices, timing = self.choices, self.pairings.timing
        return await self._async_pair(
            PairingRequest(
                route=chosen_route(self.hass, choices, wifi, timing),
                wifi=wifi,
                hotspot=choices.hotspot or None,
            )
        )

    async def _async_pair(self, what: PairingRequest | NewDevice) -> ConfigFlowResult:
        """Start a pairing, unless one runs already; then show it."""
        if not self.pairings.is_busy:
            self._start(what)
        return await self.async_go_to("attach")

    def _start(self, what: PairingRequest | NewDevice) -> None:
        pairings, coordinator = self.pairings, self.coordinator
        services = self.cloud_services
        before = pairings.async_of(self.handler)
        adder = before.adder if before else None
        if adder is None or adder.client is not services:
            adder = DeviceAdder(services)
        adder.begin(
            self.choices.name, chosen_room(self.choices, own_homes(coordinator))
        )
        pairing = Pairing(self.handler, self.choices, adder)
        session = Session(
            adder,
            expect(coordinator, pairings.timing.looks),
            pairing.async_report,
            pairings.timing,
        )
        run = (
            session.run(what)
            if isinstance(what, PairingRequest)
            else session.run_told(what)
        )
        pairings.async_start(pairing, session, run)

    def _remember(self, user_input: dict[str, Any]) -> None:
        choices = self.choices
        choices.ssid = user_input.get(CONF_SSID, choices.ssid)
        choices.name = user_input[CONF_NAME].strip()
        choices.room = user_input.get(CONF_ROOM)

    def _filled_in(self, fields: dict[vol.Marker, Any]) -> vol.Schema:
        choices = self.choices
        known = {
            CONF_SSID: choices.ssid,
            CONF_NAME: choices.name,
            CONF_ROOM: choices.room,
        }
        return self.add_suggested_values_to_schema(
            vol.Schema(fields), {key: value for key, value in known.items() if value}
        )

    def _ssid_selector(self) -> TextSelector | SelectSelector:
        """Offer the networks that a device can hear, where somebody has looked."""
        heard = [it.ssid for it in self.networks if it.is_2_4_ghz]
        if not heard:
            return TextSelector(TextSelectorConfig(autocomplete="off"))
        return SelectSelector(
            SelectSelectorConfig(
                options=list(dict.fromkeys(heard)),
                custom_value=True,
                mode=SelectSelectorMode.DROPDOWN,
            )
        )


def _naming(homes: list[Home]) -> dict[vol.Marker, Any]:
    """Return the fields of a name and, where there are any, of a room."""
    fields: dict[vol.Marker, Any] = {vol.Required(CONF_NAME): TextSelector()}
    if options := room_options(homes):
        fields[vol.Optional(CONF_ROOM)] = SelectSelector(
            SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
        )
    return fields
