"""The bridge of RF remotes, by the protocol's words."""

import pytest

from tests.simulator.behaviours.rf import key_names
from tests.simulator.kinds import kind
from tests.simulator.wire import Json

from .bench import Bench
from .client import Client
from .conftest import Clock

TAGS = "POST /v2/device/tags"
CODE = "29EA015E04245575C0"
ENTRY: Json = {"rfChl": 3, "rfVal": CODE}
REFUSED: list[Json] = [
    {"cmd": "transmit", "rfChl": 7},
    {"cmd": "transmit", "rfChl": "0"},
    {"cmd": "transmit"},
    {"cmd": "capture"},
    {"cmd": "capture", "rfChl": 64},
    {"cmd": "capture", "rfChl": -1},
    {"cmd": "capture", "rfChl": True},
    {"cmd": "trigger", "rfTrig0": "2026-11-24T02:00:00.000Z"},
    {"cmd": "edit"},
    {"cmd": "edit", "rfList": {}},
    {"cmd": "edit", "rfList": [{"rfChl": "3", "rfVal": CODE}]},
    {"cmd": "edit", "rfList": [ENTRY, ENTRY]},
    {"cmd": "send", "rfChl": 0},
]


@pytest.mark.parametrize("changes", REFUSED)
def test_refused(changes: Json) -> None:
    """What a real one answers with 400."""
    assert Bench(28).refuses(**changes)


@pytest.mark.parametrize("uiid", [28, 90, 98])
def test_labels(uiid: int) -> None:
    """Keys are called as the app calls them, an alarm as its remote."""
    row = kind(uiid)
    labels = row.behaviour().labels(row.params, row.tags)
    assert [labels[str(channel)] for channel in range(7)] == [
        "Ceiling fan Faster",
        "Ceiling fan Slower",
        "Awning Open",
        "Awning Stop",
        "Awning Close",
        "Smoke",
        "Channel 6",
    ]
    assert labels["sent:2"] == "App sends Awning Open"


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ({}, {}),
        ({"zyx_info": "x"}, {}),
        ({"zyx_info": [5, {"name": "A"}, {"buttonName": [1, {"4": "B"}]}]}, {"4": "B"}),
        ({"zyx_info": {"name": "A", "buttonName": [{"0": "B"}]}}, {"0": "A B"}),
    ],
)
def test_names_in_tags(tags: Json, names: dict[str, str]) -> None:
    """Tags may hold one remote as an object, or anything else."""
    assert key_names(tags) == names


def test_triggers() -> None:
    """Each press has a time of its own, in milliseconds; all times are kept."""
    bridge = Bench(28)
    reports = [bridge.press(button) for button in ("0", "0", "5", "6")]
    assert all(report["cmd"] == "trigger" for report in reports)
    keys = [next(key for key in report if key != "cmd") for report in reports]
    assert keys == ["rfTrig0", "rfTrig0", "rfTrig5", "rfTrig6"]
    times = [report[key] for report, key in zip(reports, keys, strict=True)]
    assert len(set(times)) == 4
    assert times == sorted(times)
    assert all(len(time) == len("2026-11-24T02:00:00.000Z") for time in times)
    assert {"rfTrig0", "rfTrig5", "rfTrig6"} <= bridge.params.keys()


def test_repeated_trigger() -> None:
    """The last trigger once more, at the same time."""
    bridge = Bench(28)
    assert "repeat" not in bridge.behaviour.buttons(bridge.params)
    bridge.press("6")
    last = bridge.press("2")
    assert bridge.press("repeat") == last


def test_full_state() -> None:
    """All times are kept; with `init` also the last word."""
    bridge = Bench(28, init=1)
    bridge.press("1")
    bridge.press("5")
    state = bridge.press("state")
    assert {"rfList", "rfTrig1", "rfTrig5"} <= state.keys()
    assert not {"init", "cmd"} & state.keys()
    assert bridge.press("init") == {**state, "init": 1, "cmd": "trigger"}


@pytest.mark.parametrize("channel", [0, 7])
def test_learning(channel: int) -> None:
    """While it captures, a new code fills a channel or takes its place."""
    bridge = Bench(28)
    assert "learn" not in bridge.behaviour.buttons(bridge.params)
    before = {it["rfChl"]: it["rfVal"] for it in bridge.params["rfList"]}
    assert bridge.tell(cmd="capture", rfChl=channel) == []
    assert bridge.looks() == [f"Learns channel {channel}"]
    [learned] = bridge.press("learn").values()
    after = {it["rfChl"]: it["rfVal"] for it in learned}
    assert len(learned) == len(after)
    assert set(after) == {*before, channel}
    assert after[channel] not in before.values()
    assert "learn" not in bridge.behaviour.buttons(bridge.params)
    bridge.tell(cmd="transmit", rfChl=channel)


def test_two_codes() -> None:
    """Two keys that are learned have two codes."""
    bridge = Bench(28)
    for channel in (10, 11):
        bridge.tell(cmd="capture", rfChl=channel)
        bridge.press("learn")
    codes = [it["rfVal"] for it in bridge.params["rfList"]]
    assert len(set(codes)) == len(codes)
    assert {len(code) for code in codes} == {18}


