"""Which timers Home Assistant made, kept over restarts in a private file."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util.hass_dict import HassKey

from .api.wire import as_object
from .const import DOMAIN
from .devices.own_timers import OwnTimer, OwnTimers
from .private_store import PrivateStore

_LOGGER = logging.getLogger(__name__)


class TimerMemory:
    """The timers of one entry that were made here, by device."""

    def __init__(self, hass: HomeAssistant, entry_id: str) -> None:
        """Name the file; nothing is read yet."""
        self._store = PrivateStore(hass, f"{DOMAIN}.timers.{entry_id}")
        self._own: dict[str, dict[str, OwnTimer]] = {}
        self._is_read = False
        # Timers are read, changed and written as a whole.
        self.locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def async_load(self) -> None:
        """Read the file, once; what cannot be read is forgotten."""
        if self._is_read:
            return
        self._is_read = True
        try:
            stored = as_object(await self._store.async_load()) or {}
        except HomeAssistantError, OSError, KeyError, TypeError, ValueError:
            _LOGGER.debug("It is not known any more which timers were made here")
            return
        for device_id, raw in stored.items():
            found = (as_object(raw) or {}).items()
            read = {key: OwnTimer.from_dict(it) for key, it in found}
            self._own[device_id] = {k: it for k, it in read.items() if it is not None}

    async def async_remove(self) -> None:
        """Delete the file."""
        await self._store.async_remove()

    @property
    def device_ids(self) -> tuple[str, ...]:
        """Return the devices that have timers of ours."""
        return tuple(self._own)

    def of(self, device_id: str) -> OwnTimers:
        """Return the timers of a device that were made here."""
        return self._own.get(device_id, {})

    async def async_put(self, device_id: str, own: Mapping[str, OwnTimer]) -> None:
        """Write which timers of a device were made here, if they are others now."""
        if own == self.of(device_id):
            return
        self._own[device_id] = dict(own)
        if not own:
            del self._own[device_id]
        await self._store.async_save(self._content())

    def _content(self) -> dict[str, Any]:
        return {
            device_id: {key: it.to_dict() for key, it in own.items()}
            for device_id, own in self._own.items()
        }


# They outlive a reload of their entry.
DATA_TIMERS: HassKey[dict[str, TimerMemory]] = HassKey(f"{DOMAIN}.timers")


@callback
def async_timer_memory(hass: HomeAssistant, entry_id: str) -> TimerMemory:
    """Return the memory of an entry."""
    by_entry = hass.data.setdefault(DATA_TIMERS, {})
    if (memory := by_entry.get(entry_id)) is None:
        memory = by_entry[entry_id] = TimerMemory(hass, entry_id)
    return memory


async def async_forget_timers(hass: HomeAssistant, entry_id: str) -> None:
    """Forget what was made here, as the account is removed."""
    memory = async_timer_memory(hass, entry_id)
    del hass.data[DATA_TIMERS][entry_id]
    await memory.async_remove()
