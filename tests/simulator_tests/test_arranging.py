"""The order of rooms and things, and the room of a thing."""

from typing import Any

import pytest

from tests.simulator import SimDevice, SimRoom

from .client import Client, Json

ROOMS = "/v2/family/room/index"
THINGS = "/v2/family/thing/sort"
MOVE = "/v2/family/room/thing"
GATE = "Neighbour's gate"


def _room(client: Client, name: str, home: str = "My home") -> SimRoom:
    return next(
        room for room in client.simulator.family(home).rooms if room.name == name
    )


def _items(*devices: SimDevice) -> list[Json]:
    return [{"itemType": 1, "id": device.device_id} for device in devices]


async def _listed(client: Client) -> list[Json]:
    """Return the current home's things as the interfaces here take them."""
    return [
        {
            "itemType": item["itemType"],
            "id": item["itemData"].get("deviceid") or item["itemData"]["id"],
        }
        for item in (await client.things(num=0))["thingList"]
    ]


async def test_sort_rooms(client: Client) -> None:
    """Rooms are listed in their new order, the current home's by default."""
    home = client.simulator.family("My home")
    ids = [room.id for room in home.rooms][::-1]
    assert (await client.call("POST", ROOMS, {"idList": ids}))["error"] == 0
    listed = (await client.call("GET", "/v2/family"))["data"]["familyList"][0]
    assert [room["id"] for room in listed["roomList"]] == ids
    assert [room["index"] for room in listed["roomList"]] == list(range(len(ids)))


@pytest.mark.parametrize(
    ("home", "change", "error"),
    [
        pytest.param("My home", lambda ids: ids[1:], 400, id="one is missing"),
        pytest.param("My home", lambda ids: [*ids, ids[0]], 400, id="one twice"),
        pytest.param("My home", lambda ids: [*ids, "x"], 400, id="unknown"),
        pytest.param("My home", lambda _: [], 400, id="empty"),
        pytest.param("My home", lambda _: None, 400, id="no list"),
        pytest.param("Parents", lambda ids: ids, 406, id="somebody else's"),
        pytest.param("Next door", lambda _: ["x"], 405, id="unseen"),
    ],
)
async def test_sort_rooms_refused(
    client: Client, home: str, change: Any, error: int
) -> None:
    """All rooms of an own home, each once."""
    family = client.simulator.family(home)
    ids = change([room.id for room in family.rooms])
    answer = await client.call("POST", ROOMS, {"familyid": family.id, "idList": ids})
    assert answer["error"] == error


async def test_sort_things(client: Client) -> None:
    """Own devices, shared ones and groups are listed in their new order."""
    items = (await _listed(client))[::-1]
    assert {item["itemType"] for item in items} == {1, 2, 3}
    assert (await client.call("POST", THINGS, {"thingList": items}))["error"] == 0
    assert await _listed(client) == items


async def test_withheld_things_come_last(client: Client) -> None:
    """Who sorts cannot name what this APPID is not shown."""
    hidden = client.simulator.device("Kitchen lamp")
    hidden.hidden = True
    items = (await _listed(client))[::-1]
    assert (await client.call("POST", THINGS, {"thingList": items}))["error"] == 0
    assert hidden.place.index == len(items)
    assert await _listed(client) == items


@pytest.mark.parametrize(
    ("change", "error"),
    [
        pytest.param(lambda items: items[1:], 400, id="one is missing"),
        pytest.param(lambda items: [*items, items[0]], 400, id="one twice"),
        pytest.param(lambda _: None, 400, id="no list"),
        pytest.param(lambda _: ["x"], 400, id="no objects"),
        pytest.param(
            lambda items: [{**items[0], "itemType": 2}, *items[1:]], 400, id="type"
        ),
        pytest.param(
            lambda items: [{**items[0], "itemType": 5}, *items[1:]], 400, id="no type"
        ),
        pytest.param(
            lambda _: [{"itemType": 1, "id": "1000000000"}], 405, id="unknown"
        ),
        pytest.param(lambda _: [{"itemType": 3, "id": "0" * 24}], 405, id="no group"),
    ],
)
async def test_sort_things_refused(client: Client, change: Any, error: int) -> None:
    """All things of a home, each once and as what it is."""
    before = await _listed(client)
    answer = await client.call("POST", THINGS, {"thingList": change(before)})
    assert answer["error"] == error
    assert await _listed(client) == before


