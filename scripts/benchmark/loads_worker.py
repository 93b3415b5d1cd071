"""The process that is measured: one start of a Home Assistant, or the next one."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
import ctypes
import gc
import time
from typing import Final

from custom_components.ewelink.const import DOMAIN
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .arrival import resident
from .home import add_account, home_assistant, settle, settled
from .parts import Figures, run_part
from .remote import Remote


@contextmanager
def _timed(figures: Figures, name: str) -> Iterator[None]:
    """Note the seconds that something takes, also those of the processor."""
    wall, cpu = time.monotonic(), time.process_time()
    yield
    figures[name] = time.monotonic() - wall
    figures[f"{name}_cpu"] = time.process_time() - cpu


def _occupied() -> float:
    """Return the megabytes that are in use, without what is free for the next use."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return resident()


async def _empty(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Start without an account."""
    figures: Figures = {}
    running = home_assistant(arguments.folder, await _cloud_url(remote))
    with _timed(figures, "start"):
        await running.__aenter__()
    await asyncio.sleep(1)
    figures["memory"] = _occupied()
    await running.__aexit__(None, None, None)
    return figures


async def _cold(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Add the account to a Home Assistant that has none."""
    figures: Figures = {}
    account = await remote.order("describe")
    async with home_assistant(arguments.folder, account["base_url"]) as hass:
        with _timed(figures, "start"):
            entry = await add_account(hass, account)
            await settle(hass, arguments.devices)
        return figures | await _taken(hass, entry)


async def _warm(arguments: argparse.Namespace, remote: Remote) -> Figures:
    """Start with what another process has left of the account."""
    figures: Figures = {}
    running = home_assistant(arguments.folder, await _cloud_url(remote))
    with _timed(figures, "start"):
        hass = await running.__aenter__()
    (entry,) = hass.config_entries.async_entries(DOMAIN)
    figures |= await _taken(hass, entry)
    await running.__aexit__(None, None, None)
    return figures


async def _cloud_url(remote: Remote) -> str:
    url: str = (await remote.order("describe"))["base_url"]
    return url


async def _taken(hass: HomeAssistant, entry: ConfigEntry) -> Figures:
    """Return what there is when nothing is awaited any more."""
    await settled(hass, entry)
    await asyncio.sleep(1)
    registry = er.async_get(hass)
    return {
        "memory": _occupied(),
        "entities": len(er.async_entries_for_config_entry(registry, entry.entry_id)),
        "states": len(hass.states.async_entity_ids()),
    }


PARTS: Final = {"empty": _empty, "cold": _cold, "warm": _warm}


def main() -> None:
    """Measure, and write the figures."""
    run_part("loads_worker", __doc__, PARTS)


if __name__ == "__main__":
    main()