def test_learning_ends() -> None:
    """A bridge captures until it is told to stop, for a minute at most."""
    bridge = Bench(28)
    bridge.tell(cmd="capture", rfChl=9)
    bridge.tell(cmd="captureCancel")
    assert "learn" not in bridge.behaviour.buttons(bridge.params)
    bridge.tell(cmd="capture", rfChl=9)
    bridge.wait(59)
    assert "learn" in bridge.behaviour.buttons(bridge.params)
    bridge.wait(1)
    assert "learn" not in bridge.behaviour.buttons(bridge.params)
    assert bridge.looks() == []


def test_edit() -> None:
    """The list is replaced, and with it what can be sent."""
    bridge = Bench(28)
    bridge.tell(cmd="edit", rfList=[ENTRY])
    assert bridge.params["rfList"] == [ENTRY]
    bridge.tell(cmd="transmit", rfChl=3)
    assert bridge.refuses(cmd="transmit", rfChl=0)


async def test_sent_by_an_app(client: Client, clock: Clock) -> None:
    """What somebody's app sends is pushed as an app's command."""
    socket = await client.online()
    client.simulator.press("RF bridge", "sent:2")
    frame = await socket.receive()
    assert frame["userAgent"] == "app"
    assert frame["sequence"]
    assert frame["params"] == {"cmd": "transmit", "rfChl": 2}
    clock.now += 5
    client.simulator.press("RF bridge", "2")
    heard = await socket.receive()
    assert heard["userAgent"] == "device"
    assert set(heard["params"]) == {"cmd", "rfTrig2"}


async def test_learned_end_to_end(client: Client, phone: Client) -> None:
    """Captured, caught, named: the list, the page and other phones know it."""
    simulator = client.simulator
    bridge, name = simulator.device("RF bridge"), "RF bridge"
    socket, other = await client.online(), await phone.online()
    command = {"cmd": "capture", "rfChl": 9}
    assert (await socket.command(name, command))["error"] == 0
    assert (await other.receive())["params"] == command
    simulator.press(name, "learn")
    for heard in (await socket.receive(), await other.receive()):
        assert heard["userAgent"] == "device"
        assert [it["rfChl"] for it in heard["params"]["rfList"]] == [0, 1, 2, 9]
    events: list[Json] = []
    simulator.cloud.listeners.add(events.append)
    remotes = [
        *bridge.tags["zyx_info"],
        {"remote_type": "1", "name": "Fan", "buttonName": [{"9": "Off"}]},
    ]
    assert (await _name(client, "merge", remotes))["error"] == 0
    assert {"device": bridge.device_id} in events
    assert (await _shown(client))["9"] == "Fan Off"
    assert (await _listed(client))["tags"]["zyx_info"] == remotes
    assert (await _name(client, "replace", remotes[-1:]))["error"] == 0
    assert (await _listed(client))["tags"] == {"zyx_info": remotes[-1:]}
    assert (await _shown(client))["0"] == "Channel 0"


async def test_names_are_refused(client: Client) -> None:
    """Some APPIDs may not write tags, for as long as the test says so."""
    before = client.simulator.device("RF bridge").tags
    body = {"interface": TAGS, "error": 407, "times": None}
    address = f"{client.simulator.base_url}/sim"
    async with client.session.post(f"{address}/fail", json=body) as answer:
        assert answer.status == 200
    for _ in range(2):
        assert (await _name(client, "merge", []))["error"] == 407
    assert client.simulator.device("RF bridge").tags == before
    async with client.session.post(f"{address}/clear", json={}) as answer:
        assert answer.status == 200
    assert (await _name(client, "merge", []))["error"] == 0


async def test_offline_bridge(client: Client) -> None:
    """A bridge that is away sends for nobody."""
    client.simulator.set_online("RF bridge", online=False)
    body = {"device": "RF bridge", "button": "sent:0"}
    address = f"{client.simulator.base_url}/sim/press"
    async with client.session.post(address, json=body) as answer:
        assert answer.status == 400


async def _name(client: Client, kind: str, remotes: list[Json]) -> Json:
    device_id = client.simulator.device("RF bridge").device_id
    tags = {"zyx_info": remotes}
    body = {"deviceid": device_id, "type": kind, "tags": tags}
    return await client.call("POST", "/v2/device/tags", body)


async def _listed(client: Client) -> Json:
    """Return the bridge as a call for this one device gives it."""
    device_id = client.simulator.device("RF bridge").device_id
    body = {"thingList": [{"itemType": 1, "id": device_id}]}
    answer = await client.call("POST", "/v2/device/thing", body)
    [thing] = answer["data"]["thingList"]
    item: Json = thing["itemData"]
    return item


async def _shown(client: Client) -> dict[str, str]:
    """Return the bridge's buttons on the page."""
    async with client.session.get(f"{client.simulator.base_url}/sim/state") as answer:
        devices = (await answer.json())["devices"]
    [labels] = [it["buttons"] for it in devices if it["name"] == "RF bridge"]
    return dict(labels)
