"""What both ways tell of the same devices, in whatever order it comes."""

from dataclasses import replace

from ..messages import DeviceOnline, DeviceState, DeviceUpdate, Origin
from ..models import Thing
from ..wire import Params, ReadOnlyParams
from .guard import Guard
from .presses import SamePresses, Way as Heard


class BothWays:
    """Finds out what is news of what the one way tells after the other."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self._guard = Guard()
        self._presses = SamePresses()
        # Of which the local network has told anything: others cost one look.
        self._heard: set[str] = set()

    def has_heard(self, device_id: str) -> bool:
        """Return whether the local network has told anything of a device."""
        return device_id in self._heard

    def note_heard(self, device_id: str) -> None:
        """Compare from now on what the cloud tells of a device."""
        self._heard.add(device_id)

    def note_command(
        self, device_id: str, params: ReadOnlyParams, before: ReadOnlyParams
    ) -> None:
        """Remember what a device was told in its network, and what was so before."""
        self._heard.add(device_id)
        self._guard.note_command(device_id, params, before)

    def forget(self, device_id: str) -> None:
        """Forget what was told of a device."""
        self._heard.discard(device_id)
        self._guard.forget(device_id)
        self._presses.forget(device_id)

    def listed(self, thing: Thing) -> Thing:
        """Return what a list holds, without what the device told better just now."""
        params = self._guard.without_told(thing.deviceid, thing.params)
        return thing if params is thing.params else replace(thing, params=params)

    def by_cloud[MessageT: DeviceUpdate | DeviceState | DeviceOnline](
        self, message: MessageT
    ) -> MessageT | None:
        """Return what of the cloud's message is news, None where nothing is."""
        if isinstance(message, DeviceOnline):
            return message
        device_id, params = message.deviceid, message.params
        if message.origin is Origin.OBEYED or not params:
            return message
        if message.origin.is_push and self._presses.is_again(
            device_id, params, Heard.CLOUD
        ):
            return None
        newer: Params = self._guard.without_old(device_id, params)
        if newer is params:
            return message
        return replace(message, params=newer) if newer else None

    def is_told(
        self, message: DeviceUpdate | DeviceState, known: ReadOnlyParams
    ) -> bool:
        """Return whether the cloud told the press in a message from the network.

        What it tells otherwise counts more than what the cloud tells just now.
        """
        device_id, params = message.deviceid, message.params
        self._heard.add(device_id)
        is_push = isinstance(message, DeviceUpdate)
        if is_push and self._presses.is_again(device_id, params, Heard.LAN):
            return True
        self._guard.note_report(device_id, params, known)
        return False
