"""The home's Wi-Fi, and what the new device is called."""

from abc import abstractmethod
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_NAME, CONF_PASSWORD
from homeassistant.helpers.selector import (
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..api.models import Home
from ..entry_data import left_out_homes
from ..pairing.device_adder import Room
from ..pairing.route import Route
from ..pairing.session import PairingRequest
from ..pairing.wifi import HomeWifi
from .pair import PairSteps

CONF_ROOM: Final = "room"
CONF_SSID: Final = "ssid"

_PASSWORD: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)


class NetworkSteps(PairSteps):
    """Asks for what a device is to be told, which goes to the pairing at once."""

    @abstractmethod
    def reach(self, wifi: HomeWifi) -> Route:
        """Return the way to the device that was chosen."""

    @override
    async def async_network(self) -> ConfigFlowResult:
        """Ask for the Wi-Fi only where it is us who tells it."""
        if self.device is not None:
            return await self.async_step_name()
        return await self.async_step_wifi()

    async def async_step_wifi(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the Wi-Fi, a name and a room; the password is kept nowhere."""
        homes = self._homes()
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
                return await self.async_pair(
                    PairingRequest(
                        route=self.reach(wifi),
                        wifi=wifi,
                        hotspot=self.choices.hotspot or None,
                    )
                )
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
        homes = self._homes()
        errors: dict[str, str] = {}
        if user_input is not None and self.device is not None:
            self._remember(user_input)
            if self.choices.name:
                return await self.async_pair(self.device)
            errors = {CONF_NAME: "no_name"}
        return self.async_show_form(
            step_id="name", data_schema=self._filled_in(_naming(homes)), errors=errors
        )

    @property
    @override
    def room(self) -> Room | None:
        """Return the room that was chosen, else the first home that is shown."""
        home_id, _, room_id = (self.choices.room or "").partition("/")
        if home_id:
            return home_id, room_id or None
        homes = self._homes()
        return (homes[0].id, None) if homes else None

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

    def _homes(self) -> list[Home]:
        """Return the account's own homes that are shown, the current one first."""
        coordinator = self.coordinator
        left_out = left_out_homes(coordinator.config_entry.options)
        homes = coordinator.inventory.homes.values()
        own = [it for it in homes if it.is_own is not False and it.id not in left_out]
        return sorted(own, key=lambda home: not home.is_current)


def _naming(homes: list[Home]) -> dict[vol.Marker, Any]:
    """Return the fields of a name and, where there are any, of a room."""
    fields: dict[vol.Marker, Any] = {vol.Required(CONF_NAME): TextSelector()}
    are_several = len(homes) > 1
    rooms = []
    for home in homes:
        if are_several:
            rooms.append(SelectOptionDict(value=f"{home.id}/", label=home.name))
        rooms += [
            SelectOptionDict(
                value=f"{home.id}/{room_id}",
                label=f"{home.name} · {room}" if are_several else room,
            )
            for room_id, room in home.rooms.items()
        ]
    if rooms:
        fields[vol.Optional(CONF_ROOM)] = SelectSelector(
            SelectSelectorConfig(options=rooms, mode=SelectSelectorMode.DROPDOWN)
        )
    return fields
