"""The groups that the user has made in the app, and which devices are in them."""

from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial

from homeassistant.core import CALLBACK_TYPE, callback

from ..api.bugs import tell
from ..api.models import Group, Thing
from ..devices.device import Device
from ..devices.groups import DeviceGroup
from ..devices.rows import is_mirror, is_mirror_type
from .departures import Departures
from .device_registry import EwelinkDeviceRegistry
from .listeners import DeviceListeners
from .ownership import Ownership

type GroupsListener = Callable[[Iterable[DeviceGroup]], None]


class Groups(dict[str, DeviceGroup]):
    """The groups that are shown, by id.

    Each is shown by the entry that was the first to list it. What Home Assistant itself
    has lent to the cloud is no member, and a group of nothing else is none.
    """

    def __init__(  # noqa: PLR0913 - what it is given instead of looked up
        self,
        entry_id: str,
        *,
        devices: Mapping[str, Device],
        departures: Departures,
        listeners: DeviceListeners,
        ownership: Ownership,
        registry: EwelinkDeviceRegistry,
        room_of: Callable[[Group], str | None],
    ) -> None:
        """Start with none."""
        super().__init__()
        self._entry_id = entry_id
        self._devices = devices
        self._departures = departures
        self._listeners = listeners
        self._ownership = ownership
        self._registry = registry
        self._room_of = room_of
        self._lent: set[str] = set()
        self._tell_to: list[GroupsListener] = []

    @callback
    def async_note_mirror(self, thing: Thing) -> None:
        """Keep of which groups something is a member that must be ignored."""
        self._lent.update(thing.groups)

    @callback
    def async_list_anew(self, groups: Iterable[Group]) -> bool:
        """Take over what a list holds; return whether anything is new."""
        has_news = False
        members = self._members()
        for group in groups:
            self._departures.found(group.id)
            if not self._is_shown(group, members):
                self._async_hide(group.id)
                continue
            if (known := self.get(group.id)) is None:
                self[group.id] = DeviceGroup(group)
            else:
                known.list_anew(group)
            has_news |= self._registry.register_group(group, self._room_of(group))
        self._lent.clear()
        self.async_follow()
        return has_news

    def _is_shown(self, group: Group, members: Mapping[str, list[Device]]) -> bool:
        if is_mirror_type(group.uiid):
            return False
        if group.id in self._lent and group.id not in members:
            return False
        return self._ownership.async_claim_group(self._entry_id, group.id)

    @callback
    def async_follow(self) -> None:
        """Find out anew who is a member of what, and tell of the groups."""
        if not self:
            return
        members = self._members()
        for group in self.values():
            group.follow(members.get(group.id, ()))
            self._listeners.wake_device(group.id)
        self._async_tell()

    def _members(self) -> dict[str, list[Device]]:
        found: dict[str, list[Device]] = {}
        for device in self._devices.values():
            if device.thing.groups and not is_mirror(device.thing):
                for group_id in dict.fromkeys(device.thing.groups):
                    found.setdefault(group_id, []).append(device)
        return found

    def is_listed(self, group: DeviceGroup) -> bool:
        """Return whether a group is shown, and was in the last whole list."""
        return self.get(group.id) is group and group.id not in self._departures

    @callback
    def async_forget(self, group_id: str) -> None:
        """Show a group no more; whoever calls takes it out of the registry."""
        if self.pop(group_id, None) is not None:
            self._registry.forget(group_id)
            self._async_tell()

    @callback
    def async_leave_homes(self, left_out: Container[str]) -> None:
        """Part from the groups of homes that are left out."""
        for group in [it.group for it in self.values()]:
            if group.home_id in left_out:
                self._async_hide(group.id)

    @callback
    def _async_hide(self, group_id: str) -> None:
        """Show a group no more, which may be another entry's."""
        if group_id in self:
            self.async_forget(group_id)
            self._registry.remove(group_id)

    @callback
    def _async_tell(self) -> None:
        for listener in tuple(self._tell_to):
            tell(listener, self.values())

    @callback
    def async_listen(self, listener: GroupsListener) -> CALLBACK_TYPE:
        """Call a listener with all groups now, and whenever they are others."""
        listener(self.values())
        self._tell_to.append(listener)
        return partial(self._tell_to.remove, listener)
