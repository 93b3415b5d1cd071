"""Tests of accounts that signed in on the page: later, again, and otherwise."""

import json
import logging
import time
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.auth.tokens import Tokens
from custom_components.ewelink.api.http.limiter import Limiter
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.diagnostics import (
    async_get_config_entry_diagnostics,
)
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.components.application_credentials import DATA_COMPONENT
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntryState,
    ConfigFlowResult,
)
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_entry_oauth2_flow
from homeassistant.helpers.json import JSONEncoder

from ..clock import passing
from ..flow import submit, typed_in
from ..home import Home, until
from ..page import (
    CREDENTIAL,
    Browser,
    begin,
    keep_credential,
    signed_in,
    visit_as_frontend,
)
from ..simulator.accounts import EUROPEAN, OAUTH_APP_ID, PHONE_APP_ID
from ..simulator.canaries import OAUTH_APP_SECRET, PHONE_APP_SECRET

UNBIND: Final = "DELETE /v2/user/oauth/token"
OAUTH_APP: Final = {"app_id": OAUTH_APP_ID, "app_secret": OAUTH_APP_SECRET}

pytestmark = pytest.mark.usefixtures("quick")


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


async def test_real_pace(browser: Browser, freezer: FrozenDateTimeFactory) -> None:
    """Sign-in and setup keep the vendor's limits, which are stricter for the page."""
    browser.hass.data[DATA_SHARED].limiter = Limiter()
    browser.simulator.cloud.monotonic = lambda: time.monotonic()  # noqa: PLW0108 - looked up when it is frozen
    browser.simulator.enforce_limits()
    await keep_credential(browser.hass)
    result = await passing(freezer, browser.sign_in(await begin(browser.hass)))
    assert result["type"] is FlowResultType.CREATE_ENTRY, result
    assert result["result"].state is ConfigEntryState.LOADED
    await passing(freezer, until(lambda: browser.simulator.sessions == 1))
    assert browser.simulator.violations == []


async def test_diagnostics_tell_no_app(browser: Browser) -> None:
    """The id of the credential holds the APPID, so it is left out too."""
    entry = await signed_in(browser)
    dump = await async_get_config_entry_diagnostics(browser.hass, entry)
    assert OAUTH_APP_ID.lower() not in json.dumps(dump, cls=JSONEncoder).lower()


async def test_log_tells_no_secret(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither codes nor tokens, keys or secrets reach the log, in debug either."""
    caplog.set_level(logging.DEBUG)
    browser.simulator.set_code_life(0)
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    unspent = browser.simulator.cloud.codes.secrets()
    browser.simulator.set_code_life(30)
    await browser.sign_in(result)
    await until(lambda: browser.simulator.sessions == 1)

    told = "\n".join(
        record.getMessage() for record in caplog.records if DOMAIN in record.name
    )
    assert "Not connected" not in told
    assert unspent
    hidden = {*unspent, *browser.simulator.secrets()}
    assert [secret for secret in hidden if secret in told] == []
    assert browser.simulator.account.apikey not in told


async def test_removal_unbinds(browser: Browser) -> None:
    """The session of an account that is removed ends at the vendor."""
    await keep_credential(browser.hass)
    result = await browser.sign_in(await begin(browser.hass))
    await browser.hass.config_entries.async_remove(result["result"].entry_id)
    await until(lambda: browser.simulator.cloud.tokens.live() == [])
    calls = [call.interface for call in browser.simulator.calls]
    assert calls.count(UNBIND) == 1


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
    assert placeholders["account"] == "My home (AS)"

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
    assert result["translation_domain"] == "homeassistant"
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
    assert entry.title == "My home (AS)"


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


async def test_renewal_by_the_helpers_of_home_assistant(browser: Browser) -> None:
    """Whoever asks the implementation itself gets a renewed pair with its expiry."""
    await signed_in(browser)
    [implementation] = (
        await config_entry_oauth2_flow.async_get_implementations(browser.hass, DOMAIN)
    ).values()
    [pair] = browser.simulator.cloud.tokens.live()
    tokens = Tokens.issue(pair.access, pair.refresh).to_dict()
    token = await implementation.async_refresh_token({"tokens": tokens, "region": "as"})
    [renewed] = browser.simulator.cloud.tokens.live()
    assert token["tokens"]["access"] == renewed.access != pair.access
    assert token["expires_at"] == pytest.approx(time.time() + 30 * 86400, abs=9)
