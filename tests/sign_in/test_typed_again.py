"""A mistake in one field does not cost what was typed into the others."""

import json
from typing import Any

import pytest

from homeassistant.config_entries import SOURCE_RECONFIGURE, ConfigFlowResult
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.json import JSONEncoder

from ..flow import start, submit, suggested, typed_in
from ..home import Home
from ..simulator import Simulator


async def refused(
    hass: HomeAssistant, simulator: Simulator, **changes: Any
) -> ConfigFlowResult:
    """Type something wrong into the form of a new account."""
    result = await submit(hass, await start(hass), typed_in(simulator, **changes))
    assert result["type"] is FlowResultType.FORM
    return result


async def send_again(
    hass: HomeAssistant, result: ConfigFlowResult, **changes: Any
) -> ConfigFlowResult:
    """Change some fields of a form; the others are sent as they stand."""
    return await submit(hass, result, {**suggested(result), **changes})


@pytest.mark.usefixtures("hass_at_simulator", "quick")
async def test_wrong_password(hass: HomeAssistant, simulator: Simulator) -> None:
    """Only the password has to be typed again, however often."""
    password = simulator.account.password
    result = await refused(hass, simulator, password="not the password")
    result = await send_again(hass, result, password="nor this one")
    assert result["errors"] == {"base": "wrong_password"}
    result = await send_again(hass, result, password=password)
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["app_secret"] == simulator.account.app_secret


@pytest.mark.usefixtures("hass_at_simulator", "quick")
async def test_wrong_user(hass: HomeAssistant, simulator: Simulator) -> None:
    """A slip in the user's name does not cost the secret either."""
    account = simulator.account
    result = await refused(hass, simulator, username="nobody@example.com")
    result = await send_again(
        hass, result, username=account.username, password=account.password
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY


@pytest.mark.usefixtures("hass_at_simulator", "quick")
async def test_wrong_secret(hass: HomeAssistant, simulator: Simulator) -> None:
    """Another secret takes the place of the one that was typed before."""
    account = simulator.account
    result = await refused(hass, simulator, app_secret="x" * 32)
    result = await send_again(
        hass, result, app_secret=account.app_secret, password=account.password
    )
    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["app_secret"] == account.app_secret


@pytest.mark.usefixtures("hass_at_simulator", "quick")
async def test_nothing_secret_is_sent_back(
    hass: HomeAssistant, simulator: Simulator
) -> None:
    """The browser is told that there is a secret, not which."""
    result = await refused(hass, simulator, password="not the password")
    told = json.dumps(suggested(result), cls=JSONEncoder)
    assert simulator.account.app_secret not in told
    assert "not the password" not in told
    assert "app_secret" in suggested(result)


async def test_account_that_signs_in_again(home: Home) -> None:
    """The same holds where an account changes its APPID."""
    await home.set_up()
    flows = home.hass.config_entries.flow
    result = await home.entry.start_reconfigure_flow(home.hass)
    assert result["step_id"] == SOURCE_RECONFIGURE
    result = await flows.async_configure(
        result["flow_id"], {"next_step_id": "password_again"}
    )
    assert "app_secret" not in suggested(result)
    typed = typed_in(home.simulator, password="not the password")
    result = await submit(home.hass, result, typed)
    assert result["errors"] == {"base": "wrong_password"}
    result = await send_again(
        home.hass, result, password=home.simulator.account.password
    )
    assert result["reason"] == "reconfigure_successful"
    secret = home.simulator.account.app_secret
    assert home.entry.data["app_secret"] == secret
