"""Tests of what goes wrong with the vendor's page, and of going on from there."""

from collections.abc import Callable
from typing import Any, Final

import pytest

from custom_components.ewelink.const import DOMAIN
from homeassistant.components.application_credentials import DATA_COMPONENT
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ImplementationUnavailableError
from homeassistant.helpers import config_entry_oauth2_flow

from ..flow import add, typed_in
from ..home import until
from ..page import (
    CREDENTIAL,
    Browser,
    asked,
    begin,
    keep_credential,
    visit_as_frontend,
)
from ..simulator import Simulator
from ..simulator.accounts import OAUTH_APP_ID
from ..simulator.canaries import OAUTH_APP_SECRET

TOKEN: Final = "POST /v2/user/oauth/token"
FAMILY: Final = "GET /v2/family"
OAUTH_APP: Final = {"app_id": OAUTH_APP_ID, "app_secret": OAUTH_APP_SECRET}

pytestmark = pytest.mark.usefixtures("quick")


ERRORS = [
    pytest.param(lambda sim: sim.set_code_life(0), "code_refused", id="stale code"),
    pytest.param(
        lambda sim: sim.fail_next(TOKEN, error=407), "app_id_not_allowed", id="407"
    ),
    pytest.param(
        lambda sim: sim.fail_next(TOKEN, error=412), "quota_used_up", id="412"
    ),
    pytest.param(
        lambda sim: sim.fail_next(TOKEN, times=4, status=502),
        "cannot_connect",
        id="HTTP 502",
    ),
    pytest.param(
        lambda sim: sim.fail_next(FAMILY, status=502), "cannot_connect", id="homes"
    ),
    pytest.param(
        lambda sim: sim.fail_next(FAMILY, data={"familyList": []}, error=0),
        "sign_in_refused",
        id="no home",
    ),
    pytest.param(
        lambda sim: sim.fail_next("GET /v2/device/thing", status=502, times=2),
        "cannot_connect",
        id="devices",
    ),
    pytest.param(
        lambda sim: sim.fail_next("GET /dispatch/app", status=500),
        "cannot_connect",
        id="proof",
    ),
]


@pytest.mark.parametrize(("change", "error"), ERRORS)
async def test_error_and_recovery(
    browser: Browser, change: Callable[[Simulator], None], error: str
) -> None:
    """Each failure has its text, and the page can be opened again from there."""
    await keep_credential(browser.hass)
    result = await begin(browser.hass)
    change(browser.simulator)
    result = await browser.sign_in(result, region=False)
    assert result["type"] is FlowResultType.FORM
    assert result["step_id"] == "sign_in_page"
    assert result["errors"] == {"base": error}
    assert browser.hass.config_entries.async_entries(DOMAIN) == []

    browser.simulator.clear_faults()
    browser.simulator.set_code_life(30)
    result = await browser.sign_in(result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_refusal_on_the_page_and_recovery(browser: Browser) -> None:
    """Who pressed the wrong button can try again."""
    await keep_credential(browser.hass)
    url = await browser.open(await begin(browser.hass))
    result = await browser.come_back(await browser.decide(url, "refuse"))
    assert result["errors"] == {"base": "page_refused"}
    assert asked(browser.simulator) == []

    result = await browser.sign_in(result)
    assert result["type"] is FlowResultType.CREATE_ENTRY


async def test_code_is_exchanged_though_the_dialog_sleeps(browser: Browser) -> None:
    """A dialog that goes on after a minute finds the account there."""
    await keep_credential(browser.hass)
    url = await browser.open(await begin(browser.hass))
    location = await browser.decide(url)
    client = await browser.make_client()
    await client.get(location.removeprefix("https://example.com"))
    await until(lambda: asked(browser.simulator))
    await until(lambda: browser.simulator.cloud.codes.secrets() == set())
    browser.simulator.set_code_life(0)

    [flow] = browser.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    result = await browser.hass.config_entries.flow.async_configure(flow["flow_id"])
    assert result["type"] is FlowResultType.CREATE_ENTRY
    await browser.hass.async_block_till_done(wait_background_tasks=False)


async def test_dialog_closed_midway(browser: Browser) -> None:
    """A dialog that is closed while the code is exchanged leaves nothing."""
    browser.simulator.delay(0.3, FAMILY)
    await keep_credential(browser.hass)
    url = await browser.open(await begin(browser.hass))
    location = await browser.decide(url)
    client = await browser.make_client()
    await client.get(location.removeprefix("https://example.com"))
    [flow] = browser.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    browser.hass.config_entries.flow.async_abort(flow["flow_id"])
    await browser.hass.async_block_till_done()
    assert browser.hass.config_entries.async_entries(DOMAIN) == []


async def test_page_that_is_shown_again(browser: Browser) -> None:
    """A dialog that is looked at again while the page is open stays there."""
    await keep_credential(browser.hass)
    result = await begin(browser.hass)
    await browser.open(result)
    result = await browser.hass.config_entries.flow.async_configure(result["flow_id"])
    assert result["type"] is FlowResultType.EXTERNAL_STEP


async def test_password_that_is_not_allowed(browser: Browser) -> None:
    """The page follows with what was typed already, and the APPID is kept."""
    visit_as_frontend()
    typed = typed_in(browser.simulator, country="SG", **OAUTH_APP)
    result = await add(browser.hass, typed)
    assert result["step_id"] == "sign_in_page"
    assert result["errors"] == {"base": "password_not_allowed"}
    credentials = browser.hass.data[DATA_COMPONENT]
    assert credentials.async_client_credentials(DOMAIN) == {}

    result = await browser.sign_in(result, region=False)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["auth_implementation"] == CREDENTIAL
    assert result["data"]["country"] == "SG"
    assert asked(browser.simulator) == ["as"]
    [kept] = credentials.async_client_credentials(DOMAIN).values()
    assert (kept.client_id, kept.client_secret) == (OAUTH_APP_ID, OAUTH_APP_SECRET)


async def test_credential_with_a_wrong_secret_is_replaced(browser: Browser) -> None:
    """The secret that worked is the one that is kept."""
    visit_as_frontend()
    await keep_credential(browser.hass, secret="x" * 32)
    result = await add(browser.hass, typed_in(browser.simulator, **OAUTH_APP))
    await browser.sign_in(result)
    credentials = browser.hass.data[DATA_COMPONENT]
    [kept] = credentials.async_client_credentials(DOMAIN).values()
    assert kept.client_secret == OAUTH_APP_SECRET


async def test_apps_that_cannot_be_had(hass_at_simulator: HomeAssistant) -> None:
    """What provides APPIDs may be away; that is told and logged."""

    async def _unavailable(*_: object) -> list[Any]:
        raise ImplementationUnavailableError

    config_entry_oauth2_flow.async_add_implementation_provider(
        hass_at_simulator, "away", _unavailable
    )
    result = await begin(hass_at_simulator)
    assert result["reason"] == "oauth_implementation_unavailable"
