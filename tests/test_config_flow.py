"""Tests of signing in: each source, each error with its recovery."""

from collections.abc import Callable
import logging
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.ewelink.api.limiter import Limiter, Limits
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.shared import DATA_SHARED
from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from .conftest import typed_in
from .home import Home, signed_in, until
from .simulator import Simulator
from .simulator.accounts import (
    CHINESE,
    EUROPEAN,
    NEIGHBOUR,
    OAUTH_APP_ID,
    PHONE_APP_ID,
)
from .simulator.canaries import OAUTH_APP_SECRET, PHONE_APP_SECRET

LOGIN = "POST /v2/user/login"
FAMILY = "GET /v2/family"

type Change = Callable[[Simulator, HomeAssistant], None]

pytestmark = pytest.mark.usefixtures("quick")


async def _start(hass: HomeAssistant) -> ConfigFlowResult:
    """Go to the form by the menu."""
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    assert result["type"] is FlowResultType.MENU
    assert result["menu_options"] == ["password"]
    return await hass.config_entries.flow.async_configure(
        result["flow_id"], {"next_step_id": "password"}
    )


async def _submit(
    hass: HomeAssistant, result: ConfigFlowResult, user_input: dict[str, Any]
) -> ConfigFlowResult:
    result = await hass.config_entries.flow.async_configure(
        result["flow_id"], user_input
    )
    await hass.async_block_till_done()
    return result


async def _add(hass: HomeAssistant, user_input: dict[str, Any]) -> ConfigFlowResult:
    return await _submit(hass, await _start(hass), user_input)


def _suggested(result: ConfigFlowResult) -> dict[str, Any]:
    schema = result["data_schema"]
    assert schema is not None
    return {
        str(key): key.description["suggested_value"]
        for key in schema.schema
        if key.description and "suggested_value" in key.description
    }


def _logins(simulator: Simulator) -> list[str]:
    return [call.region for call in simulator.calls if call.interface == LOGIN]


def _account(simulator: Simulator, apikey: str, **changes: Any) -> dict[str, Any]:
    account = simulator.world.account(apikey)
    assert account is not None
    return typed_in(
        simulator,
        username=account.username or account.phone,
        password=account.password,
        **changes,
    )


async def test_account_is_added(hass: HomeAssistant, simulator: Simulator) -> None:
    """An entry holds what connecting needs, and its title is the user name."""
    result = await _add(hass, typed_in(simulator))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == simulator.account.username
    assert result["result"].unique_id == simulator.account.apikey
    assert result["result"].state is ConfigEntryState.LOADED
    data = dict(result["data"])
    tokens = data.pop("tokens")
    assert data == {
        "country": "DE",
        "region": "as",
        "app_id": simulator.account.app_id,
        "app_secret": simulator.account.app_secret,
        "apikey": simulator.account.apikey,
    }
    [pair] = simulator.cloud.tokens.live()
    assert (tokens["access"], tokens["refresh"]) == (pair.access, pair.refresh)


