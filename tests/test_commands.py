"""Tests of commands: what the cloud receives."""

import asyncio
from typing import Any

import pytest

from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .simulator import CommandFault
from .simulator.behaviours import Behaviour
from .simulator.factory import Row, channel_params

LAMP = "Kitchen lamp"
RELAY = "Garden relay"
METER = "Washing machine"
ZIGBEE = "Zigbee switch"


def _enable_all(home: Home) -> None:
    """Let entities that are disabled at first be enabled."""
    registry = er.async_get(home.hass)
    for entry in er.async_entries_for_config_entry(registry, home.entry.entry_id):
        registry.async_update_entity(entry.entity_id, disabled_by=None)


async def _set_up_all(home: Home) -> None:
    await home.set_up()
    _enable_all(home)
    await home.reload()
    await home.later_pages()
    home.simulator.clear_counters()


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
            (LAMP, "power_on_state"),
            "select.select_option",
            {"option": "on"},
            {"startup": "on"},
            id="power-on state",
        ),
        pytest.param(
            ("Hall switch", "power_on_state_1"),
            "select.select_option",
            {"option": "stay"},
            {
                "configure": [
                    {"outlet": 0, "startup": "off"},
                    {"outlet": 1, "startup": "stay"},
                    {"outlet": 2, "startup": "off"},
                    {"outlet": 3, "startup": "off"},
                ]
            },
            id="power-on state of a channel",
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
        pytest.param(
            ("Hall switch", "inching_time_0"),
            "number.set_value",
            {"value": 2.5},
            {
                "pulses": [
                    {"outlet": 0, "pulse": "off", "width": 2500},
                    {"outlet": 1, "pulse": "off", "width": 1000},
                    {"outlet": 2, "pulse": "off", "width": 1000},
                    {"outlet": 3, "pulse": "off", "width": 1000},
                ]
            },
            id="inching time of a channel",
        ),
        pytest.param(
            (METER, "live_readings"),
            "button.press",
            {},
            {"uiActive": 60},
            id="live readings",
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
    """Each kind of command sends what the device understands, and nothing else."""
    await _set_up_all(home)
    domain, service = action.split(".")
    await home.call(service, home.entity_id(*target), domain=domain, **data)

    assert home.sent(target[0]) == [params]


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


async def test_devices_do_not_wait_for_each_other(home: Home) -> None:
    """A slow device does not keep another one waiting."""
    await home.set_up()
    home.simulator.fail_device(RELAY, CommandFault(delay=0.5))
    slow = home.hass.async_create_task(
        home.call("turn_on", home.entity_id(RELAY, "switch_0"))
    )
    await home.call("turn_on", home.entity_id(LAMP))
    assert not slow.done()
    await slow


async def test_state_follows_the_acknowledgement(home: Home) -> None:
    """The cloud does not echo to the sender: its answer is what counts."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(delay=0.2))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    await asyncio.sleep(0.05)
    assert home.state(LAMP) == "off"

    await turning
    assert home.state(LAMP) == "on"


async def test_inching_time_while_inching_is_off(home: Home) -> None:
    """The device would not take it, so it is told to the user."""
    await _set_up_all(home)
    number = home.entity_id(LAMP, "inching_time")
    with pytest.raises(ServiceValidationError, match=LAMP):
        await home.call("set_value", number, domain="number", value=3)

    assert home.sent(LAMP) == []
