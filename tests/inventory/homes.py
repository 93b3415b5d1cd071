"""Homes that a user shows and leaves out."""

from homeassistant.helpers import area_registry as ar

from ..home import Home


async def show_homes(home: Home, *homes: str) -> None:
    """Choose the homes that are shown, as a user does."""
    flow = home.hass.config_entries.options
    result = await flow.async_init(home.entry.entry_id)
    await flow.async_configure(result["flow_id"], {"next_step_id": "homes"})
    ids = [home.simulator.family(it).id for it in homes]
    await flow.async_configure(result["flow_id"], {"homes": ids})
    await home.hass.async_block_till_done(wait_background_tasks=False)
    await home.listed()


def area_id(home: Home, name: str) -> str:
    """Return an area, which is made where there is none."""
    return ar.async_get(home.hass).async_get_or_create(name).id
