"""Homes and rooms."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..factory import stable_hex
from ..model import Place, SimDevice, SimFamily, SimGroup, SimRoom
from ..wire import Json, nonce
from .calls import ApiCall, Route, number, optional_text, refuse, text

OWN_HOME: Final = 1
SHARED_HOME: Final = 2
SORTS: Final = (1, 2)


def room_json(room: SimRoom) -> Json:
    """Return a room as the cloud lists it."""
    return {"id": room.id, "name": room.name, "index": room.index}


def family_list(call: ApiCall) -> Json:
    """Return all homes of the account with their rooms."""
    account = call.account
    families = call.cloud.world.families_of(account)
    return {
        "familyList": [_family_json(call, family) for family in families],
        "currentFamilyId": account.current_family,
    }


def _family_json(call: ApiCall, family: SimFamily) -> Json:
    data: Json = {
        "id": family.id,
        "apikey": family.apikey,
        "name": family.name,
        "index": family.index,
        "roomList": [room_json(room) for room in family.rooms],
    }
    if not call.cloud.hides_family_type:
        is_own = family.apikey == call.account.apikey
        data["familyType"] = OWN_HOME if is_own else SHARED_HOME
    return data


def own_family(call: ApiCall, family_id: str | None) -> SimFamily:
    """Return a home the account owns, by default its current one."""
    family = call.family(family_id)
    if family.apikey != call.account.apikey:
        raise CloudError(ErrorCode.NO_PERMISSION, "the home is somebody else's")
    return family


def _own_room(call: ApiCall, room_id: str) -> tuple[SimFamily, SimRoom]:
    family, room = call.room(room_id)
    return own_family(call, family.id), room


def _new_index(used: list[int], sort: int) -> int:
    if sort not in SORTS:
        refuse("sort")
    if not used:
        return 0
    return min(used) - 1 if sort == SORTS[0] else max(used) + 1


def _add_family(call: ApiCall) -> Json:
    names = call.body.get("roomNameList") or []
    if not isinstance(names, list) or not all(isinstance(item, str) for item in names):
        refuse("roomNameList")
    world = call.cloud.world
    used = [family.index for family in world.families_of(call.account)]
    family = SimFamily(
        id=stable_hex(nonce(), 24),
        apikey=call.account.apikey,
        name=text(call.body, "name"),
        index=_new_index(used, number(call.body, "sort", 0)),
        rooms=[
            SimRoom(id=stable_hex(nonce(), 24), name=name, index=index)
            for index, name in enumerate(names)
        ],
    )
    world.families[family.id] = family
    rooms = [room_json(room) for room in family.rooms]
    return {
        "id": family.id,
        "name": family.name,
        "index": family.index,
        "roomList": rooms,
    }


def _rename_family(call: ApiCall) -> Json:
    family = own_family(call, optional_text(call.body, "id"))
    family.name = text(call.body, "name")
    return {}


def _delete_family(call: ApiCall) -> Json:
    family = own_family(call, call.argument("id"))
    world = call.cloud.world
    if len(world.families_of(call.account)) == 1:
        raise CloudError(ErrorCode.ONLY_ONE_HOME, "the last home cannot be deleted")
    heir = own_family(call, call.argument("deviceFamily"))
    following = call.family(call.argument("switchFamily"))
    if family in (heir, following):
        refuse("deviceFamily")
    things: list[SimDevice | SimGroup] = [
        *world.devices.values(),
        *world.groups.values(),
    ]
    for thing in things:
        if thing.place.family_id == family.id:
            index = world.next_index(heir.id, 1)
            thing.place = Place(family_id=heir.id, index=index)
    del world.families[family.id]
    call.account.current_family = following.id
    return {}


def _switch_family(call: ApiCall) -> Json:
    call.account.current_family = call.family(text(call.body, "id")).id
    return {}


def _add_room(call: ApiCall) -> Json:
    family = own_family(call, text(call.body, "familyid"))
    used = [room.index for room in family.rooms]
    room = SimRoom(
        id=stable_hex(nonce(), 24),
        name=text(call.body, "name"),
        index=_new_index(used, number(call.body, "sort", 0)),
    )
    family.rooms.append(room)
    family.rooms.sort(key=lambda item: item.index)
    return room_json(room)


def _rename_room(call: ApiCall) -> Json:
    _, room = _own_room(call, text(call.body, "id"))
    room.name = text(call.body, "name")
    return {}


def _delete_room(call: ApiCall) -> Json:
    family, room = _own_room(call, call.argument("id"))
    family.rooms.remove(room)
    for device in call.cloud.world.devices.values():
        if device.place.room_id == room.id:
            device.place.room_id = ""
    return {}


ROUTES: Final[dict[str, Route]] = {
    "GET /v2/family": Route(handler=family_list),
    "POST /v2/family": Route(handler=_add_family),
    "PUT /v2/family": Route(handler=_rename_family),
    "DELETE /v2/family": Route(handler=_delete_family),
    "POST /v2/family/current": Route(handler=_switch_family),
    "POST /v2/family/room": Route(handler=_add_room),
    "PUT /v2/family/room": Route(handler=_rename_room),
    "DELETE /v2/family/room": Route(handler=_delete_room),
}
