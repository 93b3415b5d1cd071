"""An account between its sign-in and its entry."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_REGION, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback

from ..api.auth.password import sign_in
from ..api.auth.tokens import Tokens
from ..api.client import EwelinkClient
from ..api.errors import EwelinkRateLimitError
from ..api.identify import account_keys, is_owner, prove_one
from ..api.models import Home
from ..const import CONF_ACCOUNT_KEY, CONF_APP_ID, CONF_APP_SECRET, CONF_TOKENS
from ..devices.device import Device
from ..entry_data import app_of, async_client, async_http
from ..take_over.ours import async_read_ours

_MOST_PROOFS: Final = 3


async def async_sign_in(
    hass: HomeAssistant, user_input: Mapping[str, Any]
) -> dict[str, Any]:
    """Sign in and return the data of an entry. Raises EwelinkError."""
    app = {key: user_input[key].strip() for key in (CONF_APP_ID, CONF_APP_SECRET)}
    result = await sign_in(
        async_http(hass, app_of(app)),
        username=user_input[CONF_USERNAME],
        password=user_input[CONF_PASSWORD],
        country=user_input[CONF_COUNTRY],
    )
    return {
        CONF_COUNTRY: user_input[CONF_COUNTRY],
        CONF_REGION: result.region,
        **app,
        CONF_ACCOUNT_KEY: result.account.apikey,
        CONF_TOKENS: result.tokens.to_dict(),
    }


class NewAccount:
    """An account that has just signed in, before it has an entry.

    `data` are those of its entry; tokens that are renewed meanwhile are kept there.
    """

    def __init__(self, hass: HomeAssistant, data: dict[str, Any]) -> None:
        """Start with what is known; the account key may still be missing."""
        self._hass = hass
        self._homes: Sequence[Home] = ()
        self.data = data

    @property
    def name(self) -> str | None:
        """Return the name of a home of its own."""
        own = (it for it in self._homes if it.apikey == self.data[CONF_ACCOUNT_KEY])
        return next((home.name for home in own if home.name), None)

    async def async_identify(self, expected: str | None = None) -> None:
        """Find whose tokens these are, and prove it. Raises EwelinkError.

        No proof is asked for where a home of its own is the expected account's: the
        vendor limits how often it may be announced.
        """
        self._homes = await self._client("").homes()
        if expected is not None and is_owner(self._homes, expected):
            self.data[CONF_ACCOUNT_KEY] = expected
            return
        keys = account_keys(self._homes)[:_MOST_PROOFS]
        try:
            proven = await prove_one(self._client(key) for key in keys)
        except EwelinkRateLimitError:
            if keys != [expected]:
                raise
            self.data[CONF_ACCOUNT_KEY] = keys[0]
        else:
            self.data[CONF_ACCOUNT_KEY] = proven.account.apikey

    async def async_count_devices(self) -> int:
        """Return how many devices the account's homes list. Raises EwelinkError.

        Only the first page of each home is read: a longer list counts by its total.
        """
        client = self._client(self.data[CONF_ACCOUNT_KEY])
        self._homes = self._homes or await client.homes()
        count = 0
        for home in self._homes:
            page = await client.things_page(home.id)
            is_full = page.received >= page.asked
            count += page.total if is_full and page.total else len(page.things)
        return count

    async def async_devices(self) -> Mapping[str, Device]:
        """Return what the homes list, by deviceid. Raises EwelinkError."""
        client = self._client(self.data[CONF_ACCOUNT_KEY])
        return await async_read_ours(client, frozenset())

    def _client(self, account_key: str) -> EwelinkClient:
        data = {**self.data, CONF_ACCOUNT_KEY: account_key}
        client = async_client(self._hass, data)
        client.keeper.on_renewed = self._keep
        return client

    @callback
    def _keep(self, tokens: Tokens) -> None:
        self.data[CONF_TOKENS] = tokens.to_dict()
