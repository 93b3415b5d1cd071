"""Tests of signing in on the vendor's page, with each error and its recovery."""

from collections.abc import Callable
import time
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import pytest
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.ewelink.api.limiter import Limiter
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.shared import DATA_SHARED
from homeassistant.components.application_credentials import DATA_COMPONENT
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    SOURCE_USER,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import entity_registry as er

from .conftest import typed_in
from .flow import add, submit
from .home import Home, until
from .page import (
    CREDENTIAL,
    REDIRECT,
    Browser,
    keep_credential,
    visit_as_frontend,
)
from .simulator import Simulator
from .simulator.accounts import EUROPEAN, OAUTH_APP_ID, PHONE_APP_ID
from .simulator.canaries import OAUTH_APP_SECRET, PHONE_APP_SECRET

TOKEN: Final = "POST /v2/user/oauth/token"
FAMILY: Final = "GET /v2/family"
UNBIND: Final = "DELETE /v2/user/oauth/token"
OAUTH_APP: Final = {"app_id": OAUTH_APP_ID, "app_secret": OAUTH_APP_SECRET}

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def browser(
    hass_at_simulator: HomeAssistant,
    simulator: Simulator,
    hass_client_no_auth: ClientSessionGenerator,
) -> Browser:
    """Return the browser of the user."""
    return Browser(hass_at_simulator, simulator, hass_client_no_auth)


async def begin(hass: HomeAssistant) -> ConfigFlowResult:
    """Choose the page in the menu; with one APPID kept, its form follows."""
    visit_as_frontend()
    result = await hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_USER}
    )
    return await submit(hass, result, {"next_step_id": "oauth"})


def asked(simulator: Simulator) -> list[str]:
    """Return the regions that were asked to take a code."""
    return [call.region for call in simulator.calls if call.interface == TOKEN]


async def test_account_is_added(browser: Browser) -> None:
    """An entry holds what connecting needs; the account key is proven."""
    hass, simulator = browser.hass, browser.simulator
    await keep_credential(hass)
    result = await browser.sign_in(await begin(hass))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["title"] == "My home"
    assert result["description_placeholders"] == {
        "devices": str(len(simulator.devices))
    }
    entry = result["result"]
    assert entry.unique_id == simulator.account.apikey
    assert entry.state is ConfigEntryState.LOADED
    data = dict(entry.data)
    tokens = data.pop("tokens")
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


async def test_without_an_app(hass_at_simulator: HomeAssistant) -> None:
    """Home Assistant's own dialog asks for the APPID first."""
    result = await begin(hass_at_simulator)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "missing_credentials"


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
    client = await browser._make_client()
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
    client = await browser._make_client()
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


async def test_credential_in_use_cannot_be_deleted(browser: Browser) -> None:
    """Home Assistant knows which entry uses which APPID."""
    await keep_credential(browser.hass)
    await browser.sign_in(await begin(browser.hass))
    [item] = browser.hass.data[DATA_COMPONENT].async_items()
    with pytest.raises(HomeAssistantError):
        await browser.hass.data[DATA_COMPONENT].async_delete_item(item["id"])


async def test_account_is_added_once(browser: Browser) -> None:
    """The entry that is there goes on with the new sign-in."""
    await keep_credential(browser.hass)
    first = await browser.sign_in(await begin(browser.hass))
    again = await browser.sign_in(await begin(browser.hass))
    assert again["reason"] == "already_configured"
    await until(lambda: browser.simulator.sessions == 1)
    [pair] = browser.simulator.cloud.tokens.live()
    assert first["result"].data["tokens"]["access"] == pair.access


async def test_real_pace(browser: Browser) -> None:
    """Sign-in and setup keep the vendor's limits, which are stricter for the page."""
    browser.hass.data[DATA_SHARED].limiter = Limiter()
    browser.simulator.enforce_limits()
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    assert result["result"].state is ConfigEntryState.LOADED
    await until(lambda: browser.simulator.sessions == 1, patience=15)
    assert browser.simulator.violations == []


async def test_removal_unbinds(browser: Browser) -> None:
    """The session of an account that is removed ends at the vendor."""
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    await browser.hass.config_entries.async_remove(result["result"].entry_id)
    await until(lambda: browser.simulator.cloud.tokens.live() == [])
    calls = [call.interface for call in browser.simulator.calls]
    assert calls.count(UNBIND) == 1


async def signed_in(browser: Browser) -> Any:
    """Return the entry of an account that signed in on the page."""
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    await until(lambda: browser.simulator.sessions == 1)
    return result["result"]


