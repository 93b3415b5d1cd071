"""Groups of devices."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..factory import stable_hex
from ..model import Place, SimGroup
from ..things import entry, group_item
from ..wire import Json, merge, nonce
from .calls import ApiCall, Route, mapping, number, optional_text, refuse, text
from .devices import group_of

LONGEST_NAME: Final = 50


def _name(call: ApiCall) -> str:
    name = text(call.body, "name")
    if len(name) > LONGEST_NAME:
        refuse("name")
    return name


def _device_ids(call: ApiCall, main: str) -> list[str]:
    ids = call.body.get("deviceidList", [main])
    if not isinstance(ids, list) or main not in ids:
        refuse("deviceidList")
    return [call.device(device_id).device_id for device_id in ids]


def _list(call: ApiCall) -> Json:
    current = call.account.current_family
    groups = [
        group
        for group in call.cloud.world.groups.values()
        if group.apikey == call.account.apikey and group.place.family_id == current
    ]
    groups.sort(key=lambda group: group.place.index)
    return {"groupList": [group_item(call.cloud.world, group) for group in groups]}


def _add(call: ApiCall) -> Json:
    world = call.cloud.world
    main = call.device(text(call.body, "mainDeviceId"))
    family = call.family(optional_text(call.body, "familyid"))
    step = -1 if number(call.body, "sort", 1) == 1 else 1
    group = SimGroup(
        id=stable_hex(nonce(), 24),
        name=_name(call),
        apikey=call.account.apikey,
        main_device_id=main.device_id,
        place=Place(
            family_id=family.id,
            index=world.next_index(family.id, step),
            room_id=optional_text(call.body, "roomid"),
        ),
        device_ids=_device_ids(call, main.device_id),
    )
    world.groups[group.id] = group
    return {**group_item(world, group), "updatedThingList": _members(call, group)}


def _members(call: ApiCall, group: SimGroup) -> list[Json]:
    world = call.cloud.world
    return [
        entry(world, call.account, world.devices[device_id])
        for device_id in group.device_ids
        if device_id in world.devices
    ]


def _rename(call: ApiCall) -> Json:
    group_of(call, text(call.body, "id")).name = _name(call)
    return {}


def _delete(call: ApiCall) -> Json:
    group = group_of(call, call.argument("id"))
    del call.cloud.world.groups[group.id]
    return {}


def _status(call: ApiCall) -> Json:
    group = group_of(call, text(call.body, "id"))
    merge(group.params, mapping(call.body, "params"))
    return {}


def _update(call: ApiCall) -> Json:
    group = group_of(call, text(call.body, "id"))
    if "deviceidList" not in call.body:
        raise CloudError(ErrorCode.PARAMETERS, "params error: deviceidList")
    group.device_ids = _device_ids(call, group.main_device_id)
    return {"updatedThingList": _members(call, group)}


ROUTES: Final[dict[str, Route]] = {
    "GET /v2/device/group": Route(handler=_list),
    "POST /v2/device/group": Route(handler=_add),
    "PUT /v2/device/group": Route(handler=_rename),
    "DELETE /v2/device/group": Route(handler=_delete),
    "POST /v2/device/group/status": Route(handler=_status),
    "POST /v2/device/group/update": Route(handler=_update),
}
