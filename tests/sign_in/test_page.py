"""Tests of signing in on the vendor's page."""

import time
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest

from custom_components.ewelink.application_credentials import (
    async_get_description_placeholders,
)
from custom_components.ewelink.const import DOMAIN
from homeassistant.components.application_credentials import DATA_COMPONENT
from homeassistant.config_entries import (
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.config_entry_oauth2_flow import MY_AUTH_CALLBACK_PATH

from ..flow import submit
from ..home import until
from ..page import CREDENTIAL, REDIRECT, Browser, asked, begin, keep_credential
from ..simulator.accounts import EUROPEAN, OAUTH_APP_ID, PHONE_APP_ID
from ..simulator.canaries import OAUTH_APP_SECRET, PHONE_APP_SECRET

OAUTH_APP: Final = {"app_id": OAUTH_APP_ID, "app_secret": OAUTH_APP_SECRET}

pytestmark = pytest.mark.usefixtures("quick")


async def test_account_is_added(browser: Browser) -> None:
    """An entry holds what connecting needs; the account key is proven."""
    hass, simulator = browser.hass, browser.simulator
    await keep_credential(hass)
    result = await browser.sign_in(await begin(hass))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "My home (AS)"
    assert result["description_placeholders"] == {
        "devices": str(len(simulator.devices))
    }
    entry = result["result"]
    assert entry.unique_id == simulator.account.apikey
    assert entry.state is ConfigEntryState.LOADED
    data = dict(entry.data)
    tokens = data.pop("tokens")
    assert data.pop("store_key")
    assert data == {
        "region": "as",
        "auth_implementation": CREDENTIAL,
        "apikey": simulator.account.apikey,
        **OAUTH_APP,
    }
    [pair] = simulator.cloud.tokens.live()
    assert (tokens["access"], tokens["refresh"]) == (pair.access, pair.refresh)
    assert tokens["access_expires"] == pytest.approx(time.time() + 30 * 86400, abs=9)
    await until(lambda: simulator.sessions == 1)
    assert asked(simulator) == ["as"]


async def test_devices_are_live(browser: Browser) -> None:
    """What was signed in on the page shows changes and obeys."""
    await keep_credential(browser.hass)
    await browser.sign_in(await begin(browser.hass))
    await until(lambda: browser.simulator.sessions == 1)
    lamp = browser.simulator.device("Kitchen lamp")
    entity_id = er.async_get(browser.hass).async_get_entity_id(
        "switch", DOMAIN, f"{lamp.device_id}_switch"
    )
    assert entity_id is not None
    browser.simulator.press("Kitchen lamp")
    await until(lambda: browser.hass.states.is_state(entity_id, "on"))
    await browser.hass.services.async_call(
        "switch", "turn_off", {"entity_id": entity_id}, blocking=True
    )
    assert lamp.params["switch"] == "off"


async def test_form_tells_what_to_know(browser: Browser) -> None:
    """The exact redirect address of this installation is shown first."""
    await keep_credential(browser.hass)
    result = await begin(browser.hass)
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["redirect_url"] == REDIRECT
    assert placeholders["app_id"] == OAUTH_APP_ID
    assert placeholders["seconds"] == "30"
    url = await browser.open(result)
    assert parse_qs(urlsplit(url).query)["redirectUrl"] == [REDIRECT]


async def test_without_an_app(browser: Browser) -> None:
    """The APPID is asked for, the page follows, and only what worked is kept."""
    result = await begin(browser.hass)
    assert result["step_id"] == "app"
    placeholders = result["description_placeholders"] or {}
    assert placeholders["redirect_url"] == REDIRECT
    result = await submit(browser.hass, result, OAUTH_APP)
    assert result["step_id"] == "sign_in_page"
    credentials = browser.hass.data[DATA_COMPONENT]
    assert credentials.async_client_credentials(DOMAIN) == {}

    result = await browser.sign_in(result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert len(credentials.async_client_credentials(DOMAIN)) == 1


async def test_choice_of_apps(browser: Browser) -> None:
    """With several APPIDs one is chosen."""
    await keep_credential(browser.hass)
    await keep_credential(browser.hass, PHONE_APP_ID, PHONE_APP_SECRET)
    result = await begin(browser.hass)
    assert result["step_id"] == "pick_implementation"
    chosen = {"implementation": f"{DOMAIN}_{PHONE_APP_ID.lower()}"}
    result = await submit(browser.hass, result, chosen)
    result = await browser.sign_in(result)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["app_id"] == PHONE_APP_ID


@pytest.mark.parametrize("answer", ["405", "400", "10004"])
@pytest.mark.parametrize("country", ["DE", "SG", None])
async def test_region_that_nobody_told(
    browser: Browser, answer: str, country: str | None
) -> None:
    """Without the region in the redirect each is asked once, the likeliest first."""
    browser.simulator.answer_wrong_region(answer)
    browser.hass.config.country = country
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass), region=False)

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["region"] == "as"
    regions = asked(browser.simulator)
    assert regions[0] == {"DE": "eu", "SG": "as", None: "cn"}[country]
    assert len(regions) == len(set(regions))
    if answer == "10004":
        assert len(regions) <= 2


async def test_account_of_another_region(browser: Browser) -> None:
    """The region in the redirect is believed before the country."""
    browser.hass.config.country = "SG"
    await keep_credential(browser.hass)
    account = browser.simulator.world.account(EUROPEAN)
    result = await browser.sign_in(await begin(browser.hass), account=account)
    assert result["data"]["region"] == "eu"
    assert asked(browser.simulator) == ["eu"]


@pytest.mark.parametrize("is_typed", [True, False])
async def test_own_key_among_shared_homes(
    browser: Browser,
    is_typed: bool,  # noqa: FBT001
) -> None:
    """The account key is the user's own, though a shared home carries another."""
    simulator = browser.simulator
    if not is_typed:
        simulator.hide_family_type()
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    assert result["result"].unique_id == simulator.account.apikey


async def test_wrong_key_is_found_out(browser: Browser) -> None:
    """Where the current home is a shared one, its owner's key is not taken."""
    simulator = browser.simulator
    simulator.hide_family_type()
    simulator.account.current_family = simulator.family("Parents").id
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    assert result["result"].unique_id == simulator.account.apikey


@pytest.mark.parametrize(
    ("external", "internal", "shown"),
    [
        pytest.param(
            "https://home.example",
            "http://192.0.2.5:8123",
            "https://home.example/auth/external/callback",
            id="external",
        ),
        pytest.param(
            None,
            "http://192.0.2.5:8123",
            "http://192.0.2.5:8123/auth/external/callback",
            id="internal",
        ),
        pytest.param(
            None,
            None,
            "http://homeassistant.local:8123/auth/external/callback",
            id="none",
        ),
    ],
)
async def test_address_without_a_request(
    hass_at_simulator: HomeAssistant,
    external: str | None,
    internal: str | None,
    shown: str,
) -> None:
    """The dialog for APPIDs tells the address as far as it is known."""
    hass = hass_at_simulator
    hass.config.api = None
    hass.config.external_url = external
    hass.config.internal_url = internal
    placeholders = await async_get_description_placeholders(hass)
    assert placeholders["redirect_url"] == shown

    hass.config.components.add("my")
    placeholders = await async_get_description_placeholders(hass)
    assert placeholders["redirect_url"] == MY_AUTH_CALLBACK_PATH
