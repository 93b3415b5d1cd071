"""A press comes by both ways, and is one."""

from typing import Any

import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from homeassistant.const import EVENT_STATE_CHANGED
from homeassistant.core import Event
from tests.home import until
from tests.simulator.kinds import kind

from .local_home import LAMP, LocalHome

SWITCH = "Wall switch"
RADIO = "RF bridge"


def fired(events: list[Event[Any]]) -> list[str]:
    """Return which event entities have fired."""
    return [
        it.data["entity_id"]
        for it in events
        if it.data["entity_id"].startswith("event.")
        and it.data["new_state"].state not in ("unknown", "unavailable")
    ]


@pytest.fixture
async def switch(local: LocalHome) -> LocalHome:
    """Return a home with a switch whose buttons are detached."""
    local.home.simulator.add_device(kind(162, SWITCH))
    await local.lan.until_there(SWITCH)
    await local.set_up(SWITCH)
    return local


async def test_press_without_stamp(switch: LocalHome) -> None:
    """It is told once, though both ways tell it; a later one is another."""
    events = async_capture_events(switch.home.hass, EVENT_STATE_CHANGED)
    await switch.lan.press(SWITCH, "0:0")
    await until(lambda: fired(events))
    await switch.told_by_cloud()
    await switch.there(SWITCH)
    assert len(fired(events)) == 1


async def test_press_by_the_network_alone(switch: LocalHome) -> None:
    """The cloud is not needed for it."""
    await switch.lan.cloud(SWITCH, there=False)
    events = async_capture_events(switch.home.hass, EVENT_STATE_CHANGED)
    await switch.lan.press(SWITCH, "1:0")
    await until(lambda: fired(events))
    assert len(fired(events)) == 1


async def test_press_with_stamp(local: LocalHome) -> None:
    """A remote's press has a time, and is one press for that."""
    await local.set_up(RADIO)
    events = async_capture_events(local.home.hass, EVENT_STATE_CHANGED)
    await local.lan.press(RADIO, "0")
    await until(lambda: fired(events))
    await local.told_by_cloud()
    first = len(fired(events))
    await local.lan.press(RADIO, "0")
    await until(lambda: len(fired(events)) > first)
    await local.told_by_cloud()
    assert (first, len(fired(events))) == (1, 2)


async def test_old_press_of_a_record(local: LocalHome) -> None:
    """A bridge repeats its last trigger with whatever it tells."""
    await local.set_up(RADIO)
    await local.lan.press(RADIO, "2")
    await local.told_by_cloud()
    events = async_capture_events(local.home.hass, EVENT_STATE_CHANGED)
    await local.lan.announce(RADIO)
    await local.lan.set(RADIO, sledOnline="off")
    params = local.home.coordinator.data[local.id(RADIO)].params
    await until(lambda: params["sledOnline"] == "off")
    assert fired(events) == []


async def test_lamp_fires_nothing(local: LocalHome) -> None:
    """What is no press is none by any way."""
    await local.set_up()
    events = async_capture_events(local.home.hass, EVENT_STATE_CHANGED)
    await local.lan.press(LAMP)
    await local.told_by_cloud()
    assert fired(events) == []
