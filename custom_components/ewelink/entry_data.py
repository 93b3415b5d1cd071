"""An account between its config entry and the client."""

from collections.abc import Callable, Mapping, Sequence
import logging
from typing import Any, Final

from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_REGION, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .api.auth.oauth import account_keys, prove_one
from .api.auth.password import sign_in
from .api.auth.tokens import Tokens
from .api.client import EwelinkClient
from .api.errors import EwelinkError
from .api.http.cloud_http import AppCredentials, CloudHttp, SignInKind
from .api.models import Account, Home
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
    DOMAIN,
)
from .domain_data import DATA_SHARED

_LOGGER = logging.getLogger(__name__)

FREE_CALLS: Final = 50_000
_MOST_PROOFS: Final = 3


@callback
def _ignore(_: object) -> None:
    """Leave it to who calls."""


def _app(data: Mapping[str, Any]) -> AppCredentials:
    return AppCredentials(
        app_id=data[CONF_APP_ID],
        app_secret=data[CONF_APP_SECRET],
        kind=SignInKind.OAUTH if is_oauth(data) else SignInKind.PASSWORD,
    )


def is_oauth(data: Mapping[str, Any]) -> bool:
    """Return whether an entry was signed in on the vendor's page."""
    return CONF_AUTH_IMPLEMENTATION in data


def caller(data: Mapping[str, Any]) -> tuple[str, str]:
    """Return as whom an entry calls, and where: its APPID and region."""
    return _app(data).app_id, data[CONF_REGION]


def calls_limit(data: Mapping[str, Any]) -> int | None:
    """Return how many calls a month the vendor gives an entry, None if unknown."""
    return FREE_CALLS if is_oauth(data) else None


@callback
def async_forget_calls(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """Forget the calls of an entry that was removed, unless others make them too."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False)
    if caller(data) not in {caller(entry.data) for entry in entries}:
        hass.data[DATA_SHARED].calls.forget(*caller(data))


def async_client(
    hass: HomeAssistant,
    data: Mapping[str, Any],
    on_tokens: Callable[[Tokens], None],
    on_trouble: Callable[[EwelinkError], None] = _ignore,
) -> EwelinkClient:
    """Return the client that the data of an entry describe."""
    shared = hass.data[DATA_SHARED]
    account_key, app = data[CONF_ACCOUNT_KEY], _app(data)
    return EwelinkClient(
        async_get_clientsession(hass),
        shared.cloud,
        shared.limiter,
        app=app,
        account=Account(apikey=account_key, region=data[CONF_REGION]),
        tokens=Tokens.from_dict(data[CONF_TOKENS]),
        on_tokens=on_tokens,
        on_trouble=on_trouble,
        contention=shared.contention(account_key, app.app_id),
    )


def left_out_homes(options: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of the homes that the options of an entry leave out."""
    return frozenset(options.get(CONF_LEFT_OUT_HOMES, ()))


async def async_sign_in(
    hass: HomeAssistant, user_input: Mapping[str, Any]
) -> dict[str, Any]:
    """Sign in and return the data of an entry. Raises EwelinkError."""
    shared = hass.data[DATA_SHARED]
    app = {key: user_input[key].strip() for key in (CONF_APP_ID, CONF_APP_SECRET)}
    http = CloudHttp(
        async_get_clientsession(hass), shared.cloud, shared.limiter, _app(app)
    )
    result = await sign_in(
        http,
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

    async def async_identify(self) -> None:
        """Find whose tokens these are, and prove it. Raises EwelinkError."""
        self._homes = await self._client("").homes()
        keys = account_keys(self._homes)[:_MOST_PROOFS]
        proven = await prove_one(self._client(key) for key in keys)
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

    def _client(self, account_key: str) -> EwelinkClient:
        data = {**self.data, CONF_ACCOUNT_KEY: account_key}
        return async_client(self._hass, data, self._keep)

    @callback
    def _keep(self, tokens: Tokens) -> None:
        self.data[CONF_TOKENS] = tokens.to_dict()


async def async_sign_out(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """End the session of an account, unless the cloud does not answer in time."""
    client = async_client(hass, data, _ignore)
    try:
        await client.sign_out()
    except EwelinkError as err:
        _LOGGER.debug("The session was not ended: %s", err)
