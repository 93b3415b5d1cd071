"""Who listens to which of a device's params."""

from collections.abc import Callable, Set as AbstractSet
from functools import partial

type Listener = Callable[[], None]
type _Entry = tuple[AbstractSet[str], Listener]


class DeviceListeners:
    """Listeners by device, each with the keys of changes that it wants to hear of."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._by_device: dict[str, list[_Entry]] = {}

    def add(
        self, device_id: str, keys: AbstractSet[str], listener: Listener
    ) -> Callable[[], None]:
        """Register a listener to some keys of a device; return what undoes it."""
        entry = (keys, listener)
        self._by_device.setdefault(device_id, []).append(entry)
        return partial(self._remove, device_id, entry)

    def _remove(self, device_id: str, entry: _Entry) -> None:
        entries = self._by_device[device_id]
        entries.remove(entry)
        if not entries:
            del self._by_device[device_id]

    def wake_readers(self, device_id: str, changed: set[str]) -> None:
        """Call the listeners that want to hear of one of the keys."""
        for keys, listener in tuple(self._by_device.get(device_id, ())):
            if not changed.isdisjoint(keys):
                listener()

    def wake_device(self, device_id: str) -> None:
        """Call all listeners of a device."""
        for _, listener in tuple(self._by_device.get(device_id, ())):
            listener()
