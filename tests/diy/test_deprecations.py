"""Nothing that devices in DIY mode use will be gone in a later Home Assistant."""

import pytest

from custom_components.ewelink.diagnostics import async_get_config_entry_diagnostics
from homeassistant.core import HomeAssistant
from tests.deprecated import listening

from .network import DiyNetwork


@pytest.mark.usefixtures("everything_enabled")
async def test_a_life(hass: HomeAssistant, network: DiyNetwork) -> None:
    """A device is found, looked into and let go."""
    with listening() as told:
        await network.start("plug")
        await async_get_config_entry_diagnostics(hass, network.entry)
        assert await hass.config_entries.async_unload(network.entry.entry_id)
        await hass.async_block_till_done()

    assert told == []
