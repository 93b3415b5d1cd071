"""Devices in DIY mode after their entry was loaded anew, or Home Assistant started."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.api.known import Known
from custom_components.ewelink.availability import GRACE_SECONDS
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.util import dt as dt_util

from .network import DiyNetwork


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(lambda _: None, id="reload"),
        pytest.param(dict.clear, id="start"),
    ],
)
async def test_no_cloud_is_missed(
    network: DiyNetwork,
    caplog: pytest.LogCaptureFixture,
    stop: Callable[[dict[str, Known]], object],
) -> None:
    """There is none that could be lost, and none whose loss explains anything."""
    plug = await network.start("plug")
    await network.lan.vanish(plug)
    entries = network.hass.config_entries
    await entries.async_unload(network.entry.entry_id)
    stop(network.hass.data[DATA_SHARED].handed_over)
    await network.set_up()
    assert network.entry.state is ConfigEntryState.LOADED
    assert plug in network.coordinator.data
    later = dt_util.utcnow() + timedelta(seconds=GRACE_SECONDS + 1)
    async_fire_time_changed(network.hass, later)
    await network.hass.async_block_till_done()

    assert network.coordinator.is_reachable
    assert "cloud is lost" not in caplog.text
    assert network.state("sensor", plug, "connection") == "device_offline"
