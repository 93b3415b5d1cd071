"""Signing in on the vendor's page."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, cast, override

import voluptuous as vol

from homeassistant.config_entries import ConfigFlowResult
from homeassistant.const import CONF_COUNTRY, CONF_REGION
from homeassistant.helpers.config_entry_oauth2_flow import (
    ImplementationUnavailableError,
    async_get_implementations,
    async_get_redirect_uri,
)
from homeassistant.helpers.selector import (
    TextSelector,
    TextSelectorConfig,
    TextSelectorType,
)

from ..api.errors import EwelinkConnectionError, EwelinkError, EwelinkLaterError
from ..const import (
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_TOKENS,
    DOMAIN,
)
from .base import SignInFlow
from .implementation import (
    EwelinkImplementation,
    async_store_credential,
    implementation_of,
    redirect_url,
    region_of_request,
)
from .new_account import NewAccount
from .titles import title_of

APP_ID: Final = TextSelector(TextSelectorConfig(autocomplete="off"))
APP_SECRET: Final = TextSelector(
    TextSelectorConfig(type=TextSelectorType.PASSWORD, autocomplete="off")
)
_APP_SCHEMA: Final = vol.Schema(
    {vol.Required(CONF_APP_ID): APP_ID, vol.Required(CONF_APP_SECRET): APP_SECRET}
)


class PageSteps(SignInFlow):
    """Chooses an APPID, opens the page, and takes over what it gives."""

    _country: str | None = None
    _is_at_page = False
    _exchanged: NewAccount | None = None
    _taking_over: asyncio.Task[NewAccount | None] | None = None

    @property
    def _implementation(self) -> EwelinkImplementation:
        return cast("EwelinkImplementation", self.flow_impl)

    async def async_step_oauth(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Choose among the APPIDs that Home Assistant keeps, or ask for one.

        Its own dialog for them would end this one, and begin anew with the menu.
        """
        # Where they cannot be had, the step of Home Assistant says so.
        with suppress(ImplementationUnavailableError):
            if not await async_get_implementations(self.hass, DOMAIN):
                return await self.async_step_app()
        return await self.async_step_pick_implementation()

    async def async_step_app(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for an APPID that is not kept yet."""
        if user_input is None:
            return self.show("app", _APP_SCHEMA, redirect_url=self._redirect_url)
        self.use_app(user_input)
        return await self.async_step_auth()

    def use_app(self, data: Mapping[str, Any]) -> None:
        """Sign in with an APPID that was typed, or that an entry has."""
        app_id, secret = (data[it].strip() for it in (CONF_APP_ID, CONF_APP_SECRET))
        self.flow_impl = implementation_of(self.hass, app_id, secret)
        self._country = data.get(CONF_COUNTRY)

    @override
    async def async_step_auth(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Tell about the page before it opens; take what it gave."""
        if user_input is None and not self._is_at_page:
            return self.show_page_form()
        if user_input is not None and "code" in user_input:
            self._begin_taking_over(user_input)
        return await super().async_step_auth(user_input)

    def _begin_taking_over(self, external_data: dict[str, Any]) -> None:
        """Begin at once: the dialog may be asleep for longer than the code lives.

        Home Assistant hands on neither the region nor the country that was typed.
        """
        hints = {CONF_REGION: region_of_request(), CONF_COUNTRY: self._country}
        self._taking_over = self.async_begin(
            self._async_exchange(external_data | hints)
        )

    def show_page_form(self, error: str | None = None) -> ConfigFlowResult:
        """Show what to know before the page opens, and what went wrong with it."""
        self._is_at_page = False
        self._error = error or self._error
        step_id = "sign_in_page" if self.entry is None else "sign_in_page_again"
        return self.show(
            step_id,
            redirect_url=self._redirect_url,
            app_id=self._implementation.client_id,
        )

    @property
    def _redirect_url(self) -> str:
        """Return the address to register with an APPID."""
        try:
            return async_get_redirect_uri(self.hass)
        except RuntimeError:
            # Nobody looks yet; it is shown anew when somebody does.
            return redirect_url(self.hass)

    async def async_step_sign_in_page(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Open the page."""
        if user_input is None:
            return self.show_page_form()
        if self.entry is not None and (account := self._exchanged) is not None:
            # The page has done its part, and its session took the place of the older.
            self._taking_over = self.async_begin(self._async_identify(account))
            return await self.async_step_creation()
        self._error = None
        self._is_at_page = True
        return await super().async_step_auth()

    async def async_step_sign_in_page_again(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Open the page for an account that has an entry."""
        return await self.async_step_sign_in_page(user_input)

    @override
    async def async_step_creation(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Take over the account, or let the page be opened once more."""
        if TYPE_CHECKING:
            assert self._taking_over is not None
        account = await self._taking_over
        result = None
        if account is not None:
            name = account.name or self._implementation.name
            title = title_of(self.hass, name, account.data[CONF_REGION])
            result = await self.async_finish(account, title)
        return result or self.show_page_form()

    async def _async_exchange(self, external_data: dict[str, Any]) -> NewAccount:
        """Return the account that signed in. Raises EwelinkError."""
        implementation = self._implementation
        given = await implementation.async_resolve_external_data(external_data)
        data = {
            CONF_REGION: given[CONF_REGION],
            CONF_APP_ID: implementation.client_id,
            CONF_APP_SECRET: implementation.client_secret,
            CONF_AUTH_IMPLEMENTATION: implementation.domain,
            CONF_TOKENS: given[CONF_TOKENS],
        }
        if self._country is not None:
            data[CONF_COUNTRY] = self._country
        self._exchanged = NewAccount(self.hass, data)
        return await self._async_identify(self._exchanged)

    async def _async_identify(self, account: NewAccount) -> NewAccount:
        """Find whose session it is that was exchanged. Raises EwelinkError.

        Only what another try cannot cure makes the session be given up.
        """
        try:
            await account.async_identify(self.entry.unique_id if self.entry else None)
        except EwelinkConnectionError, EwelinkLaterError:
            raise
        except EwelinkError:
            self._exchanged = None
            raise
        self._exchanged = None
        account.data[CONF_AUTH_IMPLEMENTATION] = await async_store_credential(
            self.hass, self._implementation
        )
        return account

    @override
    async def async_step_authorize_rejected(
        self, data: None = None
    ) -> ConfigFlowResult:
        """Let the page be opened once more after it was refused there."""
        return self.show_page_form("page_refused")
