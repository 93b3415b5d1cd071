"""A device that is told its Wi-Fi by the user's own computer."""

from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.helpers.selector import (
    TemplateSelector,
    TemplateSelectorConfig,
    TextSelector,
    TextSelectorConfig,
)
from homeassistant.helpers.translation import async_get_translations

from ..api.http.regions import device_server
from ..const import DOMAIN
from ..pairing.errors import PairingError
from ..pairing.guided.pasted import parse
from ..pairing.guided.script import Shell, command
from .base import AddDeviceFlow

CONF_COMMAND: Final = "command"
CONF_LINE: Final = "line"
_TEXTS: Final = "common"
# The one field that can be read-only and still be copied from: it has a button for it,
# and what is in it is not taken for a template as it never comes back.
_COMMAND: Final = TemplateSelector(TemplateSelectorConfig(read_only=True))
_LINE: Final = TextSelector(TextSelectorConfig(multiline=True))
_TEXT: Final = f"component.{DOMAIN}.{_TEXTS}.command_"


class GuidedSteps(AddDeviceFlow):
    """Shows a command for another computer, and takes what it printed."""

    async def async_step_guided(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask what computer it is."""
        return self.async_show_menu(
            step_id="guided", menu_options=["guided_posix", "guided_powershell"]
        )

    async def async_step_guided_posix(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the command for macOS and Linux."""
        return await self._async_guide("guided_posix", Shell.POSIX, user_input)

    async def async_step_guided_powershell(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show the command for Windows."""
        return await self._async_guide(
            "guided_powershell", Shell.POWERSHELL, user_input
        )

    async def _async_guide(
        self, step_id: str, shell: Shell, user_input: dict[str, Any] | None
    ) -> ConfigFlowResult:
        errors: dict[str, str] = {}
        code = None
        if user_input is not None:
            try:
                pasted = parse(user_input[CONF_LINE])
            except PairingError as err:
                errors, code = {CONF_LINE: err.reason}, err.code
            else:
                if pasted.sent:
                    self.device = pasted.device
                    return await self.async_go_to("name")
                errors = {CONF_LINE: "not_sent"}
        schema = self.add_suggested_values_to_schema(
            # The command is long: what is below it is out of sight.
            vol.Schema(
                {vol.Required(CONF_LINE): _LINE, vol.Optional(CONF_COMMAND): _COMMAND}
            ),
            {CONF_COMMAND: await self._async_command(shell)},
        )
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors=errors,
            description_placeholders={"code": str(code)},
        )

    async def _async_command(self, shell: Shell) -> str:
        """Return the command; it speaks the language of Home Assistant."""
        found = await async_get_translations(
            self.hass, self.hass.config.language, _TEXTS, {DOMAIN}
        )
        return command(
            shell,
            server=device_server(self.cloud_services.account.region),
            texts={key.removeprefix(_TEXT): text for key, text in found.items()},
        )
