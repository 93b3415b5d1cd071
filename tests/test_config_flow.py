"""Tests of signing in: each source, each error with its recovery."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.domain_data import DATA_SHARED
from custom_components.ewelink.sign_in.base import NOT_CHANGED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from .flow import LOGIN, add, logins, start, submit, suggested, typed_in
from .home import signed_in, until
from .simulator import Simulator
from .simulator.accounts import OAUTH_APP_ID
from .simulator.canaries import OAUTH_APP_SECRET, PASSWORD

FAMILY = "GET /v2/family"

type Change = Callable[[Simulator, HomeAssistant], None]

pytestmark = pytest.mark.usefixtures("quick")


async def test_account_is_added(hass: HomeAssistant, simulator: Simulator) -> None:
    """An entry holds what connecting needs, and its title is the user name."""
    result = await add(hass, typed_in(simulator))

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


async def test_copied_blanks_are_dropped(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """An APPID that was copied with blanks around it is taken without them."""
    account = simulator.account
    typed = typed_in(
        simulator,
        app_id=f" {account.app_id}\n",
        app_secret=f"\t{account.app_secret} ",
    )
    result = await add(hass, typed)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["app_id"] == account.app_id
    assert result["data"]["app_secret"] == account.app_secret


async def test_tokens_that_are_renewed_while_devices_are_counted(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """The entry gets the pair that is valid by then."""
    simulator.fail_next(FAMILY, error=402)
    result = await add(hass, typed_in(simulator))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    [pair] = simulator.cloud.tokens.live()
    tokens = result["data"]["tokens"]
    assert (tokens["access"], tokens["refresh"]) == (pair.access, pair.refresh)
    calls = [call.interface for call in simulator.calls]
    assert calls.count("POST /v2/user/refresh") == 1


async def test_number_of_devices_is_shown(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """The last page of the flow tells how many devices were found."""
    result = await add(hass, typed_in(simulator))

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
    await add(hass, typed_in(simulator))

    assert logins(simulator) == ["eu", "as"]


async def test_unknown_user_is_looked_for(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """Each region is asked once for a user that it may know."""
    await add(hass, typed_in(simulator, username="nobody@example.com"))

    assert sorted(logins(simulator)) == ["as", "cn", "eu", "us"]


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
    result = await add(hass, user_input)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == username


async def test_country_is_preselected(hass: HomeAssistant, quick: None) -> None:
    """The country of Home Assistant is the likeliest one."""
    hass.config.country = "SG"

    assert suggested(await start(hass)) == {"country": "SG"}


def _refuse_calls(simulator: Simulator, hass: HomeAssistant) -> None:
    limiter = Limiter(Limits(calls_per_window=1, longest_wait=0.01))
    hass.data[DATA_SHARED].limiter = limiter
    limiter._sent.append(hass.loop.time())


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
    pytest.param(_nothing, {"app_secret": "x" * 32}, "signature_refused", id="secret"),
    pytest.param(_fail(error=412), {}, "quota_used_up", id="412"),
    pytest.param(_fail(status=403, error=403), {}, "quota_used_up", id="HTTP 403"),
    pytest.param(_fail(status=403), {}, "cannot_connect", id="HTTP 403 of another"),
    pytest.param(_fail(status=502), {}, "cannot_connect", id="HTTP 502"),
    pytest.param(_fail(FAMILY, status=502), {}, "cannot_connect", id="list fails"),
    pytest.param(_fail(FAMILY, error=407), {}, "app_id_not_allowed", id="list refused"),
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
    result = await add(hass, typed_in(simulator, **typed))

    assert result["type"] is FlowResultType.FORM
    assert result["errors"] == {"base": error}

    hass.data[DATA_SHARED].limiter = limiter
    result = await submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_stopped_cloud_and_recovery(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """A cloud that is away can be tried again when it is back."""
    await simulator.stop()
    result = await add(hass, typed_in(simulator))
    assert result["errors"] == {"base": "cannot_connect"}

    await simulator.start()
    result = await submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_number_of_an_error_is_shown(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """An error without a text of its own is told by its number."""
    simulator.fail_next(LOGIN, error=5)
    result = await add(hass, typed_in(simulator))

    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["code"] == "5"


async def test_unexpected_exception_and_recovery(
    hass: HomeAssistant, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody thought of is logged, without secrets."""
    seam = "custom_components.ewelink.sign_in.new_account.sign_in"
    with patch(seam, autospec=True, side_effect=KeyError(PASSWORD)):
        result = await add(hass, typed_in(simulator))
    assert result["errors"] == {"base": "unknown"}
    assert "Unexpected KeyError in" in caplog.text
    assert PASSWORD not in caplog.text
    assert not [secret for secret in simulator.secrets() if secret in caplog.text]
    caplog.clear()

    result = await submit(hass, result, typed_in(simulator))
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_form_keeps_what_is_not_secret(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """After an error only the password is typed again; no secret is sent back."""
    result = await add(hass, typed_in(simulator, password="wrong"))

    assert suggested(result) == {
        "username": simulator.account.username,
        "country": "DE",
        "app_id": simulator.account.app_id,
        "app_secret": NOT_CHANGED,
    }


def test_data_of_the_tests_is_that_of_the_flow(simulator: Simulator) -> None:
    """Entries that tests make are like those of the flow."""
    keys = {"country", "region", "app_id", "app_secret", "apikey", "tokens"}
    assert signed_in(simulator).keys() == keys