async def test_reauth(browser: Browser) -> None:
    """The page is opened again, for the same account and with the same APPID."""
    entry = await signed_in(browser)
    browser.simulator.kill_tokens()
    browser.simulator.drop_sockets()
    flow = browser.hass.config_entries.flow
    await until(lambda: flow.async_progress_by_handler(DOMAIN))
    [progress] = flow.async_progress_by_handler(DOMAIN)
    assert progress["step_id"] == "sign_in_page_again"
    result = await flow.async_configure(progress["flow_id"])
    placeholders = result["description_placeholders"]
    assert placeholders is not None
    assert placeholders["account"] == "My home"

    result = await browser.sign_in(result)
    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "reauth_successful"
    await until(lambda: browser.simulator.sessions == 1)
    assert entry.state is ConfigEntryState.LOADED
    assert entry.data["auth_implementation"] == CREDENTIAL


async def test_reauth_of_another_account(browser: Browser) -> None:
    """Another account is refused, and the page can be opened again."""
    entry = await signed_in(browser)
    entry.async_start_reauth(browser.hass)
    await browser.hass.async_block_till_done(wait_background_tasks=False)
    flow = browser.hass.config_entries.flow
    [progress] = flow.async_progress_by_handler(DOMAIN)
    data = entry.data
    result = await flow.async_configure(progress["flow_id"])
    account = browser.simulator.world.account(EUROPEAN)
    result = await browser.sign_in(result, account=account)
    assert result["errors"] == {"base": "wrong_account"}
    assert entry.data is data

    result = await browser.sign_in(result)
    assert result["reason"] == "reauth_successful"


async def _reconfigure(browser: Browser, entry: Any, step: str) -> ConfigFlowResult:
    visit_as_frontend()
    result = await browser.hass.config_entries.flow.async_init(
        DOMAIN, context={"source": SOURCE_RECONFIGURE, "entry_id": entry.entry_id}
    )
    return await submit(browser.hass, result, {"next_step_id": step})


async def test_reconfigure_picks_another_credential(browser: Browser) -> None:
    """An entry may go on with another APPID that is kept; the old session ends."""
    entry = await signed_in(browser)
    await keep_credential(browser.hass, PHONE_APP_ID, PHONE_APP_SECRET)
    result = await _reconfigure(browser, entry, "oauth")
    assert result["step_id"] == "pick_implementation"
    chosen = {"implementation": f"{DOMAIN}_{PHONE_APP_ID.lower()}"}
    result = await browser.sign_in(await submit(browser.hass, result, chosen))
    assert result["reason"] == "reconfigure_successful"
    assert entry.data["app_id"] == PHONE_APP_ID
    await until(
        lambda: (
            [it.app_id for it in browser.simulator.cloud.tokens.live()]
            == [PHONE_APP_ID]
        )
    )


async def test_reconfigure_adds_a_credential(browser: Browser) -> None:
    """An APPID that is not kept yet is asked for in the same dialog."""
    entry = await signed_in(browser)
    result = await _reconfigure(browser, entry, "app")
    typed = {"app_id": f" {PHONE_APP_ID} ", "app_secret": PHONE_APP_SECRET}
    result = await browser.sign_in(await submit(browser.hass, result, typed))
    assert result["reason"] == "reconfigure_successful"
    credentials = browser.hass.data[DATA_COMPONENT].async_client_credentials(DOMAIN)
    assert entry.data["auth_implementation"] in credentials
    assert len(credentials) == 2


async def test_reconfigure_from_the_page_to_a_password(browser: Browser) -> None:
    """The kind of sign-in can change."""
    entry = await signed_in(browser)
    result = await _reconfigure(browser, entry, "password_again")
    result = await submit(browser.hass, result, typed_in(browser.simulator))
    assert result["reason"] == "reconfigure_successful"
    assert "auth_implementation" not in entry.data
    assert entry.data["country"] == "DE"
    assert entry.title == "My home"


async def test_reconfigure_from_a_password_to_the_page(
    browser: Browser, home: Home
) -> None:
    """Without an APPID that is kept, one is asked for."""
    await home.set_up()
    result = await _reconfigure(browser, home.entry, "oauth")
    assert result["step_id"] == "app"
    result = await submit(browser.hass, result, OAUTH_APP)
    result = await browser.sign_in(result)
    assert result["reason"] == "reconfigure_successful"
    assert home.entry.data["auth_implementation"] == CREDENTIAL
    assert home.entry.title == browser.simulator.account.username
    assert home.entry.state is ConfigEntryState.LOADED
