"""What all ways of signing in share: forms, failures, and how a flow ends."""

import asyncio
from collections.abc import Awaitable, Coroutine, Mapping
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Any, Final, override

import voluptuous as vol

from homeassistant.config_entries import (
    SOURCE_REAUTH,
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigFlowResult,
)
from homeassistant.const import CONF_PASSWORD
from homeassistant.core import DOMAIN as HOMEASSISTANT_DOMAIN, callback
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler

from ..api.auth.oauth import CODE_LIFE
from ..api.bugs import traceback_of
from ..api.errors import (
    EwelinkError,
    EwelinkUnknownUserError,
    EwelinkWrongPasswordError,
)
from ..const import (
    APP_ID_URL,
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_TAKE_OVER,
    DOMAIN,
)
from ..domain_data import DATA_SHARED
from ..entry_data import async_sign_out
from ..errors import translation_key
from ..issues import CONTESTED, async_delete_issues
from ..take_over.offer import TAKE_OVER_SCHEMA, Offer, async_offer_account
from ..take_over.theirs import async_shown, async_their_entries
from .new_account import NewAccount

_LOGGER = logging.getLogger(__name__)

# What a form shows in place of an app secret that was typed before. The secret itself
# stays here: what a form suggests is sent to the browser.
NOT_CHANGED: Final = "__**app_secret_not_changed**__"
_SECRETS: Final = (CONF_PASSWORD, CONF_APP_SECRET)
_OF_AN_ENTRY: Final = (SOURCE_REAUTH, SOURCE_RECONFIGURE)


@dataclass(frozen=True, slots=True)
class _Offered:
    """An account that has signed in, and what it could go on with."""

    account: NewAccount
    title: str
    count: int
    offer: Offer


class SignInFlow(AbstractOAuth2FlowHandler):
    """A flow whose every failure can be followed by another try."""

    DOMAIN = DOMAIN

    _error: str | None = None
    _failure: EwelinkError | None = None
    _app_secret: str | None = None
    _offered: _Offered | None = None

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
        """Show a form that keeps what was typed, except the password."""
        if schema is not None and typed is not None:
            kept = {key: typed[key] for key in typed if key not in _SECRETS}
            if self._app_secret is not None:
                kept[CONF_APP_SECRET] = NOT_CHANGED
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

    def with_app_secret(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was typed, with the app secret that was typed before it."""
        secret = typed.get(CONF_APP_SECRET, "").strip()
        if secret == NOT_CHANGED:
            secret = self._app_secret or ""
        self._app_secret = secret or None
        return {**typed, CONF_APP_SECRET: secret}

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

    async def async_take_over(
        self, sign_in: Awaitable[NewAccount]
    ) -> NewAccount | None:
        """Await a sign-in; its result reaches the entry, be there a dialog or not.

        It ends the older session of the same APPID, and with it the entry's.
        """
        account = await self.async_try(sign_in)
        if account is not None:
            self._async_give_to_entry(account.data)
        return account

    @callback
    def async_begin(
        self, sign_in: Coroutine[Any, Any, NewAccount]
    ) -> asyncio.Task[NewAccount | None]:
        """Begin to take over a sign-in; a dialog that is closed does not end that."""
        return self.hass.async_create_task(
            self.async_take_over(sign_in), f"{DOMAIN} sign-in"
        )

    async def async_finish(
        self, account: NewAccount, title: str
    ) -> ConfigFlowResult | None:
        """End the flow with an account, or return None where there is more to tell."""
        entry = self.entry
        if entry is None:
            return await self._async_add(account, title)
        if account.data[CONF_ACCOUNT_KEY] != entry.unique_id:
            self._error = "wrong_account"
            return None
        return self.async_abort(
            reason=f"{self.source}_successful", translation_domain=HOMEASSISTANT_DOMAIN
        )

    async def _async_add(
        self, account: NewAccount, title: str
    ) -> ConfigFlowResult | None:
        """Add an account that has no entry."""
        await self.async_set_unique_id(account.data[CONF_ACCOUNT_KEY])
        self._abort_if_unique_id_configured()
        if async_their_entries(self.hass):
            return await self._async_offer(account, title)
        count = await self.async_try(account.async_count_devices())
        if count is None:
            return None
        return self._async_create(account, title, count)

    async def _async_offer(
        self, account: NewAccount, title: str
    ) -> ConfigFlowResult | None:
        """Offer to go on with what SonoffLAN has, before the account is added."""
        ours = await self.async_try(account.async_devices())
        if ours is None:
            return None
        shown = async_shown(self.hass)
        free = {key: it for key, it in ours.items() if key not in shown}
        offer = await async_offer_account(self.hass, free)
        self._offered = _Offered(account, title, len(ours), offer)
        return await self.async_step_take_over()

    async def async_step_take_over(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask whether to go on with what SonoffLAN has."""
        offered = self._offered
        if TYPE_CHECKING:
            assert offered is not None
        if user_input is None:
            told = offered.offer.placeholders
            return self.show("take_over", TAKE_OVER_SCHEMA, None, **told)
        account = offered.account
        if user_input[CONF_TAKE_OVER]:
            account_key = account.data[CONF_ACCOUNT_KEY]
            account.data.update(offered.offer.async_agree(account_key))
        return self._async_create(account, offered.title, offered.count)

    @callback
    def _async_create(
        self, account: NewAccount, title: str, count: int
    ) -> ConfigFlowResult:
        return self.async_create_entry(
            title=title,
            data=account.data,
            description="found",
            description_placeholders={"devices": str(count)},
        )

    @callback
    def _async_give_to_entry(self, data: dict[str, Any]) -> None:
        """Give a session to the entry of its account, where it replaces the older.

        That is so where the entry asked for it, and where it has the same APPID.
        """
        entries = self.hass.config_entries
        entry = entries.async_entry_for_domain_unique_id(DOMAIN, data[CONF_ACCOUNT_KEY])
        if entry is None:
            return
        has_other_app = entry.data.get(CONF_APP_ID) != data[CONF_APP_ID]
        if has_other_app and entry is not self.entry:
            return
        keepers = self.hass.data[DATA_SHARED].account_tokens
        older, keeper = dict(entry.data), keepers.async_find(entry)
        data = keepers.async_replace(entry, data)
        entries.async_update_entry(entry, data=data)
        if has_other_app:
            # The sign-in left the session of the other APPID as it was.
            self.hass.async_create_background_task(
                async_sign_out(self.hass, older, keeper), f"{DOMAIN} sign-out"
            )
        self._async_forget_trouble(entry)
        entries.async_schedule_reload(entry.entry_id)

    @callback
    def _async_forget_trouble(self, entry: ConfigEntry) -> None:
        """Forget what was wrong with the older session, and other flows about it."""
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
