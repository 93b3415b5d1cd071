"""Tests of starts with the cloud: what was known before is shown at once."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.availability import GRACE_SECONDS
from custom_components.ewelink.const import DOMAIN
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

from .home import Home, until
from .restart import restarted
from .simulator import Simulator, large_home
from .test_start_without_cloud import (
    BACK,
    FAMILY,
    LAMP,
    THINGS,
    is_shown,
    set_up,
    states,
)


async def test_first_list_is_not_waited_for(home: Home) -> None:
    """With the cloud, too, entities are there before the list; it follows."""
    await home.set_up()
    entity_ids = set(states(home))
    async with restarted(home) as again:
        home.simulator.clear_counters()
        home.simulator.delay(1.5, FAMILY)
        await set_up(again)
        assert set(states(again)) >= entity_ids
        assert again.state(LAMP) == "unavailable"
        assert again.coordinator.inventory.listed is None

        home.sim(LAMP).params["switch"] = "on"
        await again.becomes(LAMP, "on")
        assert again.lists_read == 1


async def test_report_is_a_sign_of_life(home: Home) -> None:
    """What a device tells before the list has come is shown."""
    await home.set_up()
    async with restarted(home) as again:
        home.simulator.delay(1.5, FAMILY)
        await set_up(again)
        await until(lambda: again.coordinator.link.is_connected)
        home.simulator.push(LAMP, {"switch": "on"})
        await again.becomes(LAMP, "on")
        assert again.state("Water heater") == "unavailable"
        await again.listed()


async def test_reload_is_a_short_loss(home: Home) -> None:
    """A connected account is loaded again with its states, while the list is read."""
    await home.set_up()
    before = states(home)
    home.simulator.delay(1.5, FAMILY)
    await home.hass.config_entries.async_reload(home.entry.entry_id)
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert home.state(LAMP) == "off"
    assert home.coordinator.inventory.listed is None

    home.sim(LAMP).params["switch"] = "on"
    await home.becomes(LAMP, "on")
    assert set(states(home)) == set(before)


async def test_long_pause_is_a_start(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """What was unloaded for a while is not trusted before a list."""
    await home.set_up()
    await home.hass.config_entries.async_unload(home.entry.entry_id)
    freezer.tick(GRACE_SECONDS + 1)
    home.simulator.fail_next(FAMILY, times=None, status=500)
    await set_up(home)
    await until(lambda: home.coordinator.link.is_connected)

    assert is_shown(home)


async def test_quick_start_tells_nothing(
    home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    """A start with the cloud is no return."""
    await home.set_up()
    async with restarted(home) as again:
        caplog.clear()
        await set_up(again)
        await again.listed()
        assert BACK not in caplog.text


class TestManyDevices:
    """A home of many pages."""

    @pytest.fixture
    async def simulator(self, socket_enabled: None) -> Any:
        """Run a cloud with a large home."""
        simulator = Simulator(large_home(250))
        await simulator.start()
        yield simulator
        await simulator.stop()

    @pytest.fixture
    async def hass_at_simulator(
        self, hass: HomeAssistant, simulator: Simulator
    ) -> HomeAssistant:
        """Return a Home Assistant at that cloud."""
        config = {DOMAIN: {"cloud_url": simulator.base_url}}
        assert await async_setup_component(hass, DOMAIN, config)
        return hass

    async def test_warm_start(self, home: Home) -> None:
        """All entities are there before a single page was read."""
        await home.set_up()
        entity_ids = set(states(home))
        async with restarted(home) as again:
            home.simulator.clear_counters()
            home.simulator.delay(2, FAMILY)
            await set_up(again)

            assert set(states(again)) >= entity_ids
            assert len(again.coordinator.data) >= 250
            assert again.called(THINGS) == 0
            await again.listed()
