"""The order of rooms and things, and which room a thing is in."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import ItemType, Place, SimDevice, SimGroup
from ..things import items_of
from ..wire import Json
from .calls import ApiCall, Route, number, optional_text, refuse, text, texts
from .devices import group_of
from .families import own_family

ITEM_TYPES: Final = (ItemType.OWN, ItemType.SHARED, ItemType.GROUP)

type Thing = SimDevice | SimGroup


def _sort_rooms(call: ApiCall) -> Json:
    family = own_family(call, optional_text(call.body, "familyid"))
    ids = texts(call.body, "idList")
    if sorted(ids) != sorted(room.id for room in family.rooms):
        refuse("idList")
    for room in family.rooms:
        room.index = ids.index(room.id)
    family.rooms.sort(key=lambda room: room.index)
    call.cloud.tell({"roster": True})
    return {}


def _thing(call: ApiCall, item: Json, key: str) -> Thing:
    """Return what an item names; its type has to be what it is to the account."""
    item_type, thing_id = number(item, "itemType", 0), text(item, "id")
    if item_type not in ITEM_TYPES:
        refuse(key)
    if item_type == ItemType.GROUP:
        return group_of(call, thing_id)
    device = call.device(thing_id)
    if call.cloud.world.item_type(call.account, device) != item_type:
        refuse(key)
    return device


def _things(call: ApiCall, key: str) -> list[Thing]:
    """Return what a list names; it may be empty and holds nothing twice."""
    items = call.body.get(key)
    if not isinstance(items, list) or not all(isinstance(it, dict) for it in items):
        refuse(key)
    things = [_thing(call, item, key) for item in items]
    if len({_id(thing) for thing in things}) != len(things):
        refuse(key)
    return things


def _id(thing: Thing) -> str:
    return thing.id if isinstance(thing, SimGroup) else thing.device_id


def _place(call: ApiCall, thing: Thing) -> Place:
    if isinstance(thing, SimGroup):
        return thing.place
    return call.cloud.world.place_for(call.account, thing)


def _sort_things(call: ApiCall) -> Json:
    family = own_family(call, optional_text(call.body, "familyid"))
    wanted = _things(call, "thingList")
    items = items_of(call.cloud.world, call.account, family.id)
    shown = [it for _, it in items if isinstance(it, SimGroup) or it.shown]
    if sorted(map(_id, wanted)) != sorted(map(_id, shown)):
        refuse("thingList")
    withheld = [it for _, it in items if isinstance(it, SimDevice) and not it.shown]
    for index, thing in enumerate([*wanted, *withheld]):
        _place(call, thing).index = index
    call.cloud.tell({"roster": True})
    return {}


def _move_things(call: ApiCall) -> Json:
    """Replace the things of a room by others of the same home."""
    family, room = call.room(text(call.body, "roomid"))
    own_family(call, family.id)
    old, new = _things(call, "oldThingList"), _things(call, "newThingList")
    if any(_place(call, thing).room_id != room.id for thing in old):
        raise CloudError(ErrorCode.PARAMETERS, "a thing is not in the room")
    if any(_place(call, thing).family_id != family.id for thing in new):
        refuse("newThingList")
    for thing in old:
        _place(call, thing).room_id = ""
    for thing in new:
        _place(call, thing).room_id = room.id
    call.cloud.tell({"roster": True})
    return {}


ROUTES: Final[dict[str, Route]] = {
    "POST /v2/family/room/index": Route(handler=_sort_rooms),
    "POST /v2/family/room/thing": Route(handler=_move_things),
    "POST /v2/family/thing/sort": Route(handler=_sort_things),
}
