"""Devices that are expected to come online."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from homeassistant.core import callback


class Arrivals:
    """Tells those who expect a device that it has come online, listed or not."""

    def __init__(self) -> None:
        """Expect nobody."""
        self._expected: defaultdict[str, set[asyncio.Event]] = defaultdict(set)

    @contextmanager
    def expect(self, device_id: str) -> Iterator[asyncio.Event]:
        """Expect a device; the event is set when it comes online."""
        event = asyncio.Event()
        self._expected[device_id].add(event)
        try:
            yield event
        finally:
            self._expected[device_id].discard(event)
            if not self._expected[device_id]:
                del self._expected[device_id]

    @callback
    def async_note(self, device_id: str) -> None:
        """Take note that a device has come online."""
        for event in self._expected.get(device_id, ()):
            event.set()
