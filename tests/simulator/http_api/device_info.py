"""Deleting, naming, tags, settings, history and firmware of devices."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..firmware import offer
from ..model import ItemType, SimDevice
from ..things import entry
from ..wire import Json
from .calls import ApiCall, Route, entries, mapping, number, optional_text, refuse, text

MOST_HISTORY: Final = 30
MOST_OTA: Final = 30


def own_device(call: ApiCall, device_id: str) -> SimDevice:
    """Return a device the account owns."""
    device = call.device(device_id)
    if device.apikey != call.account.apikey:
        raise CloudError(ErrorCode.NO_PERMISSION, "the device is somebody else's")
    return device


def _delete(call: ApiCall) -> Json:
    device = call.device(call.argument("deviceid"))
    world = call.cloud.world
    item_type = world.item_type(call.account, device)
    if item_type is ItemType.SHARED:
        device.end_sharing(call.account.apikey)
    elif item_type is ItemType.OWN:
        del world.devices[device.device_id]
        device.shares.clear()
        device.share_terms.clear()
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
        own_device(call, device.device_id).name = name
    if room_id := optional_text(call.body, "roomid"):
        call.room(room_id)
        if call.account.apikey not in device.shares:
            own_device(call, device.device_id)
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
    call.cloud.device_changed(device)
    return {"updatedThing": entry(call.cloud.world, call.account, device)}


def _settings(call: ApiCall) -> Json:
    ids = call.body.get("deviceidList")
    if not isinstance(ids, list) or not ids:
        refuse("deviceidList")
    settings = mapping(call.body, "settings")
    if not all(value in {0, 1} for value in settings.values()):
        refuse("settings")
    updated = [own_device(call, device_id) for device_id in ids]
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
    own_device(call, call.argument("deviceid")).history.clear()
    return {}


def _seen(call: ApiCall, device_id: str) -> SimDevice | None:
    """Return a device the account sees, None for any other."""
    try:
        return call.device(device_id)
    except CloudError:
        return None


def _ota(call: ApiCall) -> Json:
    found = []
    for info in entries(call.body, "deviceInfoList", MOST_OTA):
        model, version = text(info, "model"), text(info, "version")
        device = _seen(call, text(info, "deviceid"))
        if device is None or device.newest_firmware in {"", version}:
            continue
        found.append(
            {
                "deviceid": device.device_id,
                **offer(device, model),
                "type": "",
                "forceTime": "",
            }
        )
    return {"otaInfoList": found}


ROUTES: Final[dict[str, Route]] = {
    "DELETE /v2/device": Route(handler=_delete),
    "POST /v2/device/update-info": Route(handler=_update_info),
    "POST /v2/device/tags": Route(handler=_tags),
    "POST /v2/device/settings": Route(handler=_settings),
    "GET /v2/device/history": Route(handler=_history),
    "DELETE /v2/device/history": Route(handler=_clear_history),
    "POST /v2/device/ota/query": Route(handler=_ota),
}