async def test_sort_things_elsewhere(client: Client) -> None:
    """A home somebody shared is theirs to sort."""
    parents = client.simulator.family("Parents").id
    body: Json = {"familyid": parents, "thingList": []}
    assert (await client.call("POST", THINGS, body))["error"] == 406


async def test_move_things(client: Client) -> None:
    """What is new comes in, from whichever room; what is missing goes out."""
    simulator = client.simulator
    lamp, coffee = simulator.device("Kitchen lamp"), simulator.device("Coffee machine")
    desk, sink = simulator.device("Desk"), simulator.device("Under the sink")
    kitchen = _room(client, "Kitchen").id
    body = {
        "roomid": kitchen,
        "oldThingList": _items(lamp, coffee),
        "newThingList": _items(lamp, desk),
    }
    assert (await client.call("POST", MOVE, body))["error"] == 0
    places = [device.place.room_id for device in (lamp, coffee, desk, sink)]
    assert places == [kitchen, "", kitchen, kitchen]


async def test_move_shared_things_and_groups(client: Client) -> None:
    """A shared device moves in this user's home only, a group as a device."""
    gate = client.simulator.device(GATE)
    group = next(iter(client.simulator.groups.values()))
    hall, theirs = _room(client, "Hall").id, gate.place.room_id
    items = [
        {"itemType": 2, "id": gate.device_id},
        {"itemType": 3, "id": group.id},
    ]
    body: Json = {"roomid": hall, "oldThingList": [], "newThingList": items}
    assert (await client.call("POST", MOVE, body))["error"] == 0
    assert gate.shares[client.account.apikey].room_id == hall
    assert gate.place.room_id == theirs
    assert group.place.room_id == hall


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"roomid": None}, 400, id="no room"),
        pytest.param({"roomid": "x"}, 405, id="unknown room"),
        pytest.param({"oldThingList": None}, 400, id="no old list"),
        pytest.param({"newThingList": None}, 400, id="no new list"),
        pytest.param(
            {"newThingList": [{"itemType": 1, "id": "1000000000"}]}, 405, id="unknown"
        ),
    ],
)
async def test_move_refused(client: Client, changes: Json, error: int) -> None:
    """Each wrong parameter has its number."""
    body = {
        "roomid": _room(client, "Kitchen").id,
        "oldThingList": [],
        "newThingList": [],
        **changes,
    }
    assert (await client.call("POST", MOVE, body))["error"] == error


async def test_move_what_is_not_there(client: Client) -> None:
    """What is said to be in the room has to be; what comes, of the same home."""
    simulator = client.simulator
    lamp, heater = simulator.device("Kitchen lamp"), simulator.device("Water heater")
    kitchen, hall = _room(client, "Kitchen").id, _room(client, "Hall").id
    body = {"roomid": hall, "oldThingList": _items(lamp), "newThingList": []}
    assert (await client.call("POST", MOVE, body))["error"] == 400
    body = {"roomid": kitchen, "oldThingList": [], "newThingList": _items(heater)}
    assert (await client.call("POST", MOVE, body))["error"] == 400
    assert lamp.place.room_id == kitchen


async def test_move_in_somebody_elses_home(client: Client) -> None:
    """A home somebody shared is theirs to arrange."""
    porch = _room(client, "Porch", "Parents").id
    body: Json = {"roomid": porch, "oldThingList": [], "newThingList": []}
    assert (await client.call("POST", MOVE, body))["error"] == 406
