"""Presses that tell no time: those of switches, touch panels and radio keys."""

import json
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from .event_devices import LISTED, Heard, Json, Told, add, as_iso, named, reload, set_up
from .home import Home

pytestmark = pytest.mark.demo("RF bridge", "Zigbee bridge")

SWITCH: Final = named(162)
SINGLE: Final = named(138)
PANEL: Final = named(210)
BRIDGE: Final = named(28)
ON: Final = [{"outlet": 0, "switch": "on"}]
TOUCH: Final = {"switches": ON, "triggerType": 2}
TOUCHED: Final = Told("touch", "press_end")
NEW: Final = as_iso(LISTED + 60_000)


@pytest.fixture
async def heard(home: Home, freezer: FrozenDateTimeFactory) -> Heard:
    """Set up a home with such devices; return what hears them."""
    add(home, 162, 138, 210, 28)
    return await set_up(home)


def local(outlet: object = 0, key: object = 0, **beside: object) -> Json:
    """Return what a switch tells of a press."""
    return {"localKeyPass": {"outlet": outlet, "key": key}, **beside}


def push_by_app(home: Home, device: str, params: Json) -> None:
    """Push what an app has sent to a device."""
    frame = {
        "action": "update",
        "deviceid": home.sim(device).device_id,
        "userAgent": "app",
        "sequence": "1",
        "params": params,
    }
    home.simulator.push_text(json.dumps(frame))


async def test_local_press_alone(home: Home, heard: Heard) -> None:
    """It is one where nothing is beside it."""
    home.simulator.push(SWITCH, local(1, 2))
    assert await heard.take(SWITCH) == [Told("button_1", "long_press_end")]
    home.simulator.push(SINGLE, {"localKeyPass": {"key": "1"}})
    assert await heard.take(SINGLE) == [Told("button", "multi_press_end", 2)]


@pytest.mark.parametrize(
    "params",
    [
        local(switches=ON),
        local(init=1),
        local(configure=[], switches=ON, rssi=-50),
        local(rssi=-50),
        local(3),
        local(None),
        local("x"),
        local(0, 7),
        local(0, None),
        {"localKeyPass": None},
        {"localKeyPass": {}},
        {"localKeyPass": {"key": 0}},
        {"localKeyPass": 0},
        {"localKeyPass": [{"outlet": 0, "key": 0}]},
    ],
)
async def test_no_local_press(home: Home, heard: Heard, params: Json) -> None:
    """Beside anything else it is the last press of a state; else it may be no press."""
    home.simulator.push(SWITCH, params)
    assert await heard.take() == []


async def test_local_press_of_no_moment(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard
) -> None:
    """Lists, reloads, returns and apps tell of none."""
    home.sim(SWITCH).params.update(local())
    await home.read_list(freezer)
    await reload(home)
    home.simulator.set_online(SWITCH, False)
    home.simulator.set_online(SWITCH, True)
    push_by_app(home, SWITCH, local())
    assert await heard.take() == []


async def test_ghosts(home: Home, freezer: FrozenDateTimeFactory, heard: Heard) -> None:
    """One key is not pressed twice within half a second; others may be."""
    home.simulator.push(SWITCH, local(0))
    home.simulator.push(SWITCH, local(0))
    home.simulator.push(SWITCH, local(0, 1))
    home.simulator.push(SWITCH, local(1))
    assert await heard.take(SWITCH) == [
        Told("button_0", "press_end"),
        Told("button_1", "press_end"),
    ]
    freezer.tick(0.49)
    home.simulator.push(SWITCH, local(0))
    assert await heard.take() == []
    freezer.tick(0.02)
    home.simulator.push(SWITCH, local(0, 1))
    home.simulator.push(SINGLE, local(0))
    assert await heard.take(SWITCH) == [
        Told("button_0", "multi_press_end", 2),
        Told(f"{home.sim(SINGLE).device_id}_button", "press_end"),
    ]


async def test_touches(home: Home, heard: Heard) -> None:
    """Each is told, also where it is the same as the one before."""
    for params in (TOUCH, TOUCH, {"slide": 1}, {"slide": 1}, {"slide": "2"}):
        home.simulator.push(PANEL, params)
    assert await heard.take(PANEL) == [
        TOUCHED,
        TOUCHED,
        Told("touch", "slide_1"),
        Told("touch", "slide_1"),
        Told("touch", "slide_2"),
    ]


