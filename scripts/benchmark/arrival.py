"""From the sign-in to all states, and what they take of memory."""

from collections.abc import Mapping
import gc
from pathlib import Path
import resource
import time
import tracemalloc

from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from .home import add_account, settle
from .watch import watching

_MB = 1e6


def resident() -> float:
    """Return the megabytes that this process occupies."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / _MB


async def arrive(
    hass: HomeAssistant, account: Mapping[str, str], devices: int
) -> tuple[ConfigEntry, dict[str, float]]:
    """Add the account; return its entry and the figures."""
    created: list[int] = []

    @callback
    def _created(change: ConfigEntryChange, _entry: ConfigEntry) -> None:
        if change is ConfigEntryChange.ADDED:
            created.append(time.monotonic_ns())

    remove = async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, _created)
    before, traced = resident(), _traced()
    started = time.process_time()
    with watching(hass) as watch:
        entry = await add_account(hass, account)
        await settle(hass, devices)
        first, last = watch.times[0], watch.times[-1]
    remove()
    registry = er.async_get(hass)
    figures = {
        "first_states": (first - created[0]) / 1e9,
        "all_states": (last - created[0]) / 1e9,
        "arrival_cpu": time.process_time() - started,
        "entities": len(er.async_entries_for_config_entry(registry, entry.entry_id)),
        "states": len(set(watch.entity_ids)),
        "memory": resident() - before,
    }
    if tracemalloc.is_tracing():
        figures["traced"] = _traced() - traced
    return entry, figures


def _traced() -> float:
    return tracemalloc.get_traced_memory()[0] / _MB
