"""Going on with what SonoffLAN has set up, and giving it back, among the options."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult

from .const import CONF_TAKE_OVER
from .options_steps import OptionsSteps
from .take_over.give_back import async_can_give_back, async_give_back
from .take_over.offer import TAKE_OVER_SCHEMA, async_offer_entry, async_take_over_now
from .take_over.theirs import async_their_entries

CONF_GIVE_BACK: Final = "give_back"

_GIVE_BACK_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_GIVE_BACK, default=True): bool}
)


class TakeOverSteps(OptionsSteps):
    """Offers both ways while SonoffLAN's entry is there."""

    async def async_take_over_options(self) -> list[str]:
        """Return which of the ways are offered now."""
        offered = []
        if async_their_entries(self.hass):
            offered.append("take_over")
        if await async_can_give_back(self.hass, self.config_entry):
            offered.append("give_back")
        return offered

    async def async_step_take_over(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Go on with what SonoffLAN has of the devices that are shown."""
        offer = await async_offer_entry(self.hass, self.coordinator.config_entry)
        if user_input is None:
            return self.async_show_form(
                step_id="take_over",
                data_schema=TAKE_OVER_SCHEMA,
                description_placeholders=offer.placeholders,
            )
        if user_input[CONF_TAKE_OVER]:
            await async_take_over_now(self.hass, self.config_entry, offer)
        return self.async_create_entry(data=dict(self.config_entry.options))

    async def async_step_give_back(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Give back to SonoffLAN what was taken over."""
        if user_input is None:
            return self.async_show_form(
                step_id="give_back", data_schema=_GIVE_BACK_SCHEMA
            )
        if not user_input[CONF_GIVE_BACK]:
            return self.async_create_entry(data=dict(self.config_entry.options))
        await async_give_back(self.hass, self.config_entry)
        return self.async_abort(reason="given_back")
