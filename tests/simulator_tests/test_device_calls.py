"""Interfaces about single devices and groups."""

import hashlib

import pytest

from tests.simulator import CommandFault

from .client import Client, Json

STATUS = "/v2/device/thing/status"
BATCH = "/v2/device/thing/batch-status"
GSM = "/v2/device/add-gsm"
OTA = "/v2/device/ota/query"


async def test_status(client: Client) -> None:
    """Read some keys, write others."""
    lamp = client.simulator.device("Kitchen lamp").device_id
    answer = await client.call("GET", STATUS, type=1, id=lamp, params="switch|startup")
    assert answer["data"]["params"] == {"switch": "off", "startup": "stay"}
    body: Json = {"type": 1, "id": lamp, "params": {"switch": "on"}}
    assert (await client.call("POST", STATUS, body))["error"] == 0
    answer = await client.call("GET", STATUS, type=1, id=lamp)
    assert answer["data"]["params"]["switch"] == "on"


async def test_status_is_pushed(client: Client) -> None:
    """A command over HTTP reaches every socket."""
    socket = await client.online()
    lamp = client.simulator.device("Kitchen lamp").device_id
    body: Json = {"type": 1, "id": lamp, "params": {"switch": "on"}}
    await client.call("POST", STATUS, body)
    assert (await socket.receive())["params"] == {"switch": "on"}


@pytest.mark.parametrize(
    ("name", "params", "error"),
    [
        pytest.param("Attic light", {"switch": "on"}, 4002, id="offline"),
        pytest.param("Kitchen lamp", {"pulseWidth": 500}, 400, id="refused"),
        pytest.param("Kitchen lamp", None, 400, id="no params"),
    ],
)
async def test_not_obeyed(client: Client, name: str, params: Json, error: int) -> None:
    """Devices that do not obey have numbers."""
    device_id = client.simulator.device(name).device_id
    body = {"type": 1, "id": device_id, "params": params}
    assert (await client.call("POST", STATUS, body))["error"] == error


@pytest.mark.parametrize(
    ("kind", "thing_id", "error"),
    [
        pytest.param(1, "1000000000", 405, id="device"),
        pytest.param(2, "0" * 24, 405, id="group"),
        pytest.param(2, "nonsense", 400, id="group id"),
        pytest.param(3, "1000000000", 400, id="type"),
    ],
)
async def test_unknown(client: Client, kind: int, thing_id: str, error: int) -> None:
    """Unknown things."""
    answer = await client.call("GET", STATUS, type=kind, id=thing_id)
    assert answer["error"] == error


async def test_batch(client: Client) -> None:
    """Errors are told with a timeout, hidden without one."""
    simulator = client.simulator
    names = ("Kitchen lamp", "Attic light", "Neighbour's gate")
    ids = [simulator.device(name).device_id for name in names]
    wanted = [{"type": 1, "id": item, "params": {"switch": "on"}} for item in ids]
    simulator.fail_device("Neighbour's gate", CommandFault(silent=True))
    body: Json = {"thingList": wanted, "timeout": 10}
    answer = await client.call("POST", BATCH, body)
    errors = [item["error"] for item in answer["data"]["respList"]]
    assert errors == [0, 30022, 504]
    answer = await client.call("POST", BATCH, {"thingList": wanted})
    assert [item["error"] for item in answer["data"]["respList"]] == [0, 0, 0]


@pytest.mark.parametrize("longest", [-1, 8001, "x"])
async def test_batch_timeout(client: Client, longest: object) -> None:
    """At most 8 s."""
    lamp = client.simulator.device("Kitchen lamp").device_id
    thing = {"type": 1, "id": lamp, "params": {"switch": "on"}}
    body = {"thingList": [thing], "timeout": longest}
    assert (await client.call("POST", BATCH, body))["error"] == 400


async def test_batch_ids(client: Client) -> None:
    """Unique ids, one to ten."""
    lamp = client.simulator.device("Kitchen lamp").device_id
    thing = {"type": 1, "id": lamp, "params": {"switch": "on"}}
    for things in ([], [thing] * 2, [{**thing, "id": str(n)} for n in range(11)]):
        answer = await client.call("POST", BATCH, {"thingList": things})
        assert answer["error"] == 400


