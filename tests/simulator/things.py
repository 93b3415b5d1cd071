"""Items of the thing list as an account is shown them."""

from typing import Final

from .canaries import LOCAL_IP
from .model import ItemType, Place, SimAccount, SimDevice, SimGroup, World
from .wire import Json

DEFAULT_SETTINGS: Final[Json] = {"opsNotify": 0, "opsHistory": 1, "alarmNotify": 1}

type Item = tuple[int, SimDevice | SimGroup]


def _family(place: Place) -> Json:
    family: Json = {"familyid": place.family_id, "index": place.index}
    if place.room_id:
        family["roomid"] = place.room_id
    return family


def _extra(device: SimDevice) -> Json:
    return {
        "uiid": device.uiid,
        "model": device.extra.get("module", "PSF-B01-GL"),
        "ui": device.extra.get("ui", "simulated"),
        "description": "simulated device",
        "manufacturer": "SIMULATED",
        "mac": device.mac,
        "apmac": device.mac,
        "modelInfo": "5c700f76cc248c47441fd234",
        "brandId": "5c4c1aee3a7d24c7100be054",
    }


def _terms(device: SimDevice, apikey: str) -> Json:
    terms = device.share_terms.get(apikey)
    if terms is None:
        return {"permit": 0}
    shown: Json = {"permit": terms.permit, "shareTime": terms.at}
    return {**shown, "comment": terms.comment} if terms.comment else shown


def _shared_by(world: World, account: SimAccount, device: SimDevice) -> Json:
    owner = world.account(device.apikey)
    shared: Json = {"apikey": device.apikey, **_terms(device, account.apikey)}
    if owner is not None:
        shared |= {
            "email": owner.username,
            "phoneNumber": owner.phone,
            "nickname": owner.nickname,
        }
    return shared


def _share_to(world: World, device: SimDevice) -> list[Json]:
    receivers = (world.account(apikey) for apikey in device.shares)
    return [
        {
            "apikey": receiver.apikey,
            "email": receiver.username,
            "phoneNumber": receiver.phone,
            "nickname": receiver.nickname,
            **_terms(device, receiver.apikey),
        }
        for receiver in receivers
        if receiver is not None
    ]


def _dev_groups(world: World, device: SimDevice) -> list[Json]:
    return [
        {"type": 1, "groupId": group.id}
        for group in world.groups.values()
        if device.device_id in group.device_ids
    ]


def device_item(
    world: World, account: SimAccount, device: SimDevice, item_type: ItemType
) -> Json:
    """Return the entry of a device."""
    place = world.place_for(account, device)
    data: Json = {
        "name": device.name,
        "deviceid": device.device_id,
        "apikey": device.apikey,
        "extra": _extra(device),
        "brandName": device.brand,
        "brandLogo": "",
        "showBrand": True,
        "productModel": device.model,
        "devGroups": _dev_groups(world, device),
        "tags": device.tags,
        "devConfig": {},
        "settings": DEFAULT_SETTINGS | device.settings,
        "family": _family(place),
        "shareTo": [],
        "devicekey": device.devicekey,
        "online": device.online,
        "params": device.params,
        "gsmInfoData": {"ip": LOCAL_IP} if device.gsm_id else {},
    }
    if item_type is ItemType.OWN:
        data["shareTo"] = _share_to(world, device)
    else:
        data["sharedBy"] = _shared_by(world, account, device)
    data |= device.overrides
    for key in device.dropped:
        data.pop(key, None)
    return {"itemType": int(item_type), "itemData": data, "index": place.index}


def group_item(world: World, group: SimGroup) -> Json:
    """Return the entry of a group, with the uiid of its members."""
    main = world.devices.get(group.main_device_id)
    return {
        "itemType": int(ItemType.GROUP),
        "itemData": {
            "id": group.id,
            "name": group.name,
            "mainDeviceId": group.main_device_id,
            "family": _family(group.place),
            "params": group.params,
            **({} if main is None else {"uiid": main.uiid}),
        },
        "index": group.place.index,
    }


def _device_index(
    world: World, account: SimAccount, family_id: str, device: SimDevice
) -> int | None:
    if device.absent or world.item_type(account, device) is None:
        return None
    place = world.place_for(account, device)
    return place.index if place.family_id == family_id else None


def items_of(world: World, account: SimAccount, family_id: str) -> list[Item]:
    """Return all devices and groups of a home by ascending index."""
    items: list[Item] = []
    for device in world.devices.values():
        index = _device_index(world, account, family_id, device)
        if index is not None:
            items.append((index, device))
    items += [
        (group.place.index, group)
        for group in world.groups.values()
        if group.place.family_id == family_id and group.apikey == account.apikey
    ]
    return sorted(items, key=lambda item: item[0])


def entry(world: World, account: SimAccount, thing: SimDevice | SimGroup) -> Json:
    """Return the list entry of a device or group the account may see."""
    if isinstance(thing, SimGroup):
        return group_item(world, thing)
    item_type = world.item_type(account, thing)
    return device_item(world, account, thing, item_type or ItemType.OWN)


def page(
    world: World, account: SimAccount, family_id: str, num: int, begin_index: int
) -> Json:
    """Return one page of a home; the page starts behind `begin_index`."""
    items = items_of(world, account, family_id)
    shown = [
        thing
        for index, thing in items
        if index > begin_index and (isinstance(thing, SimGroup) or thing.shown)
    ]
    if num:
        shown = shown[:num]
    return {
        "thingList": [entry(world, account, thing) for thing in shown],
        "total": len(items),
    }
