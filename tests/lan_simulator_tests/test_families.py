"""What each kind of device obeys, answers and tells of itself."""

import pytest

from tests.lan_simulator.process import LanSimulator
from tests.lan_simulator.rows import add_stack, of_type
from tests.simulator import Simulator
from tests.simulator.factory import Row, channel_params
from tests.simulator.wire import Json

from .client import Client, until

ON: Json = {"switch": "on"}
OUTLET_1: Json = {"switches": [{"outlet": 1, "switch": "on"}]}


@pytest.fixture
def rows() -> list[Row]:
    """Return devices that the demo home has not."""
    more = (44, 103, 104, 126, 136, 160, 165, 181, 277)
    mini = Row(name="Dual mini", uiid=77, params=channel_params())
    return [*(of_type(uiid) for uiid in more), of_type(190), mini]


@pytest.fixture
async def simulator(simulator: Simulator, rows: list[Row]) -> Simulator:
    """Add them to the home."""
    for row in rows:
        simulator.add_device(row)
    add_stack(simulator)
    return simulator


def _all_keys(state: Json) -> set[str]:
    return set(state) - {"rssi", "ssid", "bssid", "fwVersion", "sledOnline"}


@pytest.mark.parametrize(
    ("device", "kind_", "keys"),
    [
        ("Kitchen lamp", "plug", {"switch", "startup", "pulse", "pulseWidth"}),
        ("Garden relay", "strip", {"switches", "configure", "pulses"}),
        (
            "Washing machine",
            "enhanced_plug",
            {
                *("switch", "startup", "pulse", "pulseWidth"),
                *("power", "voltage", "current"),
            },
        ),
        (
            "Nursery heater",
            "th_plug",
            {
                *("switch", "startup", "pulse", "pulseWidth", "mainSwitch"),
                *("deviceType", "temperature", "humidity"),
            },
        ),
        (
            "Elite probe",
            "th_plug",
            {
                *("switch", "startup", "pulse", "pulseWidth", "mainSwitch"),
                *("deviceType", "currentTemperature", "currentHumidity"),
                "pulseConfig",
            },
        ),
        ("White bulb", "light", {"switch", "ltype", "white"}),
        ("Colour light", "light", {"switch", "ltype", "white", "color"}),
        ("Dimmer", "light", {"switch", "startup", "brightness", "mode"}),
        ("Bedroom fan", "fan_light", {"light", "fan", "speed"}),
        (
            "Dual relay",
            "multifun_switch",
            {
                *("switches", "workMode", "motorTurn", "location"),
                *("currLocation", "calibState"),
            },
        ),
        ("RF bridge", "rf", {"arming"}),
        ("Elite meter", "plug", {"switches", "power", "voltage", "current"}),
        ("Dual mini", "switch_radar", {"switches", "configure", "pulses"}),
        ("Wall switch of 1", "plug", {"switches", "configure", "pulses"}),
    ],
)
async def test_whole_state(
    client: Client, device: str, kind_: str, keys: set[str]
) -> None:
    """A question is answered with everything, in a TXT that is not too long."""
    client.forget()
    client.ask()
    [state] = await client.until_told(device, 1)
    [text] = client.texts(device)
    assert text["type"] == kind_
    assert list(text)[:7] == [
        *("txtvers", "id", "type", "apivers", "seq", "encrypt", "iv"),
    ]
    assert _all_keys(state) == keys


