"""Signing in with an e-mail address or phone number, and a password."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_USERNAME
from homeassistant.helpers.selector import (
    CountrySelector,
    CountrySelectorConfig,
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..api.auth.countries import COUNTRIES
from ..api.errors import EwelinkAppIdError
from ..const import CONF_APP_ID, CONF_APP_SECRET
from ..entry_data import is_oauth
from .new_account import NewAccount, async_sign_in
from .page import APP_ID, APP_SECRET, PageSteps

_USER: Final = {
    vol.Required(CONF_USERNAME): TextSelector(
        TextSelectorConfig(autocomplete="username")
    ),
    vol.Required(CONF_PASSWORD): TextSelector(
        TextSelectorConfig(
            type=TextSelectorType.PASSWORD, autocomplete="current-password"
        )
    ),
}
_APP: Final = {
    vol.Required(CONF_COUNTRY): CountrySelector(
        CountrySelectorConfig(countries=list(COUNTRIES))
    ),
    vol.Required(CONF_APP_ID): APP_ID,
}
_NEW_SCHEMA: Final = vol.Schema(
    {**_USER, **_APP, vol.Required(CONF_APP_SECRET): APP_SECRET}
)
_CHANGE_SCHEMA: Final = vol.Schema(
    {**_USER, **_APP, vol.Optional(CONF_APP_SECRET): APP_SECRET}
)
_AGAIN_SCHEMA: Final = vol.Schema(_USER)


class PasswordSteps(PageSteps):
    """Signs in by password; where the APPID may not, the vendor's page follows."""

    async def async_step_password(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign in a new account."""
        if user_input is None:
            user_input = {CONF_COUNTRY: self.hass.config.country}
            return self.show("password", _NEW_SCHEMA, user_input)
        result = await self._async_enter(self.with_app_secret(user_input))
        return result or self.show("password", _NEW_SCHEMA, user_input)

    async def async_step_password_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign an account in again, from another country or APPID if need be."""
        entry = self._get_reconfigure_entry()
        if user_input is None:
            known = dict(entry.data)
            if not is_oauth(known):
                known[CONF_USERNAME] = entry.title
            return self.show("password_again", _CHANGE_SCHEMA, known)
        result = None
        typed = _with_kept_secret(entry.data, self.with_app_secret(user_input))
        if typed[CONF_APP_SECRET]:
            result = await self._async_enter(typed)
        else:
            self._error = "secret_missing"
        return result or self.show("password_again", _CHANGE_SCHEMA, user_input)

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Sign an account in again whose tokens were refused."""
        entry = self._get_reauth_entry()
        if user_input is None:
            known = {CONF_USERNAME: entry.title}
            return self.show("reauth_confirm", _AGAIN_SCHEMA, known)
        result = await self._async_enter({**entry.data, **user_input})
        return result or self.show("reauth_confirm", _AGAIN_SCHEMA, user_input)

    async def _async_enter(self, typed: dict[str, Any]) -> ConfigFlowResult | None:
        """Sign in; where only the page is open to the APPID, go on with it."""
        account = await asyncio.shield(self.async_begin(self._async_sign_in(typed)))
        if isinstance(self._failure, EwelinkAppIdError):
            self.use_app(typed)
            return self.show_page_form("password_not_allowed")
        if account is None:
            return None
        return await self.async_finish(account, title=typed[CONF_USERNAME])

    async def _async_sign_in(self, typed: dict[str, Any]) -> NewAccount:
        return NewAccount(self.hass, await async_sign_in(self.hass, typed))


def _with_kept_secret(
    known: Mapping[str, Any], typed: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what was typed, with the app secret that the same APPID had."""
    secret = typed.get(CONF_APP_SECRET, "").strip()
    if not secret and typed[CONF_APP_ID].strip() == known[CONF_APP_ID]:
        secret = known[CONF_APP_SECRET]
    return {**typed, CONF_APP_SECRET: secret}
