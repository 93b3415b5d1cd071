"""Signing in to an eWeLink account."""

from collections.abc import Awaitable, Mapping
import logging
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    ConfigEntry,
    ConfigFlow,
    ConfigFlowResult,
)
from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_USERNAME
from homeassistant.core import callback
from homeassistant.helpers.selector import (
    CountrySelector,
    CountrySelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from .account import async_count_devices, async_sign_in
from .api.countries import COUNTRIES
from .api.errors import EwelinkError, EwelinkUnknownUserError, EwelinkWrongPasswordError
from .const import CONF_ACCOUNT_KEY, CONF_APP_ID, CONF_APP_SECRET, DOMAIN
from .errors import translation_key
from .options_flow import EwelinkOptionsFlow

_LOGGER = logging.getLogger(__name__)

APP_ID_URL: Final = "https://dev.ewelink.cc"

_PASSWORD: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="current-password")
)
_SIGN_IN: Final = {
    vol.Required(CONF_USERNAME): TextSelector(
        TextSelectorConfig(autocomplete="username")
    ),
    vol.Required(CONF_PASSWORD): _PASSWORD,
}
_PASSWORD_SCHEMA: Final = vol.Schema(
    {
        **_SIGN_IN,
        vol.Required(CONF_COUNTRY): CountrySelector(
            CountrySelectorConfig(countries=list(COUNTRIES))
        ),
        vol.Required(CONF_APP_ID): TextSelector(TextSelectorConfig(autocomplete="off")),
        vol.Required(CONF_APP_SECRET): TextSelector(
            TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
        ),
    }
)
_REAUTH_SCHEMA: Final = vol.Schema(_SIGN_IN)
_SECRETS: Final = (CONF_PASSWORD, CONF_APP_SECRET)


class EwelinkConfigFlow(ConfigFlow, domain=DOMAIN):
    """Adds an account, or signs it in again."""

    VERSION = 1
    MINOR_VERSION = 1

    _error: str | None = None
    _code: int | None = None

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
        return self.async_show_menu(step_id="user", menu_options=["password"])

    async def async_step_password(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in with an e-mail address or phone number, and a password."""
        if user_input is None:
            user_input = {CONF_COUNTRY: self.hass.config.country}
        elif data := await self._async_try(async_sign_in(self.hass, user_input)):
            await self._async_abort_if_known(data)
            count = await self._async_try(async_count_devices(self.hass, data))
            if count is not None:
                return self.async_create_entry(
                    title=user_input[CONF_USERNAME],
                    data=data,
                    description="found",
                    description_placeholders={"devices": str(count)},
                )
        return self._show_form("password", _PASSWORD_SCHEMA, user_input)

    async def async_step_reauth(
        self, _entry_data: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Start when the cloud refused the stored tokens."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign the same account in again."""
        entry = self._get_reauth_entry()
        if user_input is None:
            user_input = {CONF_USERNAME: entry.title}
        elif data := await self._async_try(
            async_sign_in(self.hass, {**entry.data, **user_input})
        ):
            await self.async_set_unique_id(data[CONF_ACCOUNT_KEY])
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            return self.async_update_reload_and_abort(entry, data_updates=data)
        return self._show_form("reauth_confirm", _REAUTH_SCHEMA, user_input)

    def _show_form(
        self, step_id: str, schema: vol.Schema, typed: Mapping[str, Any]
    ) -> ConfigFlowResult:
        """Show a form that keeps what was typed, except what is secret."""
        kept = {key: typed[key] for key in typed if key not in _SECRETS}
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(schema, kept),
            errors={"base": self._error} if self._error else {},
            description_placeholders={
                "app_id_url": APP_ID_URL,
                "code": str(self._code),
            },
        )

    async def _async_abort_if_known(self, data: dict[str, Any]) -> None:
        """Abort when the account has an entry, which takes the new tokens.

        A sign-in ends the older session of the same APPID. So this comes before any
        other call: the entry would find its old tokens refused meanwhile.
        """
        entry = await self.async_set_unique_id(data[CONF_ACCOUNT_KEY])
        if entry and entry.data[CONF_APP_ID] == data[CONF_APP_ID]:
            entries = self.hass.config_entries
            entries.async_update_entry(entry, data=data)
            for flow in entry.async_get_active_flows(self.hass, {SOURCE_REAUTH}):
                entries.flow.async_abort(flow["flow_id"])
            entries.async_schedule_reload(entry.entry_id)
        self._abort_if_unique_id_configured()

    async def _async_try[ResultT](self, asked: Awaitable[ResultT]) -> ResultT | None:
        """Await what is asked of the cloud; on failure keep what to tell of it."""
        self._error = self._code = None
        try:
            return await asked
        except EwelinkError as err:
            self._error, self._code = _error_key(err), err.code
        except Exception:
            _LOGGER.exception("Unexpected exception")
            self._error = "unknown"
        return None


def _error_key(err: EwelinkError) -> str:
    """Return the key of the text that tells why signing in failed."""
    match err:
        case EwelinkWrongPasswordError():
            return "wrong_password"
        case EwelinkUnknownUserError():
            return "unknown_user"
        case _:
            return translation_key(err)
