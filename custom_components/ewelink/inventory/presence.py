"""Which devices are available, and what follows when that changes."""

from collections.abc import Container, Mapping
from time import monotonic
from typing import Final

from ..api.link import Link
from ..availability import ConnectionState, device_state
from ..devices.device import Device
from ..identifiers import is_account, split_identifier
from .listeners import DeviceListeners

# For so long a device may still tell how it was when it came.
_ARRIVAL_SECONDS: Final = 10


class Presence:
    """Settles whether devices are listed and reached, by the cloud or beside it.

    The cloud reaches what is online, and its bridge too.
    """

    def __init__(
        self,
        devices: Mapping[str, Device],
        missing: Container[str],
        link: Link,
        listeners: DeviceListeners,
    ) -> None:
        """Start with no device behind any bridge."""
        self._devices = devices
        self._missing = missing
        self._link = link
        self._listeners = listeners
        self._children: dict[str, set[str]] = {}
        self._returned: dict[str, float] = {}

    def add(self, device: Device) -> None:
        """Keep behind which bridge a device is."""
        if device.parent_id is not None:
            self._children.setdefault(device.parent_id, set()).add(device.id)

    def remove(self, device: Device) -> None:
        """Forget a device that has left; what waits for its answer fails."""
        if device.parent_id is not None:
            self._children[device.parent_id].discard(device.id)
        device.available = device.is_local = False
        self._returned.pop(device.id, None)
        self._link.fail_waiting(device.id)

    def update(self, device_id: str) -> list[Device]:
        """Settle it for a device and those behind it, and wake their listeners.

        Returns those that have come back. What waits for others' answers fails.
        """
        returned = []
        for each in (device_id, *self._children.get(device_id, ())):
            if (device := self._devices.get(each)) is None:
                continue
            was_available = device.available
            self._settle(device)
            if device.available and not was_available:
                self._returned[each] = monotonic()
                returned.append(device)
            elif was_available and not device.available:
                self._link.fail_waiting(each)
            self._listeners.wake_device(each)
        return returned

    def _settle(self, device: Device) -> None:
        """Settle it for a device alone."""
        by_cloud = self.connection_of(device)
        is_listed = by_cloud is not ConnectionState.NOT_IN_ACCOUNT
        device.is_local = self._link.is_local(device.id)
        device.available = by_cloud is ConnectionState.ONLINE or (
            is_listed and device.is_local
        )

    def of(self, device: Device) -> tuple[bool, bool, ConnectionState]:
        """Return all that settles it for a device."""
        is_local = self._link.is_local(device.id)
        return device.online, is_local, self.connection_of(device)

    def has_just_come(self, device: Device) -> bool:
        """Return whether a device is available since a moment ago, if at all."""
        since = self._returned.get(device.id)
        return since is None or monotonic() - since < _ARRIVAL_SECONDS

    def connection_of(self, device: Device) -> ConnectionState:
        """Return whether the cloud reaches a device and its bridge, or why not."""
        parent = self._devices.get(device.parent_id or "")
        return device_state(
            is_listed=device.id not in self._missing,
            is_bridge_there=parent is None
            or (parent.online and parent.id not in self._missing),
            is_online=device.online,
        )

    def has(self, identifier: str) -> bool:
        """Return whether the account, a deviceid or deviceid_child is of here."""
        if is_account(identifier):
            return True
        device_id, child = split_identifier(identifier)
        device = self._devices.get(device_id)
        if device is None or not child:
            return device is not None
        return child in map(str, device.type.channels) or child in device.children()
