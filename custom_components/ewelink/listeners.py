"""Who listens to which of a device's params."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain

type Listener = Callable[[], None]


class DeviceListeners:
    """Listeners indexed by device and by the key of params that they read."""

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._by_param: dict[str, dict[str, list[Listener]]] = {}
        self._by_device: dict[str, list[Listener]] = {}

    def add(
        self, device_id: str, params: Iterable[str], listener: Listener
    ) -> Callable[[], None]:
        """Register a listener to some keys of a device; return what undoes it."""
        by_param = self._by_param.setdefault(device_id, {})
        groups = [by_param.setdefault(param, []) for param in params]
        groups.append(self._by_device.setdefault(device_id, []))
        for group in groups:
            group.append(listener)
        return partial(self._remove, device_id, groups, listener)

    def _remove(
        self, device_id: str, groups: list[list[Listener]], listener: Listener
    ) -> None:
        for group in groups:
            group.remove(listener)
        if not self._by_device.get(device_id):
            self._by_device.pop(device_id, None)
            self._by_param.pop(device_id, None)

    def wake_readers(self, device_id: str, params: set[str]) -> None:
        """Call, each once, the listeners that read one of the keys."""
        by_param = self._by_param.get(device_id)
        if by_param is None:
            return
        groups = [group for param in params if (group := by_param.get(param))]
        # A listener that removes itself must not make another one miss its call.
        woken = groups[0][:] if len(groups) == 1 else dict.fromkeys(chain(*groups))
        for listener in woken:
            listener()

    def wake_device(self, device_id: str) -> None:
        """Call all listeners of a device."""
        for listener in tuple(self._by_device.get(device_id, ())):
            listener()
