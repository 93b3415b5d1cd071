"""Adding, deleting, naming, tags, settings, history and firmware of devices."""

import hashlib
import re
from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import ItemType, Place, SimDevice
from ..things import entry
from ..wire import Json
from .calls import ApiCall, Route, entries, mapping, number, optional_text, refuse, text

MOST_HISTORY: Final = 30
MOST_OTA: Final = 30
BINARIES: Final = ("user1.bin", "user2.bin")
_DEVICE_ID: Final = re.compile(r"[0-9a-f]{10}")


def _own(call: ApiCall, device_id: str) -> SimDevice:
    device = call.device(device_id)
    if device.apikey != call.account.apikey:
        raise CloudError(ErrorCode.NO_PERMISSION, "the device is somebody else's")
    return device


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


def _add(call: ApiCall) -> Json:
    name = text(call.body, "name")
    device = _addable(call, text(call.body, "deviceid"))
    family = call.family(optional_text(call.body, "familyid"))
    room_id = optional_text(call.body, "roomid")
    if room_id:
        call.room(room_id)
    sort = number(call.body, "sort", 1)
    if sort not in {1, 2}:
        refuse("sort")
    world = call.cloud.world
    step = -1 if sort == 1 else 1
    device.place = Place(
        family_id=family.id, index=world.next_index(family.id, step), room_id=room_id
    )
    device.name, device.apikey = name, call.account.apikey
    device.settings |= call.body.get("settings") or {}
    world.factory.pop(device.device_id, None)
    world.devices[device.device_id] = device
    call.cloud.tell({"roster": True})
    call.cloud.device_added(device)
    return entry(world, call.account, device)


def _delete(call: ApiCall) -> Json:
    device = call.device(call.argument("deviceid"))
    world = call.cloud.world
    item_type = world.item_type(call.account, device)
    if item_type is ItemType.SHARED:
        del device.shares[call.account.apikey]
    elif item_type is ItemType.OWN:
        del world.devices[device.device_id]
        device.shares.clear()
        world.factory[device.device_id] = device
        for group in world.groups.values():
            if device.device_id in group.device_ids:
                group.device_ids.remove(device.device_id)
    else:
        raise CloudError(ErrorCode.NO_PERMISSION, "the device is somebody else's")
    call.cloud.tell({"roster": True})
    return {}


def _update_info(call: ApiCall) -> Json:
    device = call.device(text(call.body, "deviceid"))
    name = optional_text(call.body, "name")
    if name:
        _own(call, device.device_id).name = name
    if room_id := optional_text(call.body, "roomid"):
        call.room(room_id)
        if call.account.apikey not in device.shares:
            _own(call, device.device_id)
        call.cloud.world.place_for(call.account, device).room_id = room_id
    call.cloud.tell({"roster": True})
    return {}


def _tags(call: ApiCall) -> Json:
    device = call.device(text(call.body, "deviceid"))
    tags = mapping(call.body, "tags")
    kind = call.body.get("type", "replace")
    if kind not in {"replace", "merge"}:
        refuse("type")
    device.tags = {**device.tags, **tags} if kind == "merge" else tags
    return {"updatedThing": entry(call.cloud.world, call.account, device)}


def _settings(call: ApiCall) -> Json:
    ids = call.body.get("deviceidList")
    if not isinstance(ids, list) or not ids:
        refuse("deviceidList")
    settings = mapping(call.body, "settings")
    if not all(value in {0, 1} for value in settings.values()):
        refuse("settings")
    updated = [_own(call, device_id) for device_id in ids]
    for device in updated:
        device.settings |= settings
    world = call.cloud.world
    return {
        "updatedThingList": [entry(world, call.account, device) for device in updated]
    }


def _history(call: ApiCall) -> Json:
    device = call.device(text(call.query, "deviceid"))
    num = number(call.query, "num", MOST_HISTORY)
    if not 1 <= num <= MOST_HISTORY:
        refuse("num")
    before = number(call.query, "from", int(call.cloud.clock() * 1000) + 1)
    older = [item for item in device.history if item["opsTime"] < before]
    return {"histories": older[:num]}


def _clear_history(call: ApiCall) -> Json:
    _own(call, call.argument("deviceid")).history.clear()
    return {}


def _ota(call: ApiCall) -> Json:
    found = []
    for info in entries(call.body, "deviceInfoList", MOST_OTA):
        model, version = text(info, "model"), text(info, "version")
        device = call.device(text(info, "deviceid"))
        if device.newest_firmware in {"", version}:
            continue
        found.append(
            {
                "deviceid": device.device_id,
                "version": device.newest_firmware,
                "binList": [
                    {
                        "name": name,
                        "downloadUrl": f"https://firmware.invalid/{model}/{name}",
                        "digest": hashlib.sha256(name.encode()).hexdigest(),
                    }
                    for name in BINARIES
                ],
                "type": "",
                "forceTime": "",
            }
        )
    return {"otaInfoList": found}


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/device/add": Route(handler=_add),
    "DELETE /v2/device": Route(handler=_delete),
    "POST /v2/device/update-info": Route(handler=_update_info),
    "POST /v2/device/tags": Route(handler=_tags),
    "POST /v2/device/settings": Route(handler=_settings),
    "GET /v2/device/history": Route(handler=_history),
    "DELETE /v2/device/history": Route(handler=_clear_history),
    "POST /v2/device/ota/query": Route(handler=_ota),
}
