"""Adding a device and taking it out again (docs/protocol.md, "Adding a device")."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from .client import EwelinkClient
from .errors import EwelinkAppIdError, EwelinkError, EwelinkResponseError
from .models import Thing
from .wire import Params, as_array

BRAND_NOT_ALLOWED: Final = 30017
ADDED_BY_ANOTHER: Final = 30007

_ADD: Final = "/v2/device/add"
_NO_SUCH_DEVICE: Final = 405
# No device has it, so asking for it adds nothing, whoever may add devices.
_IMPOSSIBLE_ID: Final = "impossible"
# What only somebody is told who may add devices.
_TOLD_TO_ALLOWED: Final = range(30010, 30020)


class Permission(StrEnum):
    """Whether the APPID may add devices."""

    GIVEN = "given"
    REFUSED = "refused"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """A device to be added, and where; `digest` proves that it is at hand."""

    deviceid: str
    digest: str = field(repr=False)
    chipid: str | None = field(default=None, repr=False)
    name: str
    home_id: str | None = None
    room_id: str | None = None


async def permission(client: EwelinkClient) -> Permission:
    """Ask whether the APPID may add devices, without adding one."""
    impossible = Registration(
        deviceid=_IMPOSSIBLE_ID, digest="0" * 64, name=_IMPOSSIBLE_ID
    )
    try:
        await add(client, impossible)
    except EwelinkAppIdError:
        return Permission.REFUSED
    except EwelinkResponseError as err:
        if err.code in _TOLD_TO_ALLOWED:
            return Permission.GIVEN
    except EwelinkError:
        pass
    return Permission.UNCLEAR


async def listed(client: EwelinkClient, device_id: str) -> Thing | None:
    """Return a device of the account, whatever home it is in. Raises EwelinkError."""
    wanted: Params = {"thingList": [{"itemType": 1, "id": device_id}]}
    try:
        data = await client.call("POST", "/v2/device/thing", body=wanted)
    except EwelinkResponseError as err:
        if err.code == _NO_SUCH_DEVICE:
            return None
        raise
    things = map(Thing.from_wire, as_array(data.get("thingList")) or ())
    return next((it for it in things if it is not None), None)


async def add(client: EwelinkClient, device: Registration) -> None:
    """Add a device, or add it once more. Raises EwelinkError."""
    optional = {
        "chipid": device.chipid,
        "familyid": device.home_id,
        "roomid": device.room_id,
    }
    body: Params = {
        "name": device.name,
        "deviceid": device.deviceid,
        "digest": device.digest,
    }
    given = {key: value for key, value in optional.items() if value}
    await client.call("POST", _ADD, body=body | given)


async def remove(client: EwelinkClient, device_id: str) -> None:
    """Take a device out of the account. Raises EwelinkError."""
    await client.call("DELETE", "/v2/device", {"deviceid": device_id})
