"""What the demo home and the homes of any size are made of."""

from tests.simulator import Simulator, demo_home, large_home, mixed_home
from tests.simulator.kinds import KINDS, kind

from .client import Client

LIGHTS = {16, 22, 33, 36, 44, 52, 57, 59, 103, 104, 135, 136, 137, 173, 277}
ZIGBEE_LIGHTS = {1257, 1258, 3258, 7008, 7009}
COVERS = {11, 67, 91, 126, 165, 211, 216, 258, 1514, 7006, 7015, 7034}
CLIMATES = {15, 17, 19, 25, 34, 127, 133, 151, 1772, 7017}
BUTTONS = {1000, 1001, 1002, 1003, 1004, 1005, 1006, 7000, 7039, 174, 177, 265}
LOCAL_BUTTONS = {138, 160, 161, 162, 275, 7029, 7040}
RADIO = {28, 90, 98}
OTHERS = {195, 209, 210, 212, 225, 228, 7027, 7047, 7048, 7056}
METERS = {5, 32, 130, 182, 190, 226}


def test_kinds() -> None:
    """Each type that can be operated is there."""
    wanted = LIGHTS | ZIGBEE_LIGHTS | COVERS | CLIMATES | OTHERS
    assert set(KINDS) == wanted | BUTTONS | LOCAL_BUTTONS | RADIO | METERS


def test_kinds_of_their_own() -> None:
    """Two devices of a type share nothing."""
    first, second = (kind(104).behaviour for _ in range(2))
    assert first() is not second()
    assert kind(104).params is not kind(104).params
    assert kind(44, brightness=5).params["brightness"] == 5


def test_demo_home() -> None:
    """What the demo can operate is where a voice looks for it."""
    simulator = Simulator(demo_home())
    rooms = {
        room.id: room.name
        for family in simulator.world.families.values()
        for room in family.rooms
    }
    found = {
        device.name: (device.uiid, rooms[device.place.room_id])
        for device in simulator.devices.values()
        if device.uiid in KINDS and device.place.room_id in rooms
    }
    assert found == {
        "Nursery heater": (15, "Nursery"),
        "Desk": (190, "Bedroom"),
        "Freezer": (190, "Garage"),
        "Washing machine": (32, "Bathroom"),
        "Dining table": (44, "Living room"),
        "Reading lamp": (104, "Living room"),
        "Sofa lamp": (104, "Living room"),
        "Shelf light": (22, "Bedroom"),
        "Bedroom curtain": (11, "Bedroom"),
        "Bedroom fan": (34, "Bedroom"),
        "TV strip": (59, "Living room"),
        "Nursery": (7017, "Nursery"),
        "Garage door": (67, "Garage"),
        "Bedside button": (1000, "Bedroom"),
        "Bedside keys": (7039, "Bedroom"),
        "RF bridge": (28, "Living room"),
        "Front doorbell": (98, "Hall"),
    }


def test_bridge_knows_its_devices() -> None:
    """What came later is behind the bridge, as one that comes later is."""
    simulator = Simulator(demo_home())
    bridge = simulator.device("Zigbee bridge")
    before = bridge.params["subDevices"]
    assert len(before) == bridge.params["subDevNum"]
    added = simulator.add_device(kind(1257, "New bulb", "Hall"))
    for device in (*map(simulator.device, ("Nursery", "Bedside keys")), added):
        assert device.params["parentid"] == bridge.device_id
        assert device.device_id in {
            it["deviceid"] for it in bridge.params["subDevices"]
        }
    assert len(bridge.params["subDevices"]) == len(before) + 1


def test_mixed_home() -> None:
    """Of a mixed home 30 % are lights and 10 % covers; others have neither."""
    counts = {}
    for home in (mixed_home, large_home):
        uiids = [device.uiid for device in home(1000).devices.values()]
        assert len(uiids) == 1000
        counts[home] = (
            sum(uiid in LIGHTS | ZIGBEE_LIGHTS for uiid in uiids),
            sum(uiid in COVERS for uiid in uiids),
        )
    lights, covers = counts[mixed_home]
    assert abs(lights - 300) <= 1
    assert abs(covers - 100) <= 1
    assert counts[large_home] == (0, 0)


def test_names_of_mixed_home() -> None:
    """The same home each time, every name once."""
    names = [device.name for device in mixed_home(200).devices.values()]
    assert len(set(names)) == 200
    assert names == [device.name for device in mixed_home(200).devices.values()]


async def test_touched_over_http(stranger: Client) -> None:
    """A handle is turned, and a device of a type is added, over HTTP."""
    simulator, address = stranger.simulator, f"{stranger.simulator.base_url}/sim"
    body = {"device": "Dining table", "handle": "level", "value": 30}
    async with stranger.session.post(f"{address}/turn", json=body) as answer:
        assert (await answer.json())["result"]["brightness"] == 30
    assert simulator.device("Dining table").params["brightness"] == 30
    for wrong in ({"value": 101}, {"handle": "speed"}):
        async with stranger.session.post(f"{address}/turn", json=body | wrong) as no:
            assert no.status == 400
    body = {"uiid": 216, "name": "Drive", "room": "Garden"}
    async with stranger.session.post(f"{address}/add", json=body) as answer:
        added = (await answer.json())["result"]
    assert added["looks"][0]["text"] == "0 % open"
    assert set(added["buttons"]) == {"open", "stop", "close"}


async def test_page_follows_a_movement(client: Client) -> None:
    """A cover on its way changes on the page, though it reports nothing."""
    events: list[str] = []
    client.simulator.press("Bedroom curtain", "close")
    client.simulator.cloud.listeners.add(
        lambda event: events.append(event.get("device", ""))
    )
    client.simulator.tick(1)
    assert client.simulator.device("Bedroom curtain").device_id in events
