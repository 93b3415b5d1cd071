"""An account between its config entry and the client."""

from collections.abc import Callable, Mapping
import logging
from typing import Any

from homeassistant.const import CONF_COUNTRY, CONF_PASSWORD, CONF_REGION, CONF_USERNAME
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.aiohttp_client import async_get_clientsession

from .api.auth import sign_in
from .api.client import EwelinkClient
from .api.errors import EwelinkError
from .api.http import AppCredentials, CloudHttp
from .api.models import Account
from .api.tokens import Tokens
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_LEFT_OUT_HOMES,
    CONF_TOKENS,
)
from .shared import DATA_SHARED

_LOGGER = logging.getLogger(__name__)


def _app(data: Mapping[str, Any]) -> AppCredentials:
    return AppCredentials(app_id=data[CONF_APP_ID], app_secret=data[CONF_APP_SECRET])


def async_client(
    hass: HomeAssistant, data: Mapping[str, Any], on_tokens: Callable[[Tokens], None]
) -> EwelinkClient:
    """Return the client that the data of an entry describe."""
    shared = hass.data[DATA_SHARED]
    return EwelinkClient(
        async_get_clientsession(hass),
        shared.cloud,
        shared.limiter,
        app=_app(data),
        account=Account(apikey=data[CONF_ACCOUNT_KEY], region=data[CONF_REGION]),
        tokens=Tokens.from_dict(data[CONF_TOKENS]),
        on_tokens=on_tokens,
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


async def async_count_devices(hass: HomeAssistant, data: dict[str, Any]) -> int:
    """Return how many devices an account's homes list. Raises EwelinkError.

    Only the first page of each home is read: a longer list counts by its total.
    Tokens that are renewed meanwhile replace those in the data.
    """

    @callback
    def _keep(tokens: Tokens) -> None:
        data[CONF_TOKENS] = tokens.to_dict()

    client = async_client(hass, data, _keep)
    count = 0
    for home in await client.homes():
        page = await client.things_page(home.id)
        is_full = page.received >= page.asked
        count += page.total if is_full and page.total else len(page.things)
    return count


async def async_sign_out(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """End the session of an account, unless the cloud does not answer in time."""
    client = async_client(hass, data, lambda _: None)
    try:
        await client.sign_out()
    except EwelinkError as err:
        _LOGGER.debug("The session was not ended: %s", err)
