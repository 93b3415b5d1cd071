"""What all ways of signing in share: forms, failures, and how a flow ends."""

from collections.abc import Awaitable, Mapping
import logging
from typing import Any, Final, override

import voluptuous as vol

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlowResult,
)
from homeassistant.const import CONF_PASSWORD
from homeassistant.core import callback
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler

from ..api.auth.oauth import CODE_LIFE
from ..api.bugs import traceback_of
from ..api.errors import (
    EwelinkError,
    EwelinkUnknownUserError,
    EwelinkWrongPasswordError,
)
from ..const import APP_ID_URL, CONF_ACCOUNT_KEY, CONF_APP_ID, CONF_APP_SECRET, DOMAIN
from ..domain_data import DATA_SHARED
from ..entry_data import async_sign_out
from ..errors import translation_key
from ..issues import CONTESTED, async_delete_issues
from .new_account import NewAccount

_LOGGER = logging.getLogger(__name__)

_SECRETS: Final = (CONF_PASSWORD, CONF_APP_SECRET)
_OF_AN_ENTRY: Final = (SOURCE_REAUTH, SOURCE_RECONFIGURE)


class SignInFlow(AbstractOAuth2FlowHandler):
    """A flow whose every failure can be followed by another try."""

    DOMAIN = DOMAIN

    _error: str | None = None
    _failure: EwelinkError | None = None

    @property
    @override
    def logger(self) -> logging.Logger:
        """Return where the helpers log."""
        return _LOGGER

    @property
    def entry(self) -> ConfigEntry | None:
        """Return the entry that signs in again, if it is not a new one."""
        if self.source in _OF_AN_ENTRY:
            return self.hass.config_entries.async_get_known_entry(
                self.context["entry_id"]
            )
        return None

    def show(
        self,
        step_id: str,
        schema: vol.Schema | None = None,
        typed: Mapping[str, Any] | None = None,
        **placeholders: str,
    ) -> ConfigFlowResult:
        """Show a form that keeps what was typed, except what is secret."""
        if schema is not None and typed is not None:
            kept = {key: typed[key] for key in typed if key not in _SECRETS}
            schema = self.add_suggested_values_to_schema(schema, kept)
        return self.async_show_form(
            step_id=step_id,
            data_schema=schema,
            errors={"base": self._error} if self._error else {},
            description_placeholders={
                "account": self.entry.title if self.entry else "",
                "app_id_url": APP_ID_URL,
                "code": str(self._failure and self._failure.code),
                "seconds": str(CODE_LIFE),
                **placeholders,
            },
        )

    async def async_try[ResultT](self, asked: Awaitable[ResultT]) -> ResultT | None:
        """Await what is asked of the cloud; on failure keep what to tell of it."""
        self._error = self._failure = None
        try:
            return await asked
        except EwelinkError as err:
            self._error, self._failure = _error_key(err), err
        except Exception as err:  # noqa: BLE001 - the form is shown again
            _LOGGER.error("Unexpected %s", traceback_of(err))  # noqa: TRY400 - without its text
            self._error = "unknown"
        return None

    async def async_finish(
        self, account: NewAccount, title: str
    ) -> ConfigFlowResult | None:
        """End the flow with an account, or return None where there is more to tell."""
        entry = self.entry
        if entry is None:
            return await self._async_add(account, title)
        if account.data[CONF_ACCOUNT_KEY] != entry.unique_id:
            self._hand_over(account.data)
            self._error = "wrong_account"
            return None
        self._welcome(entry, account.data)
        if entry.data[CONF_APP_ID] != account.data[CONF_APP_ID]:
            # Of another APPID, so the sign-in left it as it was.
            self.hass.async_create_background_task(
                async_sign_out(self.hass, dict(entry.data)), f"{DOMAIN} sign-out"
            )
        return self.async_update_reload_and_abort(entry, data=account.data)

    async def _async_add(
        self, account: NewAccount, title: str
    ) -> ConfigFlowResult | None:
        """Add an account that has no entry.

        A sign-in ends the older session of the same APPID. So an entry that exists is
        given the new one before any other call: it would find its own refused.
        """
        await self.async_set_unique_id(account.data[CONF_ACCOUNT_KEY])
        self._hand_over(account.data)
        self._abort_if_unique_id_configured()
        count = await self.async_try(account.async_count_devices())
        if count is None:
            return None
        return self.async_create_entry(
            title=title,
            data=account.data,
            description="found",
            description_placeholders={"devices": str(count)},
        )

    @callback
    def _hand_over(self, data: dict[str, Any]) -> None:
        """Give the session to the entry of the account, where it replaces the older."""
        entries = self.hass.config_entries
        entry = entries.async_entry_for_domain_unique_id(DOMAIN, data[CONF_ACCOUNT_KEY])
        if entry is None or entry.data.get(CONF_APP_ID) != data[CONF_APP_ID]:
            return
        entries.async_update_entry(entry, data=data)
        self._welcome(entry, data)
        entries.async_schedule_reload(entry.entry_id)

    @callback
    def _welcome(self, entry: ConfigEntry, data: Mapping[str, Any]) -> None:
        """Forget what was wrong with the older session, and other flows about it."""
        shared = self.hass.data[DATA_SHARED]
        shared.token_keepers.contention(
            data[CONF_ACCOUNT_KEY], data[CONF_APP_ID]
        ).reset()
        async_delete_issues(self.hass, entry.entry_id, CONTESTED)
        for flow in entry.async_get_active_flows(self.hass, set(_OF_AN_ENTRY)):
            if flow["flow_id"] != self.flow_id:
                self.hass.config_entries.flow.async_abort(flow["flow_id"])


def _error_key(err: EwelinkError) -> str:
    """Return the key of the text that tells why signing in failed."""
    match err:
        case EwelinkWrongPasswordError():
            return "wrong_password"
        case EwelinkUnknownUserError():
            return "unknown_user"
        case _:
            return translation_key(err)