async def test_delete_and_add(client: Client) -> None:
    """A device that was deleted can be added with its digest."""
    simulator = client.simulator
    lamp = simulator.device("Kitchen lamp")
    answer = await client.call("DELETE", "/v2/device", deviceid=lamp.device_id)
    assert answer["error"] == 0
    assert lamp.device_id not in simulator.devices
    proof = f"{lamp.device_id}{lamp.devicekey}".encode()
    body = {
        "name": "Again",
        "deviceid": lamp.device_id,
        "digest": hashlib.sha256(proof).hexdigest(),
        "chipid": lamp.chip_id,
    }
    answer = await client.call("POST", "/v2/device/add", body)
    assert answer["data"]["itemType"] == 1
    assert answer["data"]["itemData"]["name"] == "Again"
    first = (await client.things(num=1))["thingList"][0]
    assert first["itemData"]["deviceid"] == lamp.device_id


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"name": None}, 400, id="name"),
        pytest.param({"deviceid": "nonsense"}, 30010, id="id"),
        pytest.param({"deviceid": "1000000000"}, 30018, id="unknown"),
        pytest.param({"chipid": "other"}, 30014, id="chipid"),
        pytest.param({"digest": "0" * 64}, 30015, id="digest"),
        pytest.param({"sort": 3}, 400, id="sort"),
    ],
)
async def test_add_refused(client: Client, changes: Json, error: int) -> None:
    """Everything is checked."""
    lamp = client.simulator.device("Kitchen lamp")
    proof = f"{lamp.device_id}{lamp.devicekey}".encode()
    digest = hashlib.sha256(proof).hexdigest()
    body = {"name": "x", "deviceid": lamp.device_id, "digest": digest, **changes}
    assert (await client.call("POST", "/v2/device/add", body))["error"] == error


async def test_brand(client: Client) -> None:
    """Brands of others cannot be added."""
    lamp = client.simulator.device("Kitchen lamp")
    lamp.brand = "Other"
    proof = f"{lamp.device_id}{lamp.devicekey}".encode()
    digest = hashlib.sha256(proof).hexdigest()
    body = {"name": "x", "deviceid": lamp.device_id, "digest": digest}
    assert (await client.call("POST", "/v2/device/add", body))["error"] == 30017


async def test_add_gsm(client: Client) -> None:
    """The id of its QR code adds a device with a SIM card, which comes online."""
    pump = client.simulator.make_gsm_device()
    socket = await client.online()
    home = client.simulator.family("Cottage")
    body = {
        "id": pump.gsm_id,
        "name": "Pump",
        "familyid": home.id,
        "roomid": home.rooms[0].id,
        "sort": 2,
    }
    data = (await client.call("POST", GSM, body))["data"]
    assert (data["itemType"], data["itemData"]["name"]) == (1, "Pump")
    [added] = data["thingList"]
    assert added == {key: data[key] for key in ("itemType", "itemData", "index")}
    things = (await client.things(familyid=home.id))["thingList"]
    assert things[-1]["itemData"]["deviceid"] == pump.device_id
    assert things[-1]["itemData"]["gsmInfoData"]
    assert (await socket.receive())["params"] == {"online": True}


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"id": None}, 400, id="no id"),
        pytest.param({"id": "nonsense"}, 400, id="id"),
        pytest.param({"id": "0" * 32}, 30011, id="unknown"),
        pytest.param({"name": None}, 400, id="name"),
        pytest.param({"sort": 3}, 400, id="sort"),
        pytest.param({"familyid": "x"}, 405, id="home"),
        pytest.param({"roomid": "x"}, 405, id="room"),
    ],
)
async def test_add_gsm_refused(client: Client, changes: Json, error: int) -> None:
    """Everything is checked before the device is anybody's."""
    pump = client.simulator.make_gsm_device()
    body = {"id": pump.gsm_id, "name": "Pump", **changes}
    assert (await client.call("POST", GSM, body))["error"] == error
    assert pump.device_id not in client.simulator.devices


async def test_add_gsm_of_others(client: Client) -> None:
    """Another user's, another brand's, or one that cannot be told."""
    pump = client.simulator.make_gsm_device()
    body = {"id": pump.gsm_id, "name": "Pump"}
    pump.brand = "Other"
    assert (await client.call("POST", GSM, body))["error"] == 30017
    pump.brand, pump.fault = "SONOFF", CommandFault(silent=True, times=1)
    assert (await client.call("POST", GSM, body))["error"] == 30003
    assert (await client.call("POST", GSM, body))["error"] == 0
    pump.apikey = "somebody else"
    assert (await client.call("POST", GSM, body))["error"] == 30007


