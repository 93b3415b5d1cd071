"""Tests of commands: what the cloud receives, and what is told when it fails."""

import asyncio
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component

from .home import Home, turns, until
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


@pytest.mark.parametrize(
    ("fault", "message", "queries"),
    [
        pytest.param({"error": 503}, "offline", 0, id="503"),
        pytest.param({"error": 504}, "did not answer", 1, id="504"),
        pytest.param({"error": 400}, "400", 0, id="400"),
        pytest.param({"error": 4002}, "4002", 0, id="4002"),
    ],
)
async def test_refusal(
    home: Home, fault: dict[str, Any], message: str, queries: int
) -> None:
    """A command that did not happen raises, and only no answer asks again."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(times=1, **fault))
    with pytest.raises(HomeAssistantError, match=message):
        await home.call("turn_on", home.entity_id(LAMP))
    await home.delivered()
    await turns()

    assert home.state(LAMP) == "off"
    assert len(home.sent(LAMP)) == 1
    assert len(home.sent(LAMP, "query")) == queries


async def test_504_of_a_command_that_was_obeyed(home: Home) -> None:
    """The question that follows finds out that it was done."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=504, obeys=True, times=1))
    with pytest.raises(HomeAssistantError):
        await home.call("turn_on", home.entity_id(LAMP))

    await home.becomes(LAMP, "on")


async def test_time_out(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """An answer that never comes is awaited for ten seconds."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True, times=1))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    await home.pass_time(freezer, 9.5)
    assert not turning.done()
    await home.pass_time(freezer, 1)
    await until(turning.done)
    with pytest.raises(HomeAssistantError, match="did not answer in time"):
        await turning
    await until(lambda: home.sent(LAMP, "query"))

    assert home.state(LAMP) == "off"
    assert len(home.sent(LAMP)) == 1


async def test_connection_lost_before_the_answer(home: Home) -> None:
    """Nothing is told as done that was not acknowledged."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(silent=True))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    home.simulator.drop_sockets()

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await turning
    assert home.state(LAMP) == "off"


async def test_no_connection(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Without a connection a command fails at once, within the grace time too."""
    await home.set_up()
    entity_id = home.entity_id(LAMP)
    await home.stop_cloud(freezer)
    assert home.state(LAMP) == "off"

    with pytest.raises(HomeAssistantError, match="cannot be reached"):
        await home.call("turn_on", entity_id)


async def test_device_that_is_known_to_be_offline(home: Home) -> None:
    """Nothing is sent to a device that cannot hear it."""
    await home.set_up()
    coordinator = home.coordinator
    device = coordinator.data[home.sim("Attic light").device_id]
    switch = home.hass.data["entity_components"]["switch"].get_entity(
        home.entity_id("Attic light")
    )
    assert switch is not None
    assert not coordinator.is_available(device)

    with pytest.raises(HomeAssistantError, match="offline"):
        await switch.async_turn_on()
    assert home.sent("Attic light") == []


async def test_device_that_goes_offline_during_a_command(home: Home) -> None:
    """It is unavailable at once, and the command fails in its own time."""
    await home.set_up()
    home.simulator.fail_device(LAMP, CommandFault(error=503, delay=0.2))
    turning = home.hass.async_create_task(home.call("turn_on", home.entity_id(LAMP)))
    await until(lambda: home.sent(LAMP))
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")

    with pytest.raises(HomeAssistantError, match="offline"):
        await turning
    assert home.state(LAMP) == "unavailable"


async def test_live_readings_once_a_minute(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """The vendor bans who asks all the time."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    await home.pass_time(freezer, 20, step=5)
    with pytest.raises(ServiceValidationError, match="40 seconds"):
        await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}]

    await home.pass_time(freezer, 41, step=5)
    await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}] * 2


async def test_live_readings_over_a_reload(home: Home) -> None:
    """A reload does not forget when the meter was asked."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    await home.reload()

    with pytest.raises(ServiceValidationError):
        await home.call("press", button, domain="button")
    assert home.sent(METER) == [{"uiActive": 60}]


async def test_live_readings_arrive(home: Home) -> None:
    """What the meter reports for a minute is shown."""
    await home.set_up()
    button = home.entity_id(METER, "live_readings")
    await home.call("press", button, domain="button")
    home.simulator.tick(1)

    await until(lambda: home.state(METER, "power") != "unknown")


async def test_live_readings_are_never_asked_by_themselves(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is sent to any device unless somebody asks."""
    await home.set_up()
    await home.pass_time(freezer, 3600, step=60)

    assert {frame.action for frame in home.simulator.frames} <= {"userOnline", "ping"}


async def test_inching_time_while_inching_is_off(home: Home) -> None:
    """The device would not take it, so it is told to the user."""
    await _set_up_all(home)
    number = home.entity_id(LAMP, "inching_time")
    with pytest.raises(ServiceValidationError, match=LAMP):
        await home.call("set_value", number, domain="number", value=3)

    assert home.sent(LAMP) == []


async def _update(home: Home, *entity_ids: str) -> None:
    await home.call("update_entity", *entity_ids, domain="homeassistant")


async def test_update_entity_asks_its_device(home: Home) -> None:
    """One question, about that device only."""
    await home.set_up()
    await home.hass.async_block_till_done()
    home.simulator.clear_counters()
    home.sim(LAMP).params["switch"] = "on"
    await _set_up_homeassistant(home)
    await _update(home, home.entity_id(LAMP))

    assert home.state(LAMP) == "on"
    assert len(home.sent(LAMP, "query")) == 1
    assert len(home.simulator.frames) == 1
    assert home.simulator.calls == []


async def test_update_of_several_entities_is_one_question(home: Home) -> None:
    """Entities of one device share it."""
    await home.set_up()
    await _set_up_homeassistant(home)
    entities = [
        home.entity_id(METER, key) for key in ("switch", "power", "voltage", "current")
    ]
    await _update(home, *entities, home.entity_id(LAMP))

    assert len(home.sent(METER, "query")) == 1
    assert len(home.sent(LAMP, "query")) == 1


async def test_update_of_an_offline_device_asks_nothing(home: Home) -> None:
    """A device that is offline cannot answer."""
    await home.set_up()
    await _set_up_homeassistant(home)
    await _update(home, home.entity_id("Attic light"))

    assert home.sent("Attic light", "query") == []


async def test_update_that_is_refused(home: Home) -> None:
    """A question that fails changes nothing."""
    await home.set_up()
    await _set_up_homeassistant(home)
    home.simulator.fail_device(LAMP, CommandFault(error=504))
    await _update(home, home.entity_id(LAMP))

    assert home.state(LAMP) == "off"


async def _set_up_homeassistant(home: Home) -> None:
    """Provide the service that asks for an update."""
    assert await async_setup_component(home.hass, "homeassistant", {})
