"""Tests of tokens over months: running, switched off, cut off at a bad moment."""

from collections.abc import AsyncGenerator
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import SOURCE_REAUTH, ConfigEntryState

from .clock import in_test_time
from .home import Home
from .simulator import Simulator, large_home

REFRESH: Final = "POST /v2/user/refresh"
HOUR: Final = 3600
DAY: Final = 24 * HOUR


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud with a few devices, whose time is that of the test."""
    async with in_test_time(large_home(5)) as simulator:
        yield simulator


def reauths(home: Home) -> int:
    """Return how many flows ask to sign in again."""
    flows = home.hass.config_entries.flow.async_progress_by_handler(DOMAIN)
    return sum(flow["context"]["source"] == SOURCE_REAUTH for flow in flows)


def has_live_tokens(home: Home) -> bool:
    """Return whether the entry has the tokens that the cloud knows."""
    [pair] = home.simulator.cloud.tokens.live()
    tokens = home.entry.data["tokens"]
    return (tokens["access"], tokens["refresh"]) == (pair.access, pair.refresh)


async def test_120_days_of_running(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The tokens are renewed every 20 days, and nobody is asked for anything."""
    await home.set_up()
    await home.pass_time(freezer, 120 * DAY, step=12 * HOUR)

    assert home.called(REFRESH) in {5, 6}
    assert has_live_tokens(home)
    assert reauths(home) == 0
    assert home.entry.state is ConfigEntryState.LOADED
    assert home.simulator.sessions == 1


async def test_off_for_59_days(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The refresh token still lives, and is used once."""
    await home.set_up()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    freezer.tick(59 * DAY)
    await home.set_up()

    assert home.entry.state is ConfigEntryState.LOADED
    assert home.called(REFRESH) == 1
    assert has_live_tokens(home)
    assert reauths(home) == 0


async def test_off_for_61_days(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Whether both tokens are dead the cloud is asked, then the user.

    It is asked once more when the list is due, as for an account that was running.
    """
    await home.set_up()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    freezer.tick(61 * DAY)
    home.simulator.clear_counters()
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.pass_time(freezer, DAY, step=HOUR)

    assert home.entry.state is ConfigEntryState.LOADED
    assert reauths(home) == 1
    assert [call.interface for call in home.simulator.calls] == [REFRESH, REFRESH]


async def test_cut_off_right_after_a_renewal(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The new tokens are lost: a renewal is tried, and then the user asked."""
    await home.set_up()
    keepers = home.hass.data[DATA_SHARED].account_tokens
    before = home.entry.data
    home.simulator.expire_access_tokens()
    await home.coordinator.async_refresh()
    assert home.called(REFRESH) == 1
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    await keepers.async_forget(home.entry)
    home.hass.config_entries.async_update_entry(home.entry, data=before)
    await home.hass.config_entries.async_setup(home.entry.entry_id)
    await home.pass_time(freezer, DAY, step=HOUR)

    assert home.entry.state is ConfigEntryState.LOADED
    assert reauths(home) == 1
    assert home.called(REFRESH) == 3


async def test_cut_off_before_the_entry_was_written(home: Home) -> None:
    """The new tokens are in their store already: nobody has to sign in."""
    await home.set_up()
    before = home.entry.data
    home.simulator.expire_access_tokens()
    await home.coordinator.async_refresh()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    home.hass.config_entries.async_update_entry(home.entry, data=before)
    await home.set_up()

    assert home.entry.state is ConfigEntryState.LOADED
    assert reauths(home) == 0
    assert home.called(REFRESH) == 1


async def test_renewal_that_fails_three_times(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A cloud that fails is asked again with growing distance, until it renews."""
    await home.set_up()
    home.simulator.expire_access_tokens()
    home.simulator.fail_next(REFRESH, status=500, times=3)
    home.simulator.drop_sockets()
    await home.pass_time(freezer, 120)

    assert home.called(REFRESH) == 4
    assert has_live_tokens(home)
    assert reauths(home) == 0
    assert home.simulator.sessions == 1


async def test_early_renewal_that_fails(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """While the old tokens live, a failed renewal is tried again at the next list."""
    await home.set_up()
    home.simulator.fail_next(REFRESH, status=500, times=3)
    await home.pass_time(freezer, 22 * DAY, step=3 * HOUR)

    assert home.called(REFRESH) == 4
    assert has_live_tokens(home)
    assert home.simulator.sessions == 1