async def test_ota(client: Client) -> None:
    """New firmware is listed; what is unknown or has the newest is left out."""
    infos = [
        {"deviceid": client.simulator.device(name).device_id, **what}
        for name, what in (
            ("Kitchen lamp", {"model": "m", "version": "3.7.1"}),
            ("Kitchen lamp", {"model": "m", "version": "3.8.0"}),
            ("Desk", {"model": "m", "version": "3.7.1"}),
        )
    ]
    infos.append({"deviceid": "1000000000", "model": "m", "version": "1.0.0"})
    answer = await client.call("POST", OTA, {"deviceInfoList": infos})
    [found] = answer["data"]["otaInfoList"]
    assert (found["deviceid"], found["version"]) == (infos[0]["deviceid"], "3.8.0")


@pytest.mark.parametrize(
    "infos", [None, [], [{"deviceid": "1000000000", "model": "m"}], [{}] * 31]
)
async def test_ota_refused(client: Client, infos: object) -> None:
    """One to thirty devices, each with model and version."""
    answer = await client.call("POST", OTA, {"deviceInfoList": infos})
    assert answer["error"] == 400


async def test_stop_sharing(client: Client) -> None:
    """Deleting a shared device only ends the sharing."""
    gate = client.simulator.device("Neighbour's gate")
    body = {"deviceid": gate.device_id, "name": "Mine"}
    answer = await client.call("POST", "/v2/device/update-info", body)
    assert answer["error"] == 406
    await client.call("DELETE", "/v2/device", deviceid=gate.device_id)
    assert gate.device_id in client.simulator.devices
    names = {item["itemData"]["name"] for item in (await client.things())["thingList"]}
    assert gate.name not in names


async def test_tags(client: Client) -> None:
    """Replace and merge."""
    device = client.simulator.device("Hall switch")
    for kind, expected in (("merge", {"ck_channel_name", "a"}), ("replace", {"a"})):
        body = {"deviceid": device.device_id, "type": kind, "tags": {"a": 1}}
        answer = await client.call("POST", "/v2/device/tags", body)
        tags = answer["data"]["updatedThing"]["itemData"]["tags"]
        assert set(tags) == expected


async def test_settings(client: Client) -> None:
    """Several devices at once."""
    ids = [client.simulator.device(name).device_id for name in ("Desk", "Freezer")]
    body = {"deviceidList": ids, "settings": {"opsNotify": 1}}
    answer = await client.call("POST", "/v2/device/settings", body)
    updated = answer["data"]["updatedThingList"]
    assert [item["itemData"]["settings"]["opsNotify"] for item in updated] == [1, 1]


async def test_history(client: Client) -> None:
    """What was switched, newest first, at most 30; it can be cleared."""
    lamp = client.simulator.device("Kitchen lamp").device_id
    for _ in range(3):
        client.simulator.press("Kitchen lamp")
    path = "/v2/device/history"
    answer = await client.call("GET", path, deviceid=lamp, num=2)
    assert len(answer["data"]["histories"]) == 2
    assert (await client.call("GET", path, deviceid=lamp, num=31))["error"] == 400
    await client.call("DELETE", path, deviceid=lamp)
    answer = await client.call("GET", path, deviceid=lamp)
    assert answer["data"]["histories"] == []


async def test_groups(client: Client) -> None:
    """A group is made, commanded and deleted."""
    lamp = client.simulator.device("Kitchen lamp")
    body: Json = {"name": "Few", "mainDeviceId": lamp.device_id, "deviceidList": []}
    assert (await client.call("POST", "/v2/device/group", body))["error"] == 400
    body["deviceidList"] = [lamp.device_id]
    group = (await client.call("POST", "/v2/device/group", body))["data"]
    group_id = group["itemData"]["id"]
    body = {"type": 2, "id": group_id, "params": {"switch": "on"}}
    assert (await client.call("POST", STATUS, body))["error"] == 0
    assert lamp.params["switch"] == "on"
    listed = (await client.call("GET", "/v2/device/group"))["data"]["groupList"]
    assert [item["itemData"]["name"] for item in listed] == [
        "Few",
        "Downstairs",
        "Reading corner",
    ]
    await client.call("DELETE", "/v2/device/group", id=group_id)
    assert group_id not in client.simulator.groups
