"""What of a list an entry shows, and what another one shows instead."""

from collections.abc import Callable, Iterable, Mapping, Set as AbstractSet
from time import monotonic

from homeassistant.core import callback

from ..api.link import Link
from ..api.models import Group, Home, Thing
from ..devices.device import Device
from .departures import Departures
from .device_registry import EwelinkDeviceRegistry
from .groups import Groups
from .hidden import HiddenDevices
from .listeners import DeviceListeners, FeaturesListeners
from .ownership import Ownership
from .presence import Presence


class ShownDevices:
    """Shows and hides devices as ``ownership`` settles, which sees them by this.

    ``devices`` are those that are shown, ``hidden`` those that another entry shows.
    ``homes_of`` returns all homes by id, whose rooms things are in.
    """

    def __init__(  # noqa: PLR0913 - what it is given instead of looked up
        self,
        entry_id: str,
        link: Link,
        *,
        ownership: Ownership,
        departures: Departures,
        registry: EwelinkDeviceRegistry,
        listeners: DeviceListeners,
        features: FeaturesListeners,
        homes_of: Callable[[], Mapping[str, Home]],
    ) -> None:
        """Start with none."""
        self._entry_id = entry_id
        self._link = link
        self._ownership = ownership
        self._departures = departures
        self._registry = registry
        self._features = features
        self._homes_of = homes_of
        self.devices: dict[str, Device] = {}
        self.hidden = HiddenDevices()
        self.presence = Presence(self.devices, departures, link, listeners)
        self.groups = Groups(
            entry_id,
            devices=self.devices,
            departures=departures,
            listeners=listeners,
            ownership=ownership,
            registry=registry,
            room_of=self._room_of,
        )

    @callback
    def async_join(self) -> None:
        """Begin to be one of those that show devices."""
        self._ownership.async_join(self._entry_id, self)

    @callback
    def async_leave(self) -> None:
        """Be none of them any more."""
        self._ownership.async_leave(self._entry_id)

    def free(self, things: Iterable[Thing], left_out: AbstractSet[str]) -> list[Thing]:
        """Return what may be shown before any list, bridges first."""
        found = [
            thing
            for thing in things
            if thing.home_id not in left_out and not self._is_elsewhere(thing.deviceid)
        ]
        return sorted(found, key=lambda thing: thing.parent_id is not None)

    def is_anywhere(self, device_id: str) -> bool:
        """Return whether any connected entry shows a device."""
        return self._ownership.async_is_shown(device_id)

    @callback
    def async_claim(self, thing: Thing) -> bool:
        """Return whether a listed device is to be shown; else it is given up."""
        is_ours = self._ownership.async_claim(self._entry_id, thing)
        if not is_ours:
            self.async_give_up(thing.deviceid)
        return is_ours

    @callback
    def async_show(self, device: Device) -> bool:
        """Register a device that is shown; return whether anything is new.

        What the local network knows of it is newer than any list.
        """
        self.presence.add(device)
        is_new = self._registry.register(device, self._room_of(device.thing))
        parent_id = device.parent_id or ""
        parent = self.devices.get(parent_id) or self.hidden.get(parent_id)
        self._link.watch(device, parent)
        return is_new

    @callback
    def async_give_up(self, device_id: str) -> None:
        """Hide a device, which another entry shows from now on."""
        self._registry.forget(device_id)
        self._departures.found(device_id)
        if (device := self.devices.pop(device_id, None)) is not None:
            self._link.unwatch(device_id)
            self.hidden.hide(device)
            self.groups.async_follow()

    @callback
    def async_take_up(self, device_id: str) -> None:
        """Show a device that was hidden."""
        device = self._registry.recalled(self.hidden.pop(device_id))
        self.devices[device_id] = device
        self.async_show(device)
        self.presence.update(device_id)
        self._features.tell([device])
        self.groups.async_follow()

    @callback
    def async_remove(self, device_id: str) -> None:
        """Remove a device, unless another entry shows it from now on, or a group."""
        self._departures.found(device_id)
        if (device := self.devices.pop(device_id, None)) is not None:
            self._link.unwatch(device_id)
            self.presence.remove(device)
            self.groups.async_follow()
        self.presence.update(device_id)
        self.groups.async_forget(device_id)
        self._registry.forget(device_id)
        if not self._ownership.async_pass_on(self._entry_id, device_id):
            self._registry.remove(device_id)

    @callback
    def async_leave_homes(
        self, left_out: AbstractSet[str], seen: Mapping[str, AbstractSet[str]]
    ) -> None:
        """Remove what is in homes left out only; ``seen`` has the homes of devices."""
        for device in list(self.devices.values()):
            if seen.get(device.id, {device.thing.home_id}) <= left_out:
                self.async_remove(device.id)
        self.groups.async_leave_homes(left_out)

    @callback
    def async_relist(self, device: Device, thing: Thing) -> None:
        """Take over what is listed of a device otherwise than before."""
        features = device.features
        device.list_anew(thing, monotonic())
        self._registry.register(device, None)
        if device.features != features:
            self._features.tell([device])

    def has(self, identifier: str) -> bool:
        """Return whether the account, a group, a device or a child is of here."""
        return identifier in self.groups or self.presence.has(identifier)

    def _is_elsewhere(self, device_id: str) -> bool:
        return self._ownership.async_is_elsewhere(self._entry_id, device_id)

    def _room_of(self, thing: Thing | Group) -> str | None:
        home = self._homes_of().get(thing.home_id or "")
        return None if home is None else home.rooms.get(thing.room_id or "")
