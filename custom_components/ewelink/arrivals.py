"""Devices that are expected to come online."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from homeassistant.core import callback


class Arrivals:
    """Tells those who expect a device that it has come online, listed or not."""

    def __init__(self) -> None:
        """Expect nobody."""
        self._expected: defaultdict[str, set[Callable[[], None]]] = defaultdict(set)

    @contextmanager
    def expect(self, device_id: str, on_come: Callable[[], None]) -> Iterator[None]:
        """Expect a device; `on_come` is called each time that it comes online."""
        self._expected[device_id].add(on_come)
        try:
            yield
        finally:
            self._expected[device_id].discard(on_come)
            if not self._expected[device_id]:
                del self._expected[device_id]

    @callback
    def async_note(self, device_id: str) -> None:
        """Take note that a device has come online."""
        for on_come in self._expected.get(device_id, ()):
            on_come()
