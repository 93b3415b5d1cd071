"""Tests that a reload does not begin a contest for the session anew."""

from freezegun.api import FrozenDateTimeFactory

from homeassistant.config_entries import ConfigEntryState

from .home import Home
from .test_issues import issues

REFRESH = "POST /v2/user/refresh"


async def test_rest_outlives_a_reload(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """While another client is given way to, nothing is sent, reload or not."""
    home.simulator.let_replaced_renew()
    await home.set_up()
    for _ in range(2):
        home.simulator.sign_in()
        await home.pass_time(freezer, 30)
    assert list(issues(home.hass)) == ["contested"]
    home.simulator.clear_counters()
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done()

    assert home.entry.state is ConfigEntryState.LOADED
    assert not home.coordinator.link.is_connected
    assert home.called(REFRESH) == 0
    assert home.simulator.frames == []


async def test_first_loss_outlives_a_reload(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A loss soon after a reload is the second one, if there was one before it."""
    home.simulator.let_replaced_renew()
    await home.set_up()
    home.simulator.sign_in()
    await home.pass_time(freezer, 30)
    assert issues(home.hass) == {}
    await home.reload()
    await home.pass_time(freezer, 30)
    home.simulator.sign_in()
    await home.pass_time(freezer, 30)

    assert list(issues(home.hass)) == ["contested"]
