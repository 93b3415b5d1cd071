"""Tests of the switches."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from homeassistant.const import Platform

from .entities import compare, sent_by
from .home import Home
from .simulator.behaviours import Behaviour
from .simulator.factory import Row, channel_params

LAMP = "Kitchen lamp"
RELAY = "Garden relay"
ZIGBEE = "Zigbee switch"


@pytest.mark.usefixtures("everything_enabled")
async def test_entities(home: Home, snapshot: SnapshotAssertion) -> None:
    """Each entity of the demo home, its entry in the registry and its state."""
    await compare(home, Platform.SWITCH, snapshot)


@pytest.mark.parametrize(
    ("target", "action", "data", "params"),
    [
        pytest.param(
            (LAMP, "switch"), "switch.turn_on", {}, {"switch": "on"}, id="relay on"
        ),
        pytest.param(
            ("Parents' porch", "switch"),
            "switch.turn_off",
            {},
            {"switch": "off"},
            id="relay in a home of others",
        ),
        pytest.param(
            ("Neighbour's gate", "switch"),
            "switch.turn_on",
            {},
            {"switch": "on"},
            id="shared relay",
        ),
        pytest.param(
            (RELAY, "switch_2"),
            "switch.turn_on",
            {},
            {"switches": [{"outlet": 2, "switch": "on"}]},
            id="channel",
        ),
        pytest.param(
            ("Nursery heater", "switch"),
            "switch.turn_on",
            {},
            {"switch": "on", "mainSwitch": "on", "deviceType": "normal"},
            id="thermostat plug",
        ),
        pytest.param(
            ("Desk", "switch"),
            "switch.turn_off",
            {},
            {"switches": [{"outlet": 0, "switch": "off"}], "operSide": 1},
            id="metering switch",
        ),
        pytest.param(
            (LAMP, "led"), "switch.turn_off", {}, {"sledOnline": "off"}, id="led"
        ),
        pytest.param(
            (RELAY, "interlock"), "switch.turn_on", {}, {"lock": 1}, id="interlock"
        ),
        pytest.param(
            (LAMP, "inching"),
            "switch.turn_on",
            {},
            {"pulse": "on", "pulseWidth": 500},
            id="inching",
        ),
    ],
)
async def test_payload(
    home: Home,
    target: tuple[str, str],
    action: str,
    data: dict[str, Any],
    params: dict[str, Any],
) -> None:
    """Each command sends what the device understands, and nothing else."""
    assert await sent_by(home, target, action, **data) == [params]


async def test_interlock_sends_the_siblings_off(home: Home) -> None:
    """While channels exclude each other, one that goes on sends the others off."""
    home.sim(RELAY).params["lock"] = 1
    await home.set_up()
    await home.call("turn_on", home.entity_id(RELAY, "switch_0"))

    [params] = home.sent(RELAY)
    outlets = {item["outlet"]: item["switch"] for item in params["switches"]}
    assert outlets == {0: "on", 1: "off", 2: "off", 3: "off"}


async def test_zigbee_sends_all_channels(home: Home) -> None:
    """A Zigbee device takes its outlets as they come."""
    row = Row(
        name=ZIGBEE,
        uiid=2256,
        parent=home.sim("Zigbee bridge").device_id,
        params=channel_params("on", "off"),
        behaviour=Behaviour,
    )
    home.simulator.add_device(row)
    await home.set_up()
    await home.call("turn_on", home.entity_id(ZIGBEE, "switch_1"))

    [params] = home.sent(ZIGBEE)
    assert params == {
        "switches": [{"outlet": 0, "switch": "on"}, {"outlet": 1, "switch": "on"}]
    }


async def test_scene_is_one_frame(home: Home) -> None:
    """Four channels that are set in one moment travel together."""
    await home.set_up()
    channels = [home.entity_id(RELAY, f"switch_{n}") for n in range(4)]
    await home.call("turn_on", *channels)

    [params] = home.sent(RELAY)
    outlets = {item["outlet"]: item["switch"] for item in params["switches"]}
    assert outlets == dict.fromkeys(range(4), "on")
    assert [home.state(RELAY, f"switch_{n}") for n in range(4)] == ["on"] * 4
