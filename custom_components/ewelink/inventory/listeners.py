"""Who listens to a device's params, to messages, and to features that come and go.

A listener's bug stops neither the others nor what they are told of.
"""

from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet
from functools import partial

from ..api.bugs import tell
from ..api.messages import Origin, is_full_state
from ..devices.device import Device

type FeaturesListener = Callable[[Iterable[Device]], None]
type Listener = Callable[[], None]
type MessageListener = Callable[[Mapping[str, object], Origin], None]


class _ByDevice[ListenerT]:
    """Listeners by device, each with the keys of params that it asks for."""

    def __init__(self) -> None:
        self._by_device: dict[str, list[tuple[AbstractSet[str], ListenerT]]] = {}

    def add(
        self, device_id: str, keys: AbstractSet[str], listener: ListenerT
    ) -> Callable[[], None]:
        """Register a listener to some keys of a device; return what undoes it."""
        entry = (keys, listener)
        self._by_device.setdefault(device_id, []).append(entry)
        return partial(self._remove, device_id, entry)

    def _remove(
        self, device_id: str, entry: tuple[AbstractSet[str], ListenerT]
    ) -> None:
        entries = self._by_device[device_id]
        entries.remove(entry)
        if not entries:
            del self._by_device[device_id]


class DeviceListeners(_ByDevice[Listener]):
    """Listeners to changes of params."""

    def wake_readers(self, device_id: str, changed: set[str]) -> None:
        """Call the listeners that want to hear of one of the keys."""
        for keys, listener in tuple(self._by_device.get(device_id, ())):
            if not changed.isdisjoint(keys):
                tell(listener)

    def wake_device(self, device_id: str) -> None:
        """Call all listeners of a device."""
        for _, listener in tuple(self._by_device.get(device_id, ())):
            tell(listener)

    def wake_all(self) -> None:
        """Call all listeners of all devices."""
        for device_id in tuple(self._by_device):
            self.wake_device(device_id)


class MessageListeners(_ByDevice[MessageListener]):
    """Listeners to what a message held, be it new or not, and who sent it.

    A full state tells nothing that happened just now.
    """

    def tell(
        self, device_id: str, params: Mapping[str, object], origin: Origin
    ) -> None:
        """Call the listeners that ask for one of the keys of a message."""
        if (entries := self._by_device.get(device_id)) is None:
            return
        if is_full_state(params):
            return
        for keys, listener in tuple(entries):
            if not keys.isdisjoint(params):
                tell(listener, params, origin)


class FeaturesListeners:
    """Listeners to devices that are new, or whose features are others than before."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._listeners: list[FeaturesListener] = []

    def add(self, listener: FeaturesListener) -> Callable[[], None]:
        """Register a listener; return what undoes it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def tell(self, devices: Iterable[Device]) -> None:
        """Call all listeners."""
        for listener in tuple(self._listeners):
            tell(listener, devices)
