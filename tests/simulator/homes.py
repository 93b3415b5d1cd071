"""The demo account with its homes, and homes of any size."""

from collections.abc import Iterable
from dataclasses import replace

from .accounts import NEIGHBOUR, OWNER, accounts, apps, tenants
from .demo import ADDED, COTTAGE, GROUPS, HOME, LENT_HOME, SHARED
from .factory import BRIDGE_UIID, Row, build, stable_hex
from .large import large_rows, load_rows, meter_rows, mixed_rows, relay_rows
from .model import (
    Place,
    SimDevice,
    SimFamily,
    SimGroup,
    SimRoom,
    World,
)
from .wire import Json

FIRST_INDEX = -3
CURRENT_HOMES = ("My home", "Next door", "Wohnung", "家")


def _family(
    name: str, apikey: str, index: int, rooms: Iterable[str], *members: str
) -> SimFamily:
    return SimFamily(
        id=stable_hex(f"family {name}", 24),
        apikey=apikey,
        name=name,
        index=index,
        rooms=[
            SimRoom(id=stable_hex(f"room {name} {room}", 24), name=room, index=number)
            for number, room in enumerate(dict.fromkeys(rooms))
        ],
        members=set(members),
    )


def _room_id(family: SimFamily, name: str) -> str:
    return next((room.id for room in family.rooms if room.name == name), "")


def _furnish(
    world: World, family: SimFamily, rows: Iterable[Row], first: int = FIRST_INDEX
) -> list[SimDevice]:
    made = []
    for index, row in enumerate(rows, start=first):
        place = Place(
            family_id=family.id,
            index=index,
            room_id=_room_id(family, row.room),
        )
        number = len(world.devices) + 1
        device = build(row, number, apikey=family.apikey, place=place)
        world.devices[device.device_id] = device
        made.append(device)
    return made


def _rooms(rows: Iterable[Row]) -> list[str]:
    return [row.room for row in rows if row.room]


def _empty_world() -> World:
    world = World(accounts=accounts(), apps=apps())
    for account, name in zip(world.accounts, CURRENT_HOMES, strict=True):
        rooms = _rooms(HOME) if account.apikey == OWNER else ()
        family = _family(name, account.apikey, 0, rooms)
        world.families[family.id] = family
        account.current_family = family.id
    return world


def demo_home(*more: Row) -> World:
    """Return the home of the demo: at least one device of each kind, and some more."""
    world = _empty_world()
    own, theirs, *_ = world.families.values()
    cottage = _family("Cottage", OWNER, 1, _rooms(COTTAGE))
    lent = _family("Parents", NEIGHBOUR, 2, _rooms(LENT_HOME), OWNER)
    world.families |= {cottage.id: cottage, lent.id: lent}
    made = _furnish(world, own, [*HOME, *more])
    _furnish(world, cottage, COTTAGE)
    _furnish(world, lent, LENT_HOME)
    last = made[-1].place.index
    for offset, device in enumerate(_furnish(world, theirs, SHARED), start=1):
        device.shares[OWNER] = Place(family_id=own.id, index=last + offset)
    # What came later keeps the ids of what was there.
    made += _furnish(world, own, ADDED, world.next_index(own.id, 1))
    connect_bridge(made)
    _add_groups(world, own)
    return world


def large_home(count: int) -> World:
    """Return a home with `count` devices: switches, sensors and meters."""
    return _home_of(large_rows(count))


def mixed_home(count: int) -> World:
    """Return a home with `count` devices, 30 % of them lights and 10 % covers."""
    return _home_of(mixed_rows(count))


def relay_home(count: int) -> World:
    """Return a home with `count` relays alone."""
    return _home_of(relay_rows(count))


def meter_home(count: int) -> World:
    """Return a home with `count` meters alone."""
    return _home_of(meter_rows(count))


def load_home(count: int) -> World:
    """Return a home with `count` relays of one and four channels, and meters."""
    return _home_of(load_rows(count))


def tower(count: int, floors: int) -> World:
    """Return the homes of as many accounts as there are floors, alike but for names.

    Each has `count` devices, those of `large_home`.
    """
    world = World(accounts=tenants(floors), apps=apps())
    rows = large_rows(count)
    for number, account in enumerate(world.accounts):
        family = _family(f"Floor {number}", account.apikey, 0, _rooms(rows))
        world.families[family.id] = family
        account.current_family = family.id
        own = [replace(row, name=f"{row.name} of {number}") for row in rows]
        connect_bridge(_furnish(world, family, own))
    return world


def _home_of(rows: Iterable[Row]) -> World:
    rows = list(rows)
    world = _empty_world()
    own = next(iter(world.families.values()))
    own.rooms = _family(own.name, OWNER, 0, _rooms(rows)).rooms
    connect_bridge(_furnish(world, own, rows))
    return world


def connect_bridge(devices: Iterable[SimDevice]) -> None:
    """Put the devices of Zigbee behind the bridge among them."""
    everything = list(devices)
    bridges = [device for device in everything if device.uiid == BRIDGE_UIID]
    for bridge in bridges:
        children: list[Json] = []
        bridge.params["subDevices"] = children
        for device in everything:
            if "parentid" in device.params:
                device.params["parentid"] = bridge.device_id
                children.append(_child(device, len(children)))


def _child(device: SimDevice, index: int) -> Json:
    return {
        "subDevId": device.params["subDevId"],
        "deviceid": device.device_id,
        "uiid": device.uiid,
        "index": index,
    }


def _add_groups(world: World, family: SimFamily) -> None:
    ids = {device.name: device.device_id for device in world.devices.values()}
    for number, (name, members) in enumerate(GROUPS.items()):
        group = SimGroup(
            id=stable_hex(f"group {number}" if number else "group", 24),
            name=name,
            apikey=family.apikey,
            main_device_id=ids[members[0]],
            place=Place(family_id=family.id, index=world.next_index(family.id, 1)),
            device_ids=[ids[member] for member in members],
            params={"switch": "off"},
        )
        world.groups[group.id] = group
