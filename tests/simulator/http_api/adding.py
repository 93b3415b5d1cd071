"""Adding devices: over Wi-Fi with their digest, over GSM with their QR code."""

import hashlib
import re
from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import Place, SimDevice
from ..things import entry
from ..wire import Json
from .calls import ApiCall, Route, number, optional_text, refuse, text

_DEVICE_ID: Final = re.compile(r"[0-9a-f]{10}")
_GSM_ID: Final = re.compile(r"[0-9a-f]{32}")


def digest_of(device: SimDevice) -> str:
    """Return the digest that proves possession of a device."""
    return hashlib.sha256(
        f"{device.device_id.lower()}{device.devicekey}".encode()
    ).hexdigest()


def _addable(call: ApiCall, device_id: str) -> SimDevice:
    if not _DEVICE_ID.fullmatch(device_id):
        raise CloudError(ErrorCode.BAD_DEVICE_ID, "wrong device id")
    world = call.cloud.world
    device = world.factory.get(device_id) or world.devices.get(device_id)
    if device is None:
        raise CloudError(ErrorCode.NO_SUCH_DEVICE, "no such device")
    if device_id in world.devices and device.apikey != call.account.apikey:
        raise CloudError(ErrorCode.ADDED_BY_ANOTHER, "added by another user")
    chip_id = optional_text(call.body, "chipid")
    if chip_id and chip_id != device.chip_id:
        raise CloudError(ErrorCode.BAD_CHIPID, "chipid error")
    if text(call.body, "digest") != digest_of(device):
        raise CloudError(ErrorCode.BAD_DIGEST, "digest error")
    if not device.shown:
        raise CloudError(ErrorCode.BRAND_NOT_ALLOWED, "brand is not allowed")
    return device


def _take_in(call: ApiCall, device: SimDevice) -> None:
    """Give a device its name, owner and place."""
    name = text(call.body, "name")
    place = _place(call)
    device.place, device.name, device.apikey = place, name, call.account.apikey
    world = call.cloud.world
    world.factory.pop(device.device_id, None)
    world.devices[device.device_id] = device
    call.cloud.tell({"roster": True})


def _place(call: ApiCall) -> Place:
    family = call.family(optional_text(call.body, "familyid"))
    room_id = optional_text(call.body, "roomid")
    if room_id:
        call.room(room_id)
    sort = number(call.body, "sort", 1)
    if sort not in {1, 2}:
        refuse("sort")
    step = -1 if sort == 1 else 1
    index = call.cloud.world.next_index(family.id, step)
    return Place(family_id=family.id, index=index, room_id=room_id)


def _add(call: ApiCall) -> Json:
    text(call.body, "name")
    device = _addable(call, text(call.body, "deviceid"))
    _take_in(call, device)
    device.settings |= call.body.get("settings") or {}
    call.cloud.device_added(device)
    return entry(call.cloud.world, call.account, device)


def _gsm_device(call: ApiCall) -> SimDevice:
    gsm_id = text(call.body, "id")
    if not _GSM_ID.fullmatch(gsm_id):
        refuse("id")
    world = call.cloud.world
    for device in (*world.factory.values(), *world.devices.values()):
        if device.gsm_id == gsm_id:
            return device
    raise CloudError(ErrorCode.NO_FACTORY_DATA, "no factory data")


def _add_gsm(call: ApiCall) -> Json:
    text(call.body, "name")
    device = _gsm_device(call)
    added_before = device.device_id in call.cloud.world.devices
    if added_before and device.apikey != call.account.apikey:
        raise CloudError(ErrorCode.ADDED_BY_ANOTHER, "added by another user")
    if not device.shown:
        raise CloudError(ErrorCode.BRAND_NOT_ALLOWED, "brand is not allowed")
    # It leaves its temporary connection, and comes back as a device of the account.
    fault = call.cloud.devices.take_fault(device)
    if fault is not None:
        raise CloudError(ErrorCode.GSM_NOT_TOLD, "the device was not told")
    device.online = True
    _take_in(call, device)
    added = entry(call.cloud.world, call.account, device)
    call.cloud.devices.announce(device)
    return {**added, "thingList": [added]}


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/device/add": Route(handler=_add),
    "POST /v2/device/add-gsm": Route(handler=_add_gsm),
}
