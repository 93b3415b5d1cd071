"""Tests of the action that reads the list of devices."""

from unittest.mock import patch

import pytest

from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import SOURCE_REAUTH
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError

from .home import Home
from .simulator import Simulator
from .simulator.accounts import NEIGHBOUR

LAMP = "Kitchen lamp"


async def _refresh(home: Home, **data: str) -> None:
    await home.hass.services.async_call(DOMAIN, "refresh_devices", data, blocking=True)


async def test_refresh(home: Home) -> None:
    """The list is read once more, and what is new in it appears."""
    home.sim(LAMP).absent = True
    await home.set_up()
    assert home.find_entity(LAMP) is None
    home.sim(LAMP).absent = False
    before = home.lists_read
    await _refresh(home)

    assert home.lists_read == before + 1
    await home.becomes(LAMP, "off")


async def test_refresh_of_one_account(home: Home, simulator: Simulator) -> None:
    """Without an account all are read, with one only that."""
    other = Home(home.hass, simulator, simulator.world.account(NEIGHBOUR))
    await home.set_up()
    await other.set_up()
    before = home.lists_read
    await _refresh(home)
    assert home.lists_read == before + 2
    await _refresh(home, config_entry_id=other.entry.entry_id)

    assert home.lists_read == before + 3


async def test_refresh_that_fails(home: Home) -> None:
    """A list that could not be read is no success."""
    await home.set_up()
    home.simulator.fail_next("GET /v2/family", error=412)
    with pytest.raises(HomeAssistantError, match="quota of the APPID is used up"):
        await _refresh(home)

    await _refresh(home)


async def test_refresh_with_a_refused_sign_in(home: Home) -> None:
    """A refused sign-in is told, and asked for."""
    await home.set_up()
    home.simulator.kill_tokens()
    with pytest.raises(HomeAssistantError, match="no longer accepts this sign-in"):
        await _refresh(home)
    await home.hass.async_block_till_done()

    [flow] = home.hass.config_entries.flow.async_progress()
    assert flow["context"]["source"] == SOURCE_REAUTH


async def test_refresh_keeps_the_limits(home: Home) -> None:
    """Who refreshes too often is told so, and the cloud is not asked."""
    await home.set_up()
    limiter = Limiter(Limits(calls_per_window=1, longest_wait=0))
    services = home.coordinator.link.cloud_services
    assert services is not None
    services.http.limiter = limiter
    await limiter.wait_for_turn("GET /v2/family", app="another", region="eu")
    before = home.lists_read
    with pytest.raises(HomeAssistantError, match="Too many requests"):
        await _refresh(home)

    assert home.lists_read == before


async def test_refresh_that_breaks(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody foresaw is no success either."""
    await home.set_up()
    with (
        patch.object(
            home.coordinator.inventory,
            "async_read",
            autospec=True,
            side_effect=KeyError,
        ),
        pytest.raises(HomeAssistantError, match="could not be read"),
    ):
        await _refresh(home)

    assert "Unexpected error fetching ewelink data" in caplog.text


async def test_refresh_without_an_account(home: Home) -> None:
    """There must be an account to refresh."""
    with pytest.raises(ServiceValidationError, match="No account is loaded"):
        await _refresh(home)


async def test_refresh_of_an_account_that_is_not_loaded(home: Home) -> None:
    """An account that is named must be loaded."""
    with pytest.raises(ServiceValidationError) as raised:
        await _refresh(home, config_entry_id=home.entry.entry_id)

    assert raised.value.translation_key == "service_config_entry_not_loaded"
    assert home.hass.data[DATA_SHARED].calls.counts == {}