@pytest.mark.parametrize(
    ("device", "path", "data", "changed"),
    [
        ("Kitchen lamp", "switch", ON, ON),
        ("Kitchen lamp", "startup", {"startup": "on"}, {"startup": "on"}),
        (
            "Kitchen lamp",
            "pulse",
            {"pulse": "on", "pulseWidth": 2000},
            {"pulse": "on", "pulseWidth": 2000},
        ),
        (
            "Nursery heater",
            "switch",
            {"switch": "on", "mainSwitch": "on", "deviceType": "normal"},
            {"switch": "on", "mainSwitch": "on"},
        ),
        (
            "White bulb",
            "dimmable",
            {"ltype": "white", "white": {"br": 5, "ct": 255}},
            {"white": {"br": 5, "ct": 255}},
        ),
        (
            "Colour light BL",
            "dimmable",
            {"ltype": "color", "color": {"br": 9, "r": 1, "g": 2, "b": 3}},
            {"ltype": "color", "color": {"br": 9, "r": 1, "g": 2, "b": 3}},
        ),
        (
            "Colour light BL",
            "dimmable",
            {"ltype": "party", "party": {"br": 9, "r": 1, "g": 2, "b": 3}},
            {"ltype": "party", "party": {"br": 9, "r": 1, "g": 2, "b": 3}},
        ),
        (
            "Dimmer",
            "dimmable",
            {"switch": "on", "brightness": 7, "mode": 0},
            {"brightness": 7},
        ),
        ("Bedroom fan", "light", {"light": "on"}, {"light": "on"}),
        (
            "Bedroom fan",
            "fan",
            {"fan": "on", "speed": 3},
            {"fan": "on", "speed": 3},
        ),
        ("Dual relay", "motorTurn", {"motorTurn": 1}, {"motorTurn": 1}),
        ("Dual relay", "location", {"location": 0}, {"location": 0}),
    ],
)
async def test_obeyed(
    client: Client, device: str, path: str, data: Json, changed: Json
) -> None:
    """What is told comes back by multicast."""
    assert (await client.tell(device, path, data))["error"] == 0
    await until(
        lambda: any(changed.items() <= it.items() for it in client.states(device))
    )


@pytest.mark.parametrize(
    ("device", "path", "data", "error"),
    [
        ("Nursery heater", "switch", ON, 422),
        ("White bulb", "dimmable", {"white": {"br": 5, "ct": 255}}, 422),
        ("Colour light BL", "dimmable", {"ltype": "white"}, 422),
        (
            "Dimmer",
            "dimmable",
            {"switch": "off", "brightness": 7, "mode": 0},
            400,
        ),
        ("Dimmer", "dimmable", {"switch": "on", "brightness": 0, "mode": 0}, 422),
        ("Bedroom fan", "switches", OUTLET_1, 404),
        ("Bedroom fan", "fan", {"fan": "on", "speed": 4}, 422),
        ("Dual relay", "switches", OUTLET_1, 422),
        ("RF bridge", "transmit", {"cmd": "transmit", "rfChl": 40}, 422),
        ("Elite probe", "sledonline", {"sledOnline": "on"}, 404),
        ("Zigbee bridge", "getState", {}, 404),
        ("Elite meter", "statistics", {}, 404),
        ("Meter stack", "switches", {**OUTLET_1, "subDevId": "100"}, 404),
    ],
)
async def test_not_obeyed(
    client: Client, device: str, path: str, data: Json, error: int
) -> None:
    """What a device does not know or take has its number."""
    assert (await client.tell(device, path, data))["error"] == error


async def test_fan_in_both_words(client: Client, simulator: Simulator) -> None:
    """The cloud has outlets where the local network has a speed."""
    await client.tell("Bedroom fan", "fan", {"fan": "on", "speed": 2})
    await client.until_says("Bedroom fan", fan="on", speed=2)
    await until(
        lambda: (
            [it["switch"] for it in simulator.device("Bedroom fan").params["switches"]][
                1:
            ]
            == ["on", "on", "off"]
        )
    )
    simulator.press("Bedroom fan", "high")
    await client.until_says("Bedroom fan", fan="on", speed=3)


@pytest.mark.parametrize("path", ["getState", "statistics"])
async def test_dual_relay_answers(client: Client, path: str) -> None:
    """It returns its state, and multicasts only what changes."""
    answer = await client.tell("Dual relay", path, {})
    assert answer["data"]["workMode"] == 2
    await client.tell("Dual relay", "motorTurn", {"motorTurn": 2})
    await until(lambda: client.last("Dual relay") == {"motorTurn": 2})


