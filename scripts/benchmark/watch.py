"""When states come."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
import time
from typing import Final

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event, EventStateChangedData, HomeAssistant, callback

# The count of calls changes beside the devices.
ACCOUNT: Final = "sensor.ewelink_account_"


class Watch:
    """Notes the time of each change of a device's state, in nanoseconds."""

    def __init__(self) -> None:
        """Start with none."""
        self.times: list[int] = []
        self.entity_ids: list[str] = []
        self._wanted = 0
        self._reached = asyncio.Event()

    @callback
    def note(self, event: Event[EventStateChangedData]) -> None:
        """Take note of a change."""
        if event.data["entity_id"].startswith(ACCOUNT):
            return
        self.times.append(time.monotonic_ns())
        self.entity_ids.append(event.data["entity_id"])
        if len(self.times) == self._wanted:
            self._reached.set()

    async def wait(self, count: int, seconds: float = 60) -> None:
        """Wait for as many changes."""
        if len(self.times) >= count:
            return
        self._wanted = count
        self._reached.clear()
        async with asyncio.timeout(seconds):
            await self._reached.wait()


@contextmanager
def watching(hass: HomeAssistant) -> Generator[Watch]:
    """Watch all states for a while."""
    watch = Watch()
    remove = hass.bus.async_listen(EVENT_STATE_CHANGED, watch.note)
    try:
        yield watch
    finally:
        remove()
