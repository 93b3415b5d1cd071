"""The tokens of all accounts: one keeper per account and APPID in a Home Assistant.

A renewal outlives the client that began it: the cloud has replaced the pair by then.
"""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_REGION, EVENT_HOMEASSISTANT_STOP
from homeassistant.core import Event, HomeAssistant, callback

from .api.auth.contention import Contention
from .api.auth.token_keeper import TokenKeeper
from .api.auth.tokens import Tokens
from .api.http.cloud_http import CloudHttp
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_STORE_KEY,
    CONF_TAKE_OVER,
    CONF_TAKE_OVER_PLAIN,
    CONF_TOKENS,
)
from .token_store import TokenStore

STOP_SECONDS: Final = 10
# What a new sign-in leaves as it was.
_KEPT: Final = (CONF_STORE_KEY, CONF_TAKE_OVER, CONF_TAKE_OVER_PLAIN)

type _Key = tuple[str, str]


class AccountTokens:
    """Keeps a keeper for each entry that was set up, until the entry is removed."""

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with none, and wait for renewals when Home Assistant stops."""
        self._hass = hass
        self._keepers: dict[_Key, TokenKeeper] = {}
        self._contentions: dict[_Key, Contention] = {}
        hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, self._async_stop)

    def contention(self, account_key: str, app_id: str) -> Contention:
        """Return how the session of an account and APPID is contested."""
        return self._contentions.setdefault((account_key, app_id), Contention())

    async def async_of(self, entry: ConfigEntry, http: CloudHttp) -> TokenKeeper:
        """Return the keeper of an entry, with the newest tokens there are.

        The renewal that another client of the entry has begun is waited for.
        """
        store = TokenStore(self._hass, entry.entry_id)
        key = _key(entry)
        if (keeper := self._keepers.get(key)) is None:
            known = Tokens.from_dict(entry.data[CONF_TOKENS])
            stored = await store.async_load_tokens()
            if stored is not None and stored.is_newer_than(known):
                known = stored
            keeper = self._keepers.setdefault(
                key,
                TokenKeeper(
                    http=http,
                    region=entry.data[CONF_REGION],
                    tokens=known,
                    contention=self.contention(*key),
                ),
            )
        await keeper.settle()
        in_entry = Tokens.from_dict(entry.data[CONF_TOKENS])
        if not keeper.tokens.is_newer_than(in_entry) and keeper.tokens != in_entry:
            keeper.adopt(in_entry)
        keeper.region = entry.data[CONF_REGION]
        keeper.save = store.async_save_tokens
        return keeper

    @callback
    def async_find(self, entry: ConfigEntry) -> TokenKeeper | None:
        """Return the keeper of an entry, if it was set up."""
        return self._keepers.get(_key(entry))

    @callback
    def async_replace(
        self, entry: ConfigEntry, data: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Return what a new sign-in makes of an entry's data; its tokens count now."""
        keeper = self.async_find(entry)
        older = (
            Tokens.from_dict(entry.data[CONF_TOKENS])
            if keeper is None
            else keeper.tokens
        )
        tokens = Tokens.from_dict(data[CONF_TOKENS]).following(older)
        if keeper is not None and data[CONF_APP_ID] == entry.data[CONF_APP_ID]:
            keeper.adopt(tokens)
        else:
            self.async_detach(entry)
        self.contention(data[CONF_ACCOUNT_KEY], data[CONF_APP_ID]).reset()
        kept = {key: entry.data[key] for key in _KEPT if key in entry.data}
        return {**data, CONF_TOKENS: tokens.to_dict(), **kept}

    @callback
    def async_detach(self, entry: ConfigEntry) -> TokenKeeper | None:
        """Return the keeper of an entry, which tells nobody any more."""
        keeper = self._keepers.pop(_key(entry), None)
        if keeper is not None:
            keeper.detach()
        return keeper

    async def async_forget(self, entry: ConfigEntry) -> TokenKeeper | None:
        """Forget the tokens of an entry that was removed; return what held them."""
        keeper = self.async_detach(entry)
        await TokenStore(self._hass, entry.entry_id).async_remove()
        return keeper

    async def _async_stop(self, _event: Event) -> None:
        """Wait for the renewals on their way, but not for ever."""
        renewals = [
            asyncio.ensure_future(keeper.settle()) for keeper in self._keepers.values()
        ]
        if renewals:
            await asyncio.wait(renewals, timeout=STOP_SECONDS)


def _key(entry: ConfigEntry) -> _Key:
    return entry.data[CONF_ACCOUNT_KEY], entry.data[CONF_APP_ID]
