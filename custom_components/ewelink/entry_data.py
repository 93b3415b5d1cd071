"""An account between its config entry and the client."""

from collections.abc import Mapping
from datetime import timedelta
import logging
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import CONF_REGION
from homeassistant.core import HomeAssistant, callback

from .api.auth.contention import Contention
from .api.auth.token_keeper import TokenKeeper
from .api.auth.tokens import Tokens
from .api.client import EwelinkClient
from .api.errors import EwelinkError
from .api.http.cloud_http import AppCredentials, CloudHttp, SignInKind
from .api.models import Account
from .api.wire import Params, ReadOnlyParams, as_object
from .const import (
    CONF_ACCOUNT_KEY,
    CONF_APP_ID,
    CONF_APP_SECRET,
    CONF_AUTH_IMPLEMENTATION,
    CONF_LEFT_OUT_HOMES,
    CONF_LOCAL_CONTROL,
    CONF_RADIO,
    CONF_TOKENS,
    DOMAIN,
)
from .domain_data import DATA_SHARED
from .inventory.list_calls import LIST_INTERVAL
from .local_control import LocalControl

_LOGGER = logging.getLogger(__name__)

FREE_CALLS: Final = 50_000


def app_of(data: Mapping[str, Any]) -> AppCredentials:
    """Return as whom an entry calls, from its data or from what was typed."""
    return AppCredentials(
        app_id=data[CONF_APP_ID],
        app_secret=data[CONF_APP_SECRET],
        kind=SignInKind.OAUTH if is_oauth(data) else SignInKind.PASSWORD,
        monthly_calls=calls_limit(data),
    )


def has_account(data: Mapping[str, Any]) -> bool:
    """Return whether an entry is an account: devices in DIY mode need none."""
    return CONF_ACCOUNT_KEY in data


def is_oauth(data: Mapping[str, Any]) -> bool:
    """Return whether an entry was signed in on the vendor's page."""
    return CONF_AUTH_IMPLEMENTATION in data


def caller(data: Mapping[str, Any]) -> tuple[str, str]:
    """Return as whom an entry calls, and where: its APPID and region."""
    return app_of(data).app_id, data[CONF_REGION]


def calls_limit(data: Mapping[str, Any]) -> int | None:
    """Return how many calls a month the vendor gives an entry, None if unknown."""
    return FREE_CALLS if is_oauth(data) else None


@callback
def async_list_interval(
    hass: HomeAssistant, entry: ConfigEntry, calls: int
) -> timedelta:
    """Return when an account's list is read again, a read of which makes some calls.

    Without an account it makes none.
    """
    if not has_account(entry.data):
        return LIST_INTERVAL
    list_calls = hass.data[DATA_SHARED].list_calls
    app_id, _ = caller(entry.data)
    list_calls.set(entry.entry_id, app_id, calls)
    return list_calls.interval(app_id, calls_limit(entry.data) or FREE_CALLS)


@callback
def async_forget_calls(hass: HomeAssistant, data: Mapping[str, Any]) -> None:
    """Forget the calls of an entry that was removed, unless others make them too."""
    entries = hass.config_entries.async_entries(DOMAIN, include_ignore=False)
    others = (entry.data for entry in entries if has_account(entry.data))
    if caller(data) not in map(caller, others):
        hass.data[DATA_SHARED].calls.forget(*caller(data))


def async_http(hass: HomeAssistant, app: AppCredentials) -> CloudHttp:
    """Return what calls the cloud as an APPID."""
    shared = hass.data[DATA_SHARED]
    return CloudHttp(shared.session, shared.cloud, shared.limiter, app)


def async_client(
    hass: HomeAssistant, data: Mapping[str, Any], keeper: TokenKeeper | None = None
) -> EwelinkClient:
    """Return the client that the data of an entry describe.

    Without a keeper it has one of its own, for the tokens in the data.
    """
    shared = hass.data[DATA_SHARED]
    app = app_of(data)
    return EwelinkClient(
        shared.session,
        shared.cloud,
        shared.limiter,
        app=app,
        account=Account(apikey=data[CONF_ACCOUNT_KEY], region=data[CONF_REGION]),
        keeper=keeper or _own_keeper(hass, data),
    )


def _own_keeper(hass: HomeAssistant, data: Mapping[str, Any]) -> TokenKeeper:
    return TokenKeeper(
        http=async_http(hass, app_of(data)),
        region=data[CONF_REGION],
        tokens=Tokens.from_dict(data[CONF_TOKENS]),
        contention=Contention(),
    )


def left_out_homes(options: Mapping[str, Any]) -> frozenset[str]:
    """Return the ids of the homes that the options of an entry leave out."""
    return frozenset(options.get(CONF_LEFT_OUT_HOMES, ()))


def radio_settings(options: Mapping[str, Any]) -> dict[str, Params]:
    """Return what the options of an entry tell of radio bridges, by deviceid."""
    told = as_object(options.get(CONF_RADIO)) or {}
    return {key: as_object(it) or {} for key, it in told.items()}


def with_radio_settings(
    options: Mapping[str, Any], device_id: str, settings: ReadOnlyParams
) -> dict[str, Any]:
    """Return options that tell something else of a radio bridge; all others stay."""
    told = as_object(options.get(CONF_RADIO)) or {}
    others = {key: it for key, it in told.items() if key != device_id}
    radio = others | ({device_id: dict(settings)} if settings else {})
    kept = {key: it for key, it in options.items() if key != CONF_RADIO}
    return kept | ({CONF_RADIO: radio} if radio else {})


def local_control(options: Mapping[str, Any]) -> LocalControl:
    """Return what the options of an entry choose about the local network."""
    return LocalControl.from_options(options.get(CONF_LOCAL_CONTROL))


def with_local_control(
    options: Mapping[str, Any], chosen: LocalControl
) -> dict[str, Any]:
    """Return options that choose otherwise about the local network; others stay."""
    kept = {key: it for key, it in options.items() if key != CONF_LOCAL_CONTROL}
    option = chosen.as_option
    return kept | ({CONF_LOCAL_CONTROL: option} if option else {})


async def async_sign_out(
    hass: HomeAssistant, data: Mapping[str, Any], keeper: TokenKeeper | None = None
) -> None:
    """End the session of an account, unless the cloud does not answer in time."""
    if keeper is not None:
        await keeper.settle()
    client = async_client(hass, data, keeper)
    try:
        await client.sign_out()
    except EwelinkError as err:
        _LOGGER.debug("The session was not ended: %s", err)
