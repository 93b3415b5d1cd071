"""Home Assistant stops and starts again, with what it has stored."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from copy import copy

from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_test_home_assistant,
)

from custom_components.ewelink.api.http.limiter import Limiter, Limits
from custom_components.ewelink.const import DOMAIN
from custom_components.ewelink.domain_data import DATA_SHARED
from homeassistant.bootstrap import DATA_REGISTRIES_LOADED
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import (
    area_registry as ar,
    category_registry as cr,
    device_registry as dr,
    entity_registry as er,
    floor_registry as fr,
    frame,
    issue_registry as ir,
    label_registry as lr,
    restore_state,
)
from homeassistant.loader import DATA_CUSTOM_COMPONENTS
from homeassistant.setup import async_setup_component

from .home import Home


def same_entry(home: Home) -> MockConfigEntry:
    """Return the entry as it is read again at a start."""
    entry = home.entry
    return MockConfigEntry(
        domain=DOMAIN,
        entry_id=entry.entry_id,
        title=entry.title,
        unique_id=entry.unique_id,
        data=dict(entry.data),
        options=dict(entry.options),
    )


async def _load_registries(hass: HomeAssistant) -> None:
    """Load what the other one has stored; of unknown entries nothing would stay."""
    dr.async_setup(hass)
    for registry in (ar, cr, dr, er, fr, ir, lr, restore_state):
        await registry.async_load(hass)
    hass.data[DATA_REGISTRIES_LOADED] = None


@asynccontextmanager
async def restarted(home: Home) -> AsyncGenerator[Home]:
    """Stop a Home Assistant, and give the same account to another one.

    The account is not set up yet.
    """
    await home.hass.async_stop(force=True)
    again = copy(home)
    async with async_test_home_assistant(load_registries=False) as hass:
        hass.data.pop(DATA_CUSTOM_COMPONENTS, None)
        frame.async_setup(hass)
        again.hass, again.entry = hass, same_entry(home)
        again.entry.add_to_hass(hass)
        await _load_registries(hass)
        # The domain would set it up as soon as it is there.
        del hass.config_entries._entries[again.entry.entry_id]
        config = {DOMAIN: {"cloud_url": home.simulator.base_url}}
        assert await async_setup_component(hass, DOMAIN, config)
        pace = Limits(spacing=0, online_spacing=0, calls_per_window=9999)
        shared = hass.data[DATA_SHARED]
        shared.limiter = Limiter(pace, shared.calls)
        again.entry.add_to_hass(hass)
        try:
            yield again
        finally:
            if again.entry.state is ConfigEntryState.LOADED:
                await hass.config_entries.async_unload(again.entry.entry_id)
            await hass.async_stop(force=True)
