"""Who listens to which of a device's params, and to devices with new features."""

from collections.abc import Callable, Iterable, Set as AbstractSet
from functools import partial

from ..devices.device import Device

type NewFeaturesListener = Callable[[Iterable[Device]], None]
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


class NewFeaturesListeners:
    """Listeners to devices that are new, or have features that they had not."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._listeners: list[NewFeaturesListener] = []

    def add(self, listener: NewFeaturesListener) -> Callable[[], None]:
        """Register a listener; return what undoes it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def tell(self, devices: Iterable[Device]) -> None:
        """Call all listeners."""
        for listener in self._listeners:
            listener(devices)