async def test_number_of_devices_is_shown(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """The last page of the flow tells how many devices were found."""
    result = await _add(hass, typed_in(simulator))

    assert result["description"] == "found"
    assert result["description_placeholders"] == {
        "devices": str(len(simulator.devices))
    }
    listed = result["result"].runtime_data.data
    await until(lambda: len(listed) == len(simulator.devices))


async def test_other_region_is_followed(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """The region that the cloud names is asked next."""
    await _add(hass, typed_in(simulator))

    assert _logins(simulator) == ["eu", "as"]


async def test_unknown_user_is_looked_for(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """Each region is asked once for a user that it may know."""
    await _add(hass, typed_in(simulator, username="nobody@example.com"))

    assert sorted(_logins(simulator)) == ["as", "cn", "eu", "us"]


@pytest.mark.parametrize(
    ("username", "country"),
    [
        pytest.param("+6590007319", "DE", id="with dial code"),
        pytest.param("90007319", "SG", id="dial code of the country"),
        pytest.param("9000-73 19", "SG", id="as people write it"),
    ],
)
async def test_phone_number(
    hass: HomeAssistant, simulator: Simulator, username: str, country: str
) -> None:
    """A phone number signs in as well as an e-mail address."""
    user_input = typed_in(simulator, username=username, country=country)
    result = await _add(hass, user_input)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == username


async def test_country_is_preselected(hass: HomeAssistant, quick: None) -> None:
    """The country of Home Assistant is the likeliest one."""
    hass.config.country = "SG"

    assert _suggested(await _start(hass)) == {"country": "SG"}


def _refuse_calls(simulator: Simulator, hass: HomeAssistant) -> None:
    limiter = Limiter(Limits(spacing=60, longest_wait=0.01))
    hass.data[DATA_SHARED].limiter = limiter
    limiter._lanes[LOGIN].free_at = hass.loop.time() + 60


def _fail(interface: str = LOGIN, **fault: Any) -> Change:
    return lambda simulator, _: simulator.fail_next(interface, **fault)


def _nothing(simulator: Simulator, hass: HomeAssistant) -> None:
    """Change nothing at the cloud."""


OAUTH = {"app_id": OAUTH_APP_ID, "app_secret": OAUTH_APP_SECRET}
ERRORS = [
    pytest.param(_nothing, {"password": "wrong"}, "wrong_password", id="password"),
    pytest.param(
        _nothing, {"username": "nobody@example.com"}, "unknown_user", id="user"
    ),
    pytest.param(_nothing, OAUTH, "app_id_refused", id="kind of APPID"),
    pytest.param(_nothing, {"app_secret": "x" * 32}, "signature_refused", id="secret"),
    pytest.param(_fail(error=412), {}, "quota_used_up", id="412"),
    pytest.param(_fail(status=403), {}, "quota_used_up", id="HTTP 403"),
    pytest.param(_fail(status=502), {}, "cannot_connect", id="HTTP 502"),
    pytest.param(_fail(FAMILY, status=502), {}, "cannot_connect", id="list fails"),
    pytest.param(_fail(FAMILY, error=407), {}, "app_id_refused", id="list refused"),
    pytest.param(_fail(error=400), {}, "signature_refused", id="400"),
    pytest.param(_fail(error=5), {}, "refused", id="unknown number"),
    pytest.param(_refuse_calls, {}, "limited", id="limiter"),
]


@pytest.mark.parametrize(("change", "typed", "error"), ERRORS)
async def test_error_and_recovery(
    hass: HomeAssistant,
    simulator: Simulator,
    change: Change,
    typed: dict[str, str],
    error: str,
) -> None:
    """Each failure has a text of its own, and the same flow can go on."""
    limiter = hass.data[DATA_SHARED].limiter
    change(simulator, hass)
    result = await _add(hass, typed_in(simulator, **typed))

    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}

    hass.data[DATA_SHARED].limiter = limiter
    result = await _submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_stopped_cloud_and_recovery(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """A cloud that is away can be tried again when it is back."""
    await simulator.stop()
    result = await _add(hass, typed_in(simulator))
    assert result["errors"] == {"base": "cannot_connect"}

    await simulator.start()
    result = await _submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_number_of_an_error_is_shown(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """An error without a text of its own is told by its number."""
    simulator.fail_next(LOGIN, error=5)
    result = await _add(hass, typed_in(simulator))

    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["code"] == "5"


async def test_unexpected_exception_and_recovery(
    hass: HomeAssistant, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody thought of is logged, without secrets."""
    with patch(
        "custom_components.ewelink.account.sign_in", autospec=True, side_effect=KeyError
    ):
        result = await _add(hass, typed_in(simulator))
    assert result["errors"] == {"base": "unknown"}
    assert "Unexpected exception" in caplog.text
    assert not [secret for secret in simulator.secrets() if secret in caplog.text]
    caplog.clear()

    result = await _submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_form_keeps_what_is_not_secret(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """After an error only the password and the app secret are typed again."""
    result = await _add(hass, typed_in(simulator, password="wrong"))

    assert _suggested(result) == {
        "username": simulator.account.username,
        "country": "DE",
        "app_id": simulator.account.app_id,
    }


async def test_account_is_added_once(home: Home) -> None:
    """An account that is there is refused."""
    await home.set_up()
    result = await _add(home.hass, typed_in(home.simulator))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_existing_entry_goes_on_with_the_new_tokens(home: Home) -> None:
    """A second sign-in ends the session of the entry, which takes over the new one."""
    await home.set_up()
    await _add(home.hass, typed_in(home.simulator))
    await home.hass.async_block_till_done()

    [pair] = home.simulator.cloud.tokens.live()
    assert home.entry.data["tokens"]["access"] == pair.access
    assert home.entry.state is ConfigEntryState.LOADED
    await until(lambda: home.simulator.sessions == 1)
    assert not home.hass.config_entries.flow.async_progress()


async def test_existing_entry_is_not_disturbed_by_a_slow_list(home: Home) -> None:
    """The entry has its new tokens before its socket finds the old ones refused."""
    await home.set_up()
    home.simulator.delay(1.2, FAMILY)
    await _add(home.hass, typed_in(home.simulator))

    assert not home.hass.config_entries.flow.async_progress()


async def test_existing_entry_of_another_app_keeps_its_tokens(home: Home) -> None:
    """A session of another APPID is not ended by a sign-in."""
    await home.set_up()
    data = home.entry.data
    phone_app = {"app_id": PHONE_APP_ID, "app_secret": PHONE_APP_SECRET}
    result = await _add(home.hass, typed_in(home.simulator, **phone_app))

    assert result["reason"] == "already_configured"
    assert home.entry.data == data
    assert home.simulator.sessions == 1


async def test_two_accounts(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Two accounts live side by side, also where they share a device."""
    await home.set_up()
    result = await _add(home.hass, _account(home.simulator, NEIGHBOUR))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].state is ConfigEntryState.LOADED
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.simulator.sessions == 2
    gate = home.sim("Neighbour's gate").device_id
    assert gate in home.coordinator.data
    assert gate in result["result"].runtime_data.data
    assert not [it for it in caplog.records if it.levelno >= logging.ERROR]


@pytest.mark.parametrize(
    ("apikey", "country", "regions"),
    [
        pytest.param(EUROPEAN, "DE", ["eu"], id="eu"),
        pytest.param(CHINESE, "CN", ["cn"], id="cn"),
        pytest.param(EUROPEAN, "US", ["us", "eu"], id="moved"),
    ],
)
async def test_regions(
    hass: HomeAssistant,
    simulator: Simulator,
    apikey: str,
    country: str,
    regions: list[str],
) -> None:
    """The country decides which region is asked first."""
    result = await _add(hass, _account(simulator, apikey, country=country))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["region"] == regions[-1]
    assert _logins(simulator) == regions


async def _reauth(home: Home) -> ConfigFlowResult:
    """Let the cloud refuse the tokens; return the form that this starts."""
    home.simulator.kill_tokens()
    await home.set_up()
    assert home.entry.state is ConfigEntryState.SETUP_ERROR
    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["step_id"] == "reauth_confirm"
    return await home.hass.config_entries.flow.async_configure(flow["flow_id"])


def _typed_again(simulator: Simulator, **changes: str) -> dict[str, str]:
    account = simulator.account
    return {"username": account.username, "password": account.password, **changes}


async def test_reauth(home: Home) -> None:
    """A new sign-in brings the entry back."""
    result = await _reauth(home)
    assert _suggested(result) == {"username": home.simulator.account.username}

    result = await _submit(home.hass, result, _typed_again(home.simulator))
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    assert home.entry.state is ConfigEntryState.LOADED
    [pair] = home.simulator.cloud.tokens.live()
    assert home.entry.data["tokens"]["access"] == pair.access


async def test_reauth_wrong_password_and_recovery(home: Home) -> None:
    """A mistyped password is no reason to start again."""
    result = await _reauth(home)
    typed = _typed_again(home.simulator, password="wrong")
    result = await _submit(home.hass, result, typed)
    assert result["errors"] == {"base": "wrong_password"}

    result = await _submit(home.hass, result, _typed_again(home.simulator))
    assert result["reason"] == "reauth_successful"


async def test_reauth_of_another_account(home: Home) -> None:
    """The entry keeps its account."""
    result = await _reauth(home)
    data = home.entry.data
    other = _account(home.simulator, NEIGHBOUR)
    typed = _typed_again(
        home.simulator, username=other["username"], password=other["password"]
    )
    result = await _submit(home.hass, result, typed)

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "wrong_account"
    assert home.entry.data == data


async def test_new_sign_in_cures_an_entry_that_was_refused(home: Home) -> None:
    """Adding an account again does what signing in again does."""
    await _reauth(home)
    result = await _add(home.hass, typed_in(home.simulator))

    assert result["reason"] == "already_configured"
    assert home.entry.state is ConfigEntryState.LOADED
    assert not home.hass.config_entries.flow.async_progress()


def test_data_of_the_tests_is_that_of_the_flow(simulator: Simulator) -> None:
    """Entries that tests make are like those of the flow."""
    keys = {"country", "region", "app_id", "app_secret", "apikey", "tokens"}
    assert signed_in(simulator).keys() == keys
