"""Wireless buttons and the buttons of relays, by the protocol's words."""

from datetime import datetime

import pytest

from tests.simulator import Simulator
from tests.simulator.kinds import kind
from tests.simulator.kinds.buttons import BUTTONS
from tests.simulator.wire import Json

from .bench import Bench
from .client import Client
from .conftest import Clock

ONE_KEY = (1000, 1001, 7000, 265)
KEYS = {1002: 2, 1003: 3, 1004: 4, 1005: 5, 1006: 6, 7039: 4, 174: 6, 177: 3}
TRIPLE = (7039,)
CHANNELS = {138: 1, 160: 1, 161: 2, 162: 3, 275: 2, 7029: 2, 7040: 2}
STAMPS = {7039: "actionTime", 174: "actionTime", 177: "actionTime"}
NOT_PRESSES = {"repeat", "battery", "state", "init", "ghost"}


def presses(device: Bench) -> list[str]:
    """Return the buttons of the page that are presses."""
    return [it for it in device.behaviour.buttons(device.params) if ":" in it]


def milliseconds(stamp: str | int) -> int:
    """Return what a stamp of any shape means."""
    if isinstance(stamp, str) and not stamp.isdigit():
        return round(datetime.fromisoformat(stamp).timestamp() * 1000)
    return int(stamp)


@pytest.mark.parametrize("uiid", ONE_KEY)
def test_one_key(uiid: int) -> None:
    """The key alone, its kind and a stamp of 13 digits."""
    button = Bench(uiid)
    labels = button.behaviour.buttons(button.params)
    assert list(labels.items())[:3] == [
        ("0", "Press"),
        ("1", "Double press"),
        ("2", "Long press"),
    ]
    for key in (0, 1, 2):
        report = button.press(str(key))
        stamp = report.pop("trigTime")
        assert report == {"key": key}
        assert isinstance(stamp, str)
        assert len(stamp) == 13


@pytest.mark.parametrize("uiid", KEYS)
def test_keys(uiid: int) -> None:
    """Each key has its kinds of press, told by outlet and key."""
    button = Bench(uiid)
    kinds = 4 if uiid in TRIPLE else 3
    assert presses(button) == [
        f"{outlet}:{key}" for outlet in range(KEYS[uiid]) for key in range(kinds)
    ]
    for name in presses(button):
        report = button.press(name)
        assert f"{report['outlet']}:{report['key']}" == name
        assert STAMPS.get(uiid, "trigTime") in report


def test_labels() -> None:
    """The page calls a press by key and kind."""
    orb = Bench(7039)
    labels = orb.behaviour.buttons(orb.params)
    words = [labels[f"1:{key}"] for key in range(4)]
    assert words == ["Key 2 press", "Key 2 double", "Key 2 long", "Key 2 triple"]
    orb.press("3:3")
    assert orb.looks() == ["Key 4 triple"]


@pytest.mark.parametrize(
    ("uiid", "key", "shape"),
    [
        (1004, "trigTime", str),
        (7039, "actionTime", str),
        (174, "actionTime", str),
        (177, "actionTime", int),
    ],
)
def test_stamps(uiid: int, key: str, shape: type) -> None:
    """Digits in a string, words, or a number; in one millisecond no two the same."""
    button = Bench(uiid)
    stamps = [button.press("0:0")[key] for _ in range(5)]
    assert {type(stamp) for stamp in stamps} == {shape}
    moments = [milliseconds(stamp) for stamp in stamps]
    assert moments == list(range(moments[0], moments[0] + 5))
    assert all(str(stamp).endswith("Z") for stamp in stamps) == (uiid in {7039, 174})


@pytest.mark.parametrize("uiid", [174, 177])
def test_counted(uiid: int) -> None:
    """Those of Bluetooth count and tell who they are."""
    button = Bench(uiid)
    counts = [button.press("2:1")["count"] for _ in range(2)]
    assert counts == [5, 6]
    assert button.press("2:1")["bleAddr"] == button.params["bleAddr"]


@pytest.mark.parametrize("uiid", [*ONE_KEY, *KEYS])
def test_repeat(uiid: int) -> None:
    """The same report again, with the same stamp."""
    button = Bench(uiid)
    *_, last = [it for it in button.behaviour.buttons(button.params) if it[-1:] == "2"]
    report = button.press(last)
    assert button.press("repeat") == report
    assert button.press("repeat") == report
    assert button.press(last) != report


def test_nothing_to_repeat() -> None:
    """A button that was never pressed repeats nothing."""
    button = kind(1000)
    labels = button.behaviour().buttons({"battery": 80})
    assert "repeat" not in labels


def test_full_state_of_button() -> None:
    """All it has: the last key with the old stamp."""
    button = Bench(1004, battery=80)
    pressed = button.press("3:1")
    assert "init" not in button.behaviour.buttons(button.params)
    state = button.press("state")
    assert state == button.params
    assert pressed.items() <= state.items()


