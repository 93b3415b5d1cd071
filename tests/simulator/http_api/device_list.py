"""Thing list, things by id, the home page."""

from typing import Final

from ..errors import CloudError, ErrorCode
from ..model import ItemType
from ..things import entry, page
from ..wire import Json
from .calls import ApiCall, Route, entries, mapping, number, optional_text, refuse, text
from .families import family_list
from .users import user

DEFAULT_NUM: Final = 30
DEFAULT_BEGIN: Final = -9_999_999
MOST_THINGS: Final = 10
SLOW_LIST_ERROR: Final = ErrorCode.SERVER
DEVICE_TYPES: Final = (ItemType.OWN, ItemType.SHARED, ItemType.IN_SHARED_HOME)


def _page(call: ApiCall, family_id: str, source: Json) -> Json:
    num = number(source, "num", DEFAULT_NUM)
    begin = number(source, "beginIndex", DEFAULT_BEGIN)
    if num < 0:
        refuse("num")
    limit = call.cloud.page_limit
    if limit is not None and not 0 < num <= limit:
        raise CloudError(SLOW_LIST_ERROR, "timeout")
    return page(call.cloud.world, call.account, family_id, num, begin)


def _thing_list(call: ApiCall) -> Json:
    family = call.family(optional_text(call.query, "familyid"))
    return _page(call, family.id, call.query)


def _things(call: ApiCall) -> Json:
    world = call.cloud.world
    found = []
    for wanted in entries(call.body, "thingList", MOST_THINGS):
        item_type = number(wanted, "itemType", 0)
        thing_id = text(wanted, "id")
        if item_type == ItemType.GROUP:
            group = world.groups.get(thing_id)
            if group is None or group.apikey != call.account.apikey:
                raise CloudError(ErrorCode.NOT_FOUND, "no such group")
            found.append(entry(world, call.account, group))
        elif item_type in DEVICE_TYPES:
            device = call.device(thing_id)
            if device.shown:
                found.append(entry(world, call.account, device))
        else:
            refuse("itemType")
    return {"thingList": found}


def _messages(call: ApiCall) -> Json:
    call.family(optional_text(call.query, "familyid"))
    return {"messageList": []}


def _home_page(call: ApiCall) -> Json:
    data: Json = {}
    if "getUser" in call.body:
        data["userInfo"] = user(call.account)
    if "getFamily" in call.body:
        data["familyInfo"] = family_list(call)
    if "getThing" in call.body:
        current = call.account.current_family
        data["thingInfo"] = _page(call, current, mapping(call.body, "getThing"))
    if "getScene" in call.body:
        data["sceneInfo"] = {"sceneList": []}
    if "getMessage" in call.body:
        data["messageInfo"] = {"messageList": []}
    return data


ROUTES: Final[dict[str, Route]] = {
    "GET /v2/device/thing": Route(handler=_thing_list),
    "POST /v2/device/thing": Route(handler=_things),
    "GET /v2/message/read": Route(handler=_messages),
    "POST /v2/homepage": Route(handler=_home_page),
}