async def test_meter_in_answers(client: Client, lan: LanSimulator) -> None:
    """The answer to any command holds the figures, those of before a switch."""
    off = {"switches": [{"outlet": 0, "switch": "off"}]}
    answer = await client.tell("Elite meter", "switches", off)
    assert answer["data"]["power"] == 6120
    answer = await client.tell("Elite meter", "sledOnline", {"sledOnline": "on"})
    assert (answer["data"]["power"], answer["data"]["voltage"]) == (0, 23040)
    await lan.set("Elite meter", power=50)
    answer = await client.tell(
        "Elite meter", "switches", {"switches": [{"outlet": 0, "switch": "on"}]}
    )
    answer = await client.tell("Elite meter", "sledOnline", {"sledOnline": "on"})
    assert answer["data"]["power"] == 6120
    hours = {"getHoursKwh": {"start": 0, "end": 719}}
    answer = await client.tell("Elite meter", "getHoursKwh", hours)
    assert len(answer["data"]["config"]["hoursKwhData"]) == 720 * 3


async def test_numbers_of_a_meter(client: Client, simulator: Simulator) -> None:
    """The cloud has text where the local network has numbers."""
    assert simulator.device("Washing machine").params["power"] == "312.40"
    answer = await client.tell("Washing machine", "sledOnline", {"sledOnline": "on"})
    assert "data" not in answer
    state = await client.until_says("Washing machine", power=312.4)
    assert state["voltage"] == 230.1


async def test_stack(client: Client, lan: LanSimulator, simulator: Simulator) -> None:
    """A child is told through its parent, and told of under the parent's name."""
    child = lan.device("Stacked relays")
    client.forget()
    answer = await client.tell(
        "Meter stack", "switches", {**OUTLET_1, "subDevId": child["id"]}
    )
    assert answer["error"] == 0
    [state] = await client.until_told("Stacked relays", 1)
    assert set(state) == {"switches"}
    assert client.texts("Meter stack") == []
    active = {"subDevId": child["id"], "uiActive": {"outlet": 0, "time": 60}}
    assert (await client.tell("Meter stack", "uiActive", active))["error"] == 0
    noted = [it["what"] for it in await lan.read("violations")]
    assert noted == ["less than 1.0 s after the last request"]
    params = simulator.device("Stacked relays").params
    await until(lambda: params["switches"][1]["switch"] == "on")


async def test_local_buttons(
    client: Client, lan: LanSimulator, simulator: Simulator
) -> None:
    """A press is told as a click, and its ghost as something else."""
    simulator.press("Wall switch of 1", "0:2")
    longer = {"outlet": 0, "key": 2}
    await client.until_says("Wall switch of 1", localKeyPass=longer, triggerType=11)
    await lan.press("Wall switch of 1", "0:1")
    pressed = {"outlet": 0, "key": 1}
    await client.until_says("Wall switch of 1", localKeyPass=pressed, triggerType=11)
    await lan.press("Wall switch of 1", "0:1", trigger=0)
    await client.until_says("Wall switch of 1", localKeyPass=pressed, triggerType=0)
    await lan.announce("Wall switch of 1")
    states = await client.until_told("Wall switch of 1", 5)
    assert "localKeyPass" not in states[-1]


async def test_remotes(client: Client, lan: LanSimulator, simulator: Simulator) -> None:
    """The same press comes both ways with the same time, and stays in the state."""
    told = await lan.press("RF bridge", "1")
    await client.until_says("RF bridge", arming=True, rfTrig1=told["rfTrig1"])
    bridge = simulator.device("RF bridge")
    await until(lambda: bridge.params.get("rfTrig1") == told["rfTrig1"])
    simulator.press("RF bridge", "0")
    state = await client.until_says("RF bridge", rfTrig0=bridge.params["rfTrig0"])
    assert "rfTrig1" not in state
    for path in ("transmit", "capture"):
        data = {"cmd": path, "rfChl": 0}
        assert (await client.tell("RF bridge", path, data))["error"] == 0
    await until(lambda: "learn" in bridge.behaviour.buttons(bridge.params))


async def test_every_listed_type(client: Client) -> None:
    """Whatever of these the home has can be asked and tells something."""
    client.forget()
    client.ask()
    for device in client.lan.devices.values():
        if device["uiid"] not in {128, 130}:
            await client.until_told(device["id"], 1)
