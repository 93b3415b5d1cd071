"""Tests of accounts that are added twice, side by side, or elsewhere."""

import logging

import pytest

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from ..flow import add, logins, typed_by, typed_in
from ..home import Home, until
from ..simulator import Simulator
from ..simulator.accounts import CHINESE, EUROPEAN, NEIGHBOUR, PHONE_APP_ID
from ..simulator.canaries import PHONE_APP_SECRET

FAMILY = "GET /v2/family"

pytestmark = pytest.mark.usefixtures("quick")


async def test_account_is_added_once(home: Home) -> None:
    """An account that is there is refused."""
    await home.set_up()
    result = await add(home.hass, typed_in(home.simulator))

    assert result["type"] is FlowResultType.ABORT
    assert result["reason"] == "already_configured"


async def test_existing_entry_goes_on_with_the_new_tokens(home: Home) -> None:
    """A second sign-in ends the session of the entry, which takes over the new one."""
    await home.set_up()
    await add(home.hass, typed_in(home.simulator))
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
    await add(home.hass, typed_in(home.simulator))

    assert not home.hass.config_entries.flow.async_progress()


async def test_existing_entry_of_another_app_keeps_its_tokens(home: Home) -> None:
    """A session of another APPID is not ended by a sign-in."""
    await home.set_up()
    data = home.entry.data
    phone_app = {"app_id": PHONE_APP_ID, "app_secret": PHONE_APP_SECRET}
    result = await add(home.hass, typed_in(home.simulator, **phone_app))

    assert result["reason"] == "already_configured"
    assert home.entry.data == data
    assert home.simulator.sessions == 1


async def test_two_accounts(home: Home, caplog: pytest.LogCaptureFixture) -> None:
    """Two accounts live side by side, also where they share a device."""
    await home.set_up()
    result = await add(home.hass, typed_by(home.simulator, NEIGHBOUR))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["result"].state is ConfigEntryState.LOADED
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.simulator.sessions == 2
    gate = home.sim("Neighbour's gate").device_id
    assert gate not in home.coordinator.data
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
    result = await add(hass, typed_by(simulator, apikey, country=country))

    assert result["type"] is FlowResultType.CREATE_ENTRY
    assert result["data"]["region"] == regions[-1]
    assert logins(simulator) == regions