@pytest.mark.parametrize(
    "params",
    [
        {"slide": 1, "switches": ON},
        {"slide": 1, "triggerType": 2, "switches": ON},
        {"slide": 1, "init": 1},
        {"slide": 0},
        {"slide": 3},
        {"slide": None},
        {"switches": ON},
        {"triggerType": 2},
        {"triggerType": 2, "slide": 1},
        {**TOUCH, "rssi": -50},
        {**TOUCH, "init": 1},
        {**TOUCH, "lightSwitch": "on", "configure": []},
        {**TOUCH, "triggerType": 0},
        {**TOUCH, "triggerType": 1},
        {**TOUCH, "triggerType": None},
    ],
)
async def test_no_touch(home: Home, heard: Heard, params: Json) -> None:
    """A state that holds more, or another trigger, tells of none."""
    home.simulator.push(PANEL, params)
    assert await heard.take() == []


async def test_touch_of_an_app(home: Home, heard: Heard) -> None:
    """What an app has sent is no finger."""
    push_by_app(home, PANEL, TOUCH)
    push_by_app(home, PANEL, {"slide": 1})
    assert await heard.take() == []


async def test_slides_can_be_disabled(home: Home, heard: Heard) -> None:
    """The panel's own setting decides; a touch remains one."""
    home.simulator.push(PANEL, {"disableSwipeGesture": True})
    home.simulator.push(PANEL, {"slide": 1})
    home.simulator.push(PANEL, TOUCH)
    assert await heard.take(PANEL) == [TOUCHED]
    home.simulator.push(PANEL, {"disableSwipeGesture": False})
    home.simulator.push(PANEL, {"slide": 1})
    assert await heard.take(PANEL) == [Told("touch", "slide_1")]


@pytest.mark.parametrize(
    "params",
    [
        {"rfTrig0": NEW},
        {"cmd": "trigger", "rfTrig0": NEW, "init": 1},
        {"cmd": "transmit", "rfTrig0": NEW},
        {"cmd": "transmit", "rfChl": 0},
        {"cmd": "capture", "rfChl": 0},
        {"cmd": "trigger", "rfTrig7": NEW},
        {"cmd": "trigger", "rfTrig0": None},
        {"cmd": "trigger"},
    ],
)
async def test_no_radio_press(home: Home, heard: Heard, params: Json) -> None:
    """A state, what somebody sent, and a channel without a name are none."""
    home.simulator.push(BRIDGE, params)
    push_by_app(home, BRIDGE, {"cmd": "transmit", "rfChl": 0})
    assert await heard.take() == []


async def test_radio_press_again(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard
) -> None:
    """The same time is the same press, by whichever way; each key has its own."""
    told = {"cmd": "trigger", "rfTrig0": NEW}
    home.simulator.push(BRIDGE, told)
    home.simulator.push(BRIDGE, told)
    home.simulator.push(BRIDGE, {"cmd": "trigger", "rfTrig3": NEW})
    assert await heard.take(BRIDGE) == [
        Told("rf_0", "press_end"),
        Told("rf_3", "press_end"),
    ]
    await home.read_list(freezer)
    await reload(home)
    home.simulator.push(BRIDGE, told)
    home.simulator.push(BRIDGE, {"cmd": "trigger", "rfTrig3": as_iso(LISTED)})
    assert await heard.take() == []


async def test_radio_press_that_a_state_told_first(home: Home, heard: Heard) -> None:
    """What a state tells of counts as told."""
    home.simulator.push(BRIDGE, {"cmd": "trigger", "init": 1, "rfTrig3": NEW})
    home.simulator.push(BRIDGE, {"rfTrig0": NEW})
    home.simulator.push(BRIDGE, {"cmd": "trigger", "rfTrig3": NEW})
    home.simulator.push(BRIDGE, {"cmd": "trigger", "rfTrig0": NEW})
    assert await heard.take() == []


async def test_alarm_is_no_event(home: Home, heard: Heard) -> None:
    """A radio sensor is a binary sensor, and its alarm no press."""
    home.simulator.push("RF bridge", {"cmd": "trigger", "rfTrig1": NEW})
    assert await heard.take() == []
    assert home.state("RF bridge", "alarm_1") == "on"
    assert home.find_entity("RF bridge", "rf_1") is None
