"""Tests of a start while the clock of the host is still behind."""

from typing import Any

from freezegun.api import FrozenDateTimeFactory
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.call_store import SAVE_SECONDS, STORE_KEY
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component

OCTOBER = "2026-10-01T00:00:00+00:00"


async def test_calls_of_this_month(
    hass: HomeAssistant, hass_storage: dict[str, Any], freezer: FrozenDateTimeFactory
) -> None:
    """They are neither forgotten nor overwritten when the date is last month's."""
    hass_storage[STORE_KEY] = {
        "version": 1,
        "minor_version": 1,
        "key": STORE_KEY,
        "data": {"month": OCTOBER, "calls": {"a": {"eu": 1234}}},
    }
    freezer.move_to("2026-09-12T00:00:00+00:00")
    assert await async_setup_component(hass, DOMAIN, {})
    calls = hass.data[DATA_SHARED].calls
    calls.count("a", "eu")
    freezer.tick(SAVE_SECONDS + 1)
    async_fire_time_changed(hass)
    await hass.async_block_till_done()

    assert calls.of("a", "eu") == 1235
    stored = {"month": OCTOBER, "calls": {"a": {"eu": 1235}}}
    assert hass_storage[STORE_KEY]["data"] == stored
