"""Homes, thing list, paging."""

from collections.abc import AsyncIterator

from aiohttp import ClientSession
import pytest

from tests.simulator import Simulator, large_home

from .client import Client, Json


def _by_name(page: Json) -> dict[str, Json]:
    return {item["itemData"]["name"]: item for item in page["thingList"]}


async def test_families(client: Client) -> None:
    """Two own homes and one somebody shared, with rooms."""
    data = (await client.call("GET", "/v2/family"))["data"]
    names = [family["name"] for family in data["familyList"]]
    assert names == ["My home", "Cottage", "Parents"]
    home, _, shared = data["familyList"]
    assert data["currentFamilyId"] == home["id"]
    assert "Kitchen" in {room["name"] for room in home["roomList"]}
    assert shared["apikey"] != client.account.apikey


async def test_current_home_by_default(client: Client) -> None:
    """Without a home the current one is listed."""
    names = _by_name(await client.things())
    assert "Kitchen lamp" in names
    assert "Water heater" not in names


async def test_item_types(client: Client) -> None:
    """Own 1, shared 2, group 3, of a shared home 5."""
    things = _by_name(await client.things())
    assert things["Kitchen lamp"]["itemType"] == 1
    shared = things["Neighbour's gate"]
    assert shared["itemType"] == 2
    assert shared["itemData"]["sharedBy"]["apikey"] == shared["itemData"]["apikey"]
    assert shared["itemData"]["apikey"] != client.account.apikey
    assert things["Downstairs"]["itemType"] == 3
    parents = client.simulator.family("Parents").id
    (porch,) = (await client.things(familyid=parents))["thingList"]
    assert porch["itemType"] == 5


async def test_children_name_their_bridge(client: Client) -> None:
    """Sensors carry the bridge in `parentid`; the bridge lists them."""
    things = _by_name(await client.things())
    bridge = things["Zigbee bridge"]["itemData"]
    door = things["Front door"]["itemData"]
    assert door["params"]["parentid"] == bridge["deviceid"]
    assert door["deviceid"] in {
        child["deviceid"] for child in bridge["params"]["subDevices"]
    }


async def test_page_starts_behind(client: Client) -> None:
    """`beginIndex` is exclusive; indices ascend and are unique."""
    every = (await client.things(num=0))["thingList"]
    indices = [item["index"] for item in every]
    assert indices == sorted(set(indices))
    page = await client.things(num=5, beginIndex=indices[4])
    assert [item["index"] for item in page["thingList"]] == indices[5:10]


@pytest.mark.parametrize("query", [{"num": -1}, {"num": "x"}, {"beginIndex": "x"}])
async def test_bad_page(client: Client, query: Json) -> None:
    """Wrong types are refused."""
    answer = await client.call("GET", "/v2/device/thing", **query)
    assert answer["error"] == 400


async def test_foreign_home(client: Client) -> None:
    """The neighbour's own home is nobody else's business."""
    theirs = client.simulator.family("Next door").id
    answer = await client.call("GET", "/v2/device/thing", familyid=theirs)
    assert answer["error"] == 405


async def test_total_counts_hidden(client: Client) -> None:
    """`total` counts what this APPID is not shown."""
    before = await client.things(num=0)
    client.simulator.device("Mystery box").brand = "SomebodyElse"
    after = await client.things(num=0)
    assert after["total"] == before["total"]
    assert len(after["thingList"]) == len(before["thingList"]) - 1


async def test_things_by_id(client: Client) -> None:
    """One to ten things of any type."""
    lamp = client.simulator.device("Kitchen lamp")
    group = next(iter(client.simulator.groups))
    wanted = [{"itemType": 1, "id": lamp.device_id}, {"itemType": 3, "id": group}]
    answer = await client.call("POST", "/v2/device/thing", {"thingList": wanted})
    names = [item["itemData"]["name"] for item in answer["data"]["thingList"]]
    assert names == ["Kitchen lamp", "Downstairs"]
    for bad in ([], wanted * 6):
        answer = await client.call("POST", "/v2/device/thing", {"thingList": bad})
        assert answer["error"] == 400


async def test_odd_entries(client: Client) -> None:
    """Fields can be missing, null or of a wrong type."""
    device = client.simulator.device("Kitchen lamp")
    device.overrides, device.dropped = {"params": None}, ("extra", "tags")
    data = _by_name(await client.things())["Kitchen lamp"]["itemData"]
    assert data["params"] is None
    assert not {"extra", "tags"} & set(data)


async def test_homepage(client: Client) -> None:
    """Everything in one call."""
    body: Json = {"getUser": {}, "getFamily": {}, "getThing": {"num": 2}}
    data = (await client.call("POST", "/v2/homepage", body))["data"]
    assert data["userInfo"]["apikey"] == client.account.apikey
    assert len(data["familyInfo"]["familyList"]) == 3
    assert len(data["thingInfo"]["thingList"]) == 2


async def test_rooms(client: Client) -> None:
    """A room can be added, named, used and deleted."""
    home = client.simulator.family("My home")
    body: Json = {"familyid": home.id, "name": "Loft", "sort": 2}
    room = (await client.call("POST", "/v2/family/room", body))["data"]
    lamp = client.simulator.device("Kitchen lamp")
    body = {"deviceid": lamp.device_id, "roomid": room["id"], "name": "Loft lamp"}
    assert (await client.call("POST", "/v2/device/update-info", body))["error"] == 0
    assert (lamp.place.room_id, lamp.name) == (room["id"], "Loft lamp")
    answer = await client.call("DELETE", "/v2/family/room", id=room["id"])
    assert answer["error"] == 0
    assert lamp.place.room_id == ""


@pytest.fixture(params=[250, 1000])
async def big(
    request: pytest.FixtureRequest, socket_enabled: None, session: ClientSession
) -> AsyncIterator[Client]:
    """Return a client of a large home."""
    simulator = Simulator(large_home(request.param))
    await simulator.start()
    client = Client(simulator, session)
    await client.login()
    yield client
    await simulator.stop()


@pytest.mark.parametrize("num", [None, 100])
async def test_paging_reaches_all(big: Client, num: int | None) -> None:
    """Page by page every device comes once."""
    query: Json = {} if num is None else {"num": num}
    seen: list[str] = []
    while items := (await big.things(**query))["thingList"]:
        assert len(items) <= (num or 30)
        seen += [item["itemData"]["deviceid"] for item in items]
        query["beginIndex"] = items[-1]["index"]
    assert seen == list(big.simulator.devices)
    assert (await big.things(num=1))["total"] == len(seen)


async def test_slow_cloud(client: Client) -> None:
    """Large pages can be made to fail."""
    client.simulator.cloud.page_limit = 30
    answer = await client.call("GET", "/v2/device/thing", num=100)
    assert answer["error"] == 500
    assert (await client.things(num=30))["thingList"]
