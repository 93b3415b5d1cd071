"""Adds a new device to the account, and takes it out again."""

from contextlib import suppress
from typing import Final

from ..api.client import EwelinkClient
from ..api.errors import (
    EwelinkAppIdError,
    EwelinkConnectionError,
    EwelinkError,
    EwelinkLaterError,
)
from ..api.http.regions import device_server
from ..api.registration import (
    ADDED_BY_ANOTHER,
    BRAND_NOT_ALLOWED,
    Registration,
    add,
    listed,
    remove,
)
from .device import NewDevice
from .errors import PairingError, Reason

# The ids of a home and of one of its rooms.
type Room = tuple[str, str | None]

_REASONS: Final = {
    ADDED_BY_ANOTHER: Reason.ADDED_BY_ANOTHER,
    BRAND_NOT_ALLOWED: Reason.BRAND_NOT_ALLOWED,
}


class DeviceAdder:
    """Adds one device, and can undo that."""

    def __init__(self, client: EwelinkClient) -> None:
        """Prepare; nothing is added yet."""
        self.client = client
        self._name = ""
        self._room: Room | None = None
        self._to_undo: str | None = None
        self._told: set[str] = set()
        self.is_added = False

    @property
    def server(self) -> str:
        """Return the host that the account's devices dial."""
        return device_server(self.client.account.region)

    def begin(self, name: str, room: Room | None) -> None:
        """Begin an attempt, of which there may be several."""
        self._name = name
        self._room = room
        self.is_added = False

    @property
    def has_something_to_undo(self) -> bool:
        """Return whether a device was added that was not there before."""
        return self._to_undo is not None

    def note_told(self, device: NewDevice) -> None:
        """Remember that a device has the Wi-Fi, and may come online any time."""
        self._told.add(device.deviceid)

    def is_told(self, device: NewDevice) -> bool:
        """Return whether a device has the Wi-Fi, as far as is known."""
        return device.deviceid in self._told

    def keep(self) -> None:
        """Let the device stay in the account."""
        self._to_undo = None

    async def add(self, device: NewDevice) -> None:
        """Add a device. Raises PairingError."""
        before = self._to_undo
        if before != device.deviceid:
            await self._leave_other()
            if await self._is_new(device.deviceid):
                # Before it is added: whoever ends this meanwhile cannot know whether.
                self._to_undo = device.deviceid
        home_id, room_id = self._room or (None, None)
        registration = Registration(
            deviceid=device.deviceid,
            digest=device.digest,
            chipid=device.chipid,
            name=self._name,
            home_id=home_id,
            room_id=room_id,
        )
        try:
            await add(self.client, registration)
        except EwelinkError as err:
            reason = _reason(err)
            if reason is not Reason.CLOUD_UNREACHABLE and before != device.deviceid:
                self._to_undo = None
            raise PairingError(reason, code=err.code) from None
        self.is_added = True

    async def _is_new(self, device_id: str) -> bool:
        """Return whether a device is known not to be the account's already."""
        try:
            return await listed(self.client, device_id) is None
        except EwelinkError:
            return False

    async def _leave_other(self) -> None:
        """Forget the device of an earlier attempt; take it out if it is useless."""
        with suppress(EwelinkError):
            await self.undo_useless()
        self.keep()

    async def undo_useless(self) -> None:
        """Take out a device that cannot come online. Raises EwelinkError."""
        if self._to_undo not in self._told:
            await self.undo()

    async def undo(self) -> bool:
        """Take the device out, and return whether it is. Raises EwelinkError.

        One that was there before stays, and so does one that somebody has brought
        online meanwhile.
        """
        if (device_id := self._to_undo) is None:
            return False
        thing = await listed(self.client, device_id)
        is_useless = thing is not None and not thing.online
        if is_useless:
            await remove(self.client, device_id)
        self.keep()
        self.is_added = False
        return is_useless or thing is None


def _reason(err: EwelinkError) -> Reason:
    if isinstance(err, EwelinkAppIdError):
        return Reason.APP_ID_NOT_ALLOWED
    if isinstance(err, EwelinkConnectionError | EwelinkLaterError):
        return Reason.CLOUD_UNREACHABLE
    return _REASONS.get(err.code or 0, Reason.NOT_ADDED)
