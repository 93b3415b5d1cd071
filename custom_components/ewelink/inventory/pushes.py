"""What comes from devices between two lists: params, and whether they are there."""

from collections.abc import Callable
from time import monotonic

from homeassistant.core import callback

from ..api.messages import Origin, may_be_full_state
from ..api.wire import Params
from ..devices.device import Device, is_sign_of_life
from .device_registry import EwelinkDeviceRegistry
from .list_read import ListRead
from .listeners import DeviceListeners, FeaturesListeners, MessageListeners
from .refresh import RefreshSchedule
from .returned import ReturnedDevices
from .shown import ShownDevices


class Pushes:
    """Merges what comes into the devices, and tells who reads it.

    A ``list_read`` that runs is told, too. ``meet_stranger`` is called with the id of a
    device that is not known.
    """

    def __init__(  # noqa: PLR0913 - what it is given instead of looked up
        self,
        *,
        shown: ShownDevices,
        list_read: ListRead,
        listeners: DeviceListeners,
        messages: MessageListeners,
        features: FeaturesListeners,
        refresh: RefreshSchedule,
        registry: EwelinkDeviceRegistry,
        returned: ReturnedDevices,
        meet_stranger: Callable[[str], None],
    ) -> None:
        """Start with nothing pushed."""
        self._devices = shown.devices
        self._hidden = shown.hidden
        self._listeners = listeners
        self._messages = messages
        self._features = features
        self._presence = shown.presence
        self._refresh = refresh
        self._registry = registry
        self._returned = returned
        self._meet_stranger = meet_stranger
        self.list_read = list_read

    @callback
    def async_merge(self, device_id: str, params: Params, origin: Origin) -> None:
        """Merge params of a device, whatever brought them, and tell who reads them."""
        device = self._devices.get(device_id)
        if self.list_read.is_reading:
            known = device or self._hidden.get(device_id)
            state = known.state_in(params, origin) if known else params
            self.list_read.keep_params(device_id, state)
        if device is not None:
            self._merge(device, params, origin)
        elif not self._hidden.merge(device_id, params, origin) and origin.is_push:
            self._meet_stranger(device_id)

    def _merge(self, device: Device, params: Params, origin: Origin) -> None:
        features = device.features
        changed = device.merge(params, monotonic(), origin)
        if origin.is_push:
            # A press of what is unavailable would start nothing.
            if is_sign_of_life(params) and self._revive(device):
                changed.clear()
            if may_be_full_state(params) and self._presence.has_just_come(device):
                device.remember_presses(params)
            else:
                self._messages.tell(device.id, params, origin)
        if device.features is not features or "fwVersion" in changed:
            self._registry.register(device, None)
        if device.features is not features:
            self._features.tell([device])
        if changed:
            self._listeners.wake_readers(device.id, changed)

    def _revive(self, device: Device) -> bool:
        """Take a device for online that has told something, and its bridge.

        Returns whether its state was written. What is in the local network may have
        told it there, which says nothing of the cloud.
        """
        if device.is_local:
            return False
        parent = self._devices.get(device.parent_id or "")
        silent = [it for it in (parent, device) if it is not None and not it.online]
        for it in silent:
            self.async_set_online(it.id, online=True)
        return bool(silent)

    @callback
    def async_set_online(self, device_id: str, *, online: bool) -> None:
        """Take over a device's online state, which is also that of its children."""
        if self.list_read.is_reading:
            self.list_read.keep_online(device_id, online=online)
        if (device := self._devices.get(device_id)) is None:
            if not self._hidden.set_online(device_id, online=online):
                self._meet_stranger(device_id)
        elif device.online != online:
            device.set_online(online=online)
            self._returned.async_add(self._presence.update(device_id))

    @callback
    def async_contact_changed(
        self,
        device_id: str,
        _is_there: bool,  # noqa: FBT001 - as the link tells it
    ) -> None:
        """Settle anew who is available: a device came or went in its network."""
        self._presence.update(device_id)

    @callback
    def async_key_needed(self, device_id: str) -> None:
        """Read the list for a device whose key opens nothing in its network."""
        self._presence.update(device_id)
        self._refresh.async_ask(device_id)