def test_battery() -> None:
    """A battery is told with the stamp of the last press and no key."""
    button = Bench(7000, battery=80)
    stamp = button.press("0")["trigTime"]
    assert button.press("battery") == {"battery": 79, "trigTime": stamp}


@pytest.mark.parametrize("uiid", [*ONE_KEY, *KEYS])
def test_buttons_obey_nothing(uiid: int) -> None:
    """They only report."""
    assert Bench(uiid).refuses(key=1)


@pytest.mark.parametrize("uiid", CHANNELS)
def test_local_buttons(uiid: int) -> None:
    """A press of a detached button is alone in its message and has no stamp."""
    relay = Bench(uiid)
    assert presses(relay) == [
        f"{outlet}:{key}" for outlet in range(CHANNELS[uiid]) for key in range(3)
    ]
    for name in presses(relay):
        outlet, key = map(int, name.split(":"))
        switches = relay.params["switches"]
        assert relay.press(name) == {"localKeyPass": {"outlet": outlet, "key": key}}
        assert relay.params["switches"] == switches


@pytest.mark.parametrize("uiid", CHANNELS)
def test_relays_of_local_buttons(uiid: int) -> None:
    """Beside its buttons it is a relay like the others."""
    relay = Bench(uiid)
    relay.tell(switches=[{"outlet": 0, "switch": "on"}])
    assert relay.params["switches"][0]["switch"] == "on"
    report = relay.press("0")
    assert set(report) == {"switches"}
    assert report["switches"][0]["switch"] == "off"
    relay.tell(relaySeparations=[{"outlet": 0, "enable": 0}])
    assert relay.params["relaySeparations"][0]["enable"] == 0
    assert relay.refuses(relaySeparations=[{"outlet": 0, "enable": 2}])


def test_ghost() -> None:
    """The last press once more, alone, as nobody pressed it."""
    relay = Bench(161)
    pressed = relay.press("1:2")
    relay.tell(switches=[{"outlet": 0, "switch": "on"}])
    assert relay.press("ghost") == pressed


def test_full_state_of_relay() -> None:
    """The last press stands among all the rest."""
    relay = Bench(162, init=1)
    pressed = relay.press("2:0")
    state = relay.press("state")
    assert {"switches", "configure", "localKeyPass"} <= state.keys()
    assert "init" not in state
    assert relay.press("init") == {**state, "init": 1}
    assert pressed.items() <= state.items()


def test_full_state_of_panel() -> None:
    """A touch panel tells its full state when it is asked, as if it were touched."""
    panel = Bench(212)
    panel.press("slide1")
    state = panel.press("state")
    assert state["triggerType"] == 2
    assert state["slide"] == 1
    assert {"switches", "configure", "lightSwitch"} <= state.keys()


async def test_pressed_over_http(client: Client, clock: Clock) -> None:
    """The page shows the presses; each is pushed as the device's own report."""
    simulator, socket = client.simulator, await client.online()
    state = (await _sim(client, "state"))["devices"]
    [shown] = [item for item in state if item["name"] == "Bedside keys"]
    assert shown["buttons"]["1:3"] == "Key 2 triple"
    clock.now += 60
    body = {"device": "Bedside keys", "button": "1:3"}
    result = (await _sim(client, "press", body))["result"]
    frame = await socket.receive()
    assert frame["userAgent"] == "device"
    assert frame["params"] == result
    assert result.items() <= simulator.device("Bedside keys").params.items()
    assert result.pop("actionTime") == "2025-11-24T16:01:00.000Z"
    assert result == {"outlet": 1, "key": 3}
    assert not (await _sim(client, "press", body | {"button": "4:0"}))["ok"]


async def test_full_states_with_init(client: Client) -> None:
    """What is in the Wi-Fi can be new; what is behind a bridge cannot."""
    simulator = client.simulator
    for row in BUTTONS:
        device = simulator.add_device(kind(row.uiid, f"Made {row.uiid}"))
        labels = device.behaviour.buttons(device.params)
        wireless = "parentid" in device.params or row.uiid in {174, 177, 265}
        assert ("init" in labels) == (not wireless), row.uiid
        assert "state" in labels
        assert not NOT_PRESSES & set(presses(Bench(row.uiid)))


async def test_storm(simulator: Simulator) -> None:
    """Twenty buttons pressed in one moment tell as many stamps as presses."""
    made = [simulator.add_device(kind(1006, f"Keys {it}")) for it in range(20)]
    for device in made:
        reports = [simulator.press(device.device_id, "5:2") for _ in range(100)]
        assert len({report["trigTime"] for report in reports}) == 100


async def _sim(client: Client, operation: str, body: Json | None = None) -> Json:
    address = f"{client.simulator.base_url}/sim/{operation}"
    method = "GET" if body is None else "POST"
    async with client.session.request(method, address, json=body) as answer:
        result: Json = await answer.json()
        return result
