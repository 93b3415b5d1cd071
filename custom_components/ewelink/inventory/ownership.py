"""Which entry shows a device that several accounts see."""

from collections.abc import Mapping
from typing import Final, Protocol

from homeassistant.config_entries import (
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.device_registry import DeviceEntryDisabler
from homeassistant.helpers.typing import UNDEFINED, UndefinedType

from ..api.bugs import tell
from ..api.models import Thing
from ..const import DIY_UNIQUE_ID, DOMAIN
from ..devices.device import Device

# Those that the entry disabled are enabled; a disabled device disables its channels.
_KEPT: Final[dict[DeviceEntryDisabler | None, DeviceEntryDisabler | UndefinedType]] = {
    DeviceEntryDisabler.DEVICE: UNDEFINED,
    DeviceEntryDisabler.USER: DeviceEntryDisabler.USER,
}


class Viewer(Protocol):
    """The devices of an entry, as those of other entries know them."""

    @property
    def devices(self) -> Mapping[str, Device]:
        """Return those that it shows, by id."""

    @property
    def hidden(self) -> Mapping[str, Device]:
        """Return those that it lists and another entry shows."""

    def async_give_up(self, device_id: str) -> None:
        """Hide a device, which another entry shows from now on."""

    def async_take_up(self, device_id: str) -> None:
        """Show a device that was hidden."""


class Ownership:
    """Decides who shows a device: its owner's entry, else the one added first.

    An account comes before the entry of devices in DIY mode, which anybody hears.

    Only an entry that lists the device, or did before it was unloaded, can show it. The
    device registry remembers who does: there the device belongs to one entry.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with nobody connected."""
        self._hass = hass
        self._registry = dr.async_get(hass)
        self._viewers: dict[str, Viewer] = {}

    @callback
    def async_join(self, entry_id: str, viewer: Viewer) -> None:
        """Take in an entry that reads its list."""
        self._viewers[entry_id] = viewer

    @callback
    def async_leave(self, entry_id: str) -> None:
        """Forget an entry that is unloaded; it keeps what it shows."""
        self._viewers.pop(entry_id, None)

    @callback
    def async_is_shown(self, device_id: str) -> bool:
        """Return whether a connected entry shows a device."""
        return any(device_id in viewer.devices for viewer in self._viewers.values())

    @callback
    def async_is_elsewhere(self, entry_id: str, device_id: str) -> bool:
        """Return whether a device is one of another entry's."""
        return bool(self._elsewhere(entry_id, device_id))

    @callback
    def async_claim(self, entry_id: str, thing: Thing) -> bool:
        """Return whether an entry that lists a device shows it, from now on only."""
        device_id, owner = thing.deviceid, thing.apikey
        elsewhere = self._elsewhere(entry_id, device_id)
        if not elsewhere:
            return True
        seen_by = {entry_id, *(device.config_entry_id for device in elsewhere)}
        ranking = self._ranking(owner)
        if next((it for it in ranking if it in seen_by), entry_id) == entry_id:
            self._bring(elsewhere, entry_id, device_id)
            return True
        if (own := self._own(entry_id, device_id)) is not None:
            self._registry.async_remove_device(own.id)
        return False

    @callback
    def async_claim_group(self, entry_id: str, group_id: str) -> bool:
        """Return whether an entry shows a group: the first one that listed it does."""
        elsewhere = self._elsewhere(entry_id, group_id)
        if not {it.config_entry_id for it in elsewhere}.isdisjoint(self._ranking()):
            return False
        self._bring(elsewhere, entry_id, group_id)
        return True

    @callback
    def async_pass_on(self, entry_id: str, device_id: str) -> bool:
        """Let another entry show what this one does not list any more."""
        for other_id in self._ranking():
            viewer = self._viewers.get(other_id)
            if other_id == entry_id or viewer is None or device_id not in viewer.hidden:
                continue
            self._bring(self._elsewhere(other_id, device_id), other_id, device_id)
            tell(viewer.async_take_up, device_id)
            return True
        return False

    @callback
    def async_reassign(self) -> None:
        """Let entries show what an entry showed that is gone; bridges come first."""
        for entry_id in self._ranking():
            if (viewer := self._viewers.get(entry_id)) is None:
                continue
            for device in sorted(viewer.hidden.values(), key=_is_behind_a_bridge):
                tell(self._reassign, entry_id, viewer, device)

    def _reassign(self, entry_id: str, viewer: Viewer, device: Device) -> None:
        if self.async_claim(entry_id, device.thing):
            viewer.async_take_up(device.id)

    @callback
    def async_entry_changed(
        self, _change: ConfigEntryChange, entry: ConfigEntry
    ) -> None:
        """Decide anew when an entry was disabled and has been unloaded."""
        is_off = entry.disabled_by and entry.state is ConfigEntryState.NOT_LOADED
        if entry.domain == DOMAIN and is_off:
            self.async_reassign()

    def _ranking(self, owner: str | None = None) -> list[str]:
        """Return the entries that may show a device, the first one before others."""
        entries = self._hass.config_entries.async_entries(
            DOMAIN, include_ignore=False, include_disabled=False
        )
        ranked = sorted(
            entries,
            key=lambda it: (it.unique_id == DIY_UNIQUE_ID, it.unique_id != owner),
        )
        return [entry.entry_id for entry in ranked]

    def _elsewhere(self, entry_id: str, device_id: str) -> list[dr.DeviceEntry]:
        found = self._registry.async_get_devices(identifiers={(DOMAIN, device_id)})
        return [device for device in found if device.config_entry_id != entry_id]

    def _own(self, entry_id: str, device_id: str) -> dr.DeviceEntry | None:
        return self._registry.async_get_device_by_identifier(
            (DOMAIN, device_id), entry_id
        )

    def _bring(
        self, devices: list[dr.DeviceEntry], entry_id: str, device_id: str
    ) -> None:
        """Make a device one of an entry, and of no other."""
        for device in devices:
            if (viewer := self._viewers.get(device.config_entry_id)) is not None:
                tell(viewer.async_give_up, device_id)
            if self._own(entry_id, device_id) is None:
                self._move(device, entry_id)
            else:
                self._registry.async_remove_device(device.id)

    def _move(self, device: dr.DeviceEntry, entry_id: str) -> None:
        """Move a device with what the user set, also of its channels.

        A device moves without channels only: they are made anew.
        """
        channels = dr.async_entries_for_parent_device(self._registry, device.id)
        for channel in channels:
            self._registry.async_remove_device(channel.id)
        self._registry.async_update_device(
            device.id, new_config_entry_id=entry_id, new_connections=set()
        )
        for channel in channels:
            self._make_anew(channel, entry_id)

    def _make_anew(self, channel: dr.ChildDeviceEntry, entry_id: str) -> None:
        anew = self._registry.async_get_or_create_child(
            config_entry_id=entry_id,
            identifiers=channel.identifiers,
            name=channel.name,
            parent_device_id=channel.parent_device_id,
        )
        self._registry.async_update_child_device(
            anew.id,
            area_id=channel.area_id,
            disabled_by=_KEPT.get(channel.disabled_by),
            labels=channel.labels,
            name_by_user=channel.name_by_user,
        )


def _is_behind_a_bridge(device: Device) -> bool:
    return device.parent_id is not None
