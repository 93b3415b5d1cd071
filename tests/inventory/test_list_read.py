"""Tests of what a read of the list brings, and of what is newer."""

import asyncio
from dataclasses import replace
import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from ..home import Home, until

THINGS = "GET /v2/device/thing"
LAMP = "Kitchen lamp"
CURTAIN = "Bedroom curtain"


def _push_past(
    home: Home, device: str, params: dict[str, Any], agent: str = "device"
) -> None:
    """Push what the list, on its way already, does not tell yet."""
    frame = {
        "action": "update",
        "userAgent": agent,
        "deviceid": home.sim(device).device_id,
        "apikey": home.simulator.account.apikey,
        "params": params,
    }
    home.simulator.push_text(json.dumps(frame))


def _tell_online(home: Home, device: str, *, online: bool) -> None:
    frame = {
        "action": "sysmsg",
        "deviceid": home.sim(device).device_id,
        "params": {"online": online},
    }
    home.simulator.push_text(json.dumps(frame))


async def _begun(home: Home) -> asyncio.Task[None]:
    """Begin to read a list whose pages take a while to come."""
    home.simulator.delay(0.2, THINGS)
    before = home.called(THINGS)
    reading = home.hass.async_create_task(home.coordinator.async_refresh())
    await until(lambda: home.called(THINGS) > before)
    return reading


@pytest.mark.usefixtures("everything_enabled")
async def test_feature_that_appears_later(home: Home) -> None:
    """A key that a device tells for the first time gives an entity."""
    await home.set_up()
    assert home.find_entity("Coffee machine", "power_on_state") is None
    home.simulator.push("Coffee machine", {"startup": "stay"})

    await home.becomes("Coffee machine", "stay", "power_on_state")


async def test_push_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """What was pushed while a page was on its way is not overwritten by it."""
    await home.set_up()
    reading = await _begun(home)
    _push_past(home, LAMP, {"switch": "on"})
    await home.becomes(LAMP, "on")
    await until(reading.done)

    assert home.state(LAMP) == "on"


async def test_wish_is_no_news_to_a_list_on_its_way(home: Home) -> None:
    """Where an app sends a cover is not where it stands, before a list or after it."""
    await home.set_up()
    entity_id = home.entity_id(CURTAIN, "cover")
    reading = await _begun(home)
    _push_past(home, CURTAIN, {"setclose": 90}, "app")
    _push_past(home, LAMP, {"switch": "on"})
    await home.becomes(LAMP, "on")
    await until(reading.done)

    state = home.hass.states.get(entity_id)
    assert state is not None
    position = 100 - home.sim(CURTAIN).params["setclose"]
    assert state.attributes["current_position"] == position != 10


async def test_online_push_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """So it is with the news that a device is offline."""
    await home.set_up()
    reading = await _begun(home)
    _tell_online(home, LAMP, online=False)
    await home.becomes(LAMP, "unavailable")
    await until(reading.done)

    assert home.state(LAMP) == "unavailable"


async def test_command_is_newer_than_a_list_on_its_way(home: Home) -> None:
    """So it is with what a device has acknowledged meanwhile."""
    await home.set_up()
    reading = await _begun(home)
    await home.call("turn_on", home.entity_id(LAMP))
    home.sim(LAMP).params["switch"] = "off"
    await until(reading.done)

    assert home.state(LAMP) == "on"


async def test_list_tells_what_no_push_told(home: Home) -> None:
    """A newer state in the list reaches the entities."""
    await home.set_up()
    home.sim(LAMP).params["switch"] = "on"
    home.sim("Coffee machine").online = False
    await home.coordinator.async_refresh()

    assert home.state(LAMP) == "on"
    assert home.state("Coffee machine") == "unavailable"


async def _firmware_asked(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """Let the one question pass that follows the first list of a day."""
    await home.pass_time(freezer, 5)
    await until(lambda: home.coordinator.firmware.known.is_answered)


async def test_list_is_read_every_hour(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """There is no other polling."""
    await home.set_up()
    await _firmware_asked(home, freezer)
    home.simulator.clear_counters()
    await home.pass_time(freezer, 0.9 * 3600, step=60)
    assert home.simulator.calls == []

    await home.pass_time(freezer, 0.1 * 3600, step=60)
    assert home.lists_read == 1


async def test_list_is_read_every_six_hours(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """A list that costs many calls is read less often."""
    cottage = home.simulator.family("Cottage")
    for number in range(3):
        family = replace(cottage, id=f"home {number}", name=f"Home {number}")
        home.simulator.world.families[family.id] = family
    await home.set_up()
    await _firmware_asked(home, freezer)
    home.simulator.clear_counters()
    await home.pass_time(freezer, 5.9 * 3600, step=60)
    assert home.simulator.calls == []

    await home.pass_time(freezer, 0.2 * 3600, step=60)
    assert home.lists_read == 1


async def test_device_that_was_deleted_is_gone_within_the_hour(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nobody need tell that the list has changed."""
    await home.set_up()
    device_id = home.sim(LAMP).device_id
    home.simulator.remove_device(LAMP)
    await home.pass_time(freezer, 3600, step=20)

    assert home.find_device(device_id) is None
