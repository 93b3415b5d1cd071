"""Devices of an account that another entry shows."""

from collections.abc import Container
from dataclasses import replace
from time import monotonic

from ..api.messages import Origin
from ..api.models import Thing
from ..api.wire import Params
from ..devices.device import Device, is_sign_of_life
from .list_read import ListRead


class HiddenDevices(dict[str, Device]):
    """Hidden devices by id, kept up to date for the time when they are shown."""

    def list_anew(self, thing: Thing, list_read: ListRead, now: float) -> None:
        """Take over a listing."""
        device = self.get(thing.deviceid) or Device(thing)
        self[device.id] = device
        list_read.merge_into(device, thing, now)

    def hide(self, device: Device) -> None:
        """Hide a device as it is.

        It is a new object: platforms keep in mind what they added for the old one.
        """
        thing = replace(device.thing, params=device.params, online=device.online)
        self[device.id] = Device(thing)

    def merge(self, device_id: str, params: Params, origin: Origin) -> bool:
        """Merge params of a device; return whether it is a hidden one."""
        if (device := self.get(device_id)) is None:
            return False
        device.merge(params, monotonic(), origin)
        if origin.is_push and is_sign_of_life(params):
            device.set_online(online=True)
        return True

    def set_online(self, device_id: str, *, online: bool) -> bool:
        """Take over an online state; return whether the device is a hidden one."""
        if (device := self.get(device_id)) is None:
            return False
        device.set_online(online=online)
        return True

    def forget_unless(self, seen: Container[str]) -> None:
        """Forget the devices that a complete list does not hold."""
        for device_id in [it for it in self if it not in seen]:
            del self[device_id]
