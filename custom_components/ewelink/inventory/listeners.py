"""Who listens to a device's params, to messages, and to features that come and go.

A listener's bug stops neither the others nor what they are told of.
"""

from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ..api.bugs import tell
from ..api.messages import Origin, is_full_state
from ..devices.device import Device

type FeaturesListener = Callable[[Iterable[Device]], None]
type MessageListener = Callable[[Mapping[str, object], Origin], None]


class DeviceListener(Protocol):
    """Who listens to changes of a device's params that have one of some keys."""

    @property
    def listens(self) -> AbstractSet[str]:
        """Return those keys."""

    def async_wake(self) -> None:
        """Take note that something changed."""


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """A function that listens."""

    listens: AbstractSet[str]
    async_wake: Callable[[], None]


class _ByDevice[ListenerT]:
    """Listeners by device, in the order in which they came."""

    def __init__(self) -> None:
        self._by_device: dict[str, list[ListenerT]] = {}

    def follow(self, device_id: str, listener: ListenerT) -> None:
        """Register a listener."""
        self._by_device.setdefault(device_id, []).append(listener)

    def leave(self, device_id: str, listener: ListenerT) -> None:
        """Forget a listener, if it is one."""
        listeners = self._by_device.get(device_id, [])
        if listener in listeners:
            listeners.remove(listener)
        if not listeners:
            self._by_device.pop(device_id, None)

    def _of(self, device_id: str) -> tuple[ListenerT, ...]:
        return tuple(self._by_device.get(device_id, ()))


class DeviceListeners(_ByDevice[DeviceListener]):
    """Listeners to changes of params."""

    def add(
        self, device_id: str, keys: AbstractSet[str], listener: Callable[[], None]
    ) -> Callable[[], None]:
        """Register a function for some keys of a device; return what undoes it."""
        reader = _Reader(keys, listener)
        self.follow(device_id, reader)
        return partial(self.leave, device_id, reader)

    def wake_readers(self, device_id: str, changed: set[str]) -> None:
        """Call the listeners that want to hear of one of the keys."""
        for listener in self._of(device_id):
            if not changed.isdisjoint(listener.listens):
                tell(listener.async_wake)

    def wake_device(self, device_id: str) -> None:
        """Call all listeners of a device."""
        for listener in self._of(device_id):
            tell(listener.async_wake)

    def wake_all(self) -> None:
        """Call all listeners of all devices."""
        for device_id in tuple(self._by_device):
            self.wake_device(device_id)


class MessageListeners(_ByDevice[tuple[AbstractSet[str], MessageListener]]):
    """Listeners to what a message held, be it new or not, and who sent it.

    A full state tells nothing that happened just now.
    """

    def add(
        self, device_id: str, keys: AbstractSet[str], listener: MessageListener
    ) -> Callable[[], None]:
        """Register a listener to some keys of a device; return what undoes it."""
        entry = (keys, listener)
        self.follow(device_id, entry)
        return partial(self.leave, device_id, entry)

    def tell(
        self, device_id: str, params: Mapping[str, object], origin: Origin
    ) -> None:
        """Call the listeners that ask for one of the keys of a message."""
        if device_id not in self._by_device or is_full_state(params):
            return
        for keys, listener in self._of(device_id):
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
