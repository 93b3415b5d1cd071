"""Tests of the entities of groups: what they show, and what goes out."""

from collections.abc import Generator
from typing import Any, Final
from unittest.mock import patch

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.group_entity import EwelinkGroupEntity
from homeassistant.const import ATTR_FRIENDLY_NAME, STATE_UNAVAILABLE
from homeassistant.core import State
from homeassistant.exceptions import HomeAssistantError
from homeassistant.setup import async_setup_component

from .home import Home, until
from .simulator import CommandFault
from .simulator.device_side import DeviceSide

STATUS: Final = "POST /v2/device/thing/status"
DOWNSTAIRS: Final = "switch.downstairs"
CORNER: Final = "light.reading_corner"
LAMP: Final = "Kitchen lamp"
COFFEE: Final = "Coffee machine"


def _state(home: Home, entity_id: str) -> State:
    state = home.hass.states.get(entity_id)
    assert state is not None
    return state


async def _becomes(home: Home, entity_id: str, state: str) -> None:
    await until(lambda: _state(home, entity_id).state == state)


@pytest.fixture
def told() -> Generator[list[Any]]:
    """Return the bodies of the commands to groups."""
    bodies: list[Any] = []
    original = DeviceSide.group_command

    def _command(side: DeviceSide, group: Any, changes: Any, account: Any) -> None:
        bodies.append((group.name, changes))
        original(side, group, changes, account)

    with patch.object(DeviceSide, "group_command", _command):
        yield bodies


async def test_switch(home: Home, told: list[Any]) -> None:
    """One call switches all, and their own reports tell so."""
    await home.set_up()
    assert _state(home, DOWNSTAIRS).state == "off"
    assert _state(home, DOWNSTAIRS).attributes[ATTR_FRIENDLY_NAME] == "Downstairs"
    home.simulator.clear_counters()
    await home.call("turn_on", DOWNSTAIRS)
    assert home.called(STATUS) == len(home.simulator.calls) == 1
    assert not home.sent(LAMP)
    await home.becomes(LAMP, "on")
    await home.becomes(COFFEE, "on")
    await _becomes(home, DOWNSTAIRS, "on")
    await home.call("turn_off", DOWNSTAIRS)
    await _becomes(home, DOWNSTAIRS, "off")
    assert told == [
        ("Downstairs", {"switch": "on"}),
        ("Downstairs", {"switch": "off"}),
    ]


async def test_light(home: Home, told: list[Any]) -> None:
    """Lamps shine together, with what they all have."""
    await home.set_up()
    assert _state(home, CORNER).attributes["supported_color_modes"] == [
        "color_temp",
        "rgb",
    ]
    await home.call("turn_on", CORNER, domain="light", rgb_color=[0, 255, 0])
    await until(lambda: _state(home, CORNER).attributes["rgb_color"] == (0, 255, 0))
    for lamp in ("Reading lamp", "Sofa lamp"):
        assert home.sim(lamp).params["ltype"] == "color"
        await home.becomes(lamp, "on", "light")
    await home.call("turn_off", CORNER, domain="light")
    await _becomes(home, CORNER, "off")
    assert told[-1] == ("Reading corner", {"switch": "off"})


async def test_a_member_is_on(home: Home) -> None:
    """The group is on as long as one member is, whoever switched it."""
    await home.set_up()
    home.simulator.press(LAMP)
    await _becomes(home, DOWNSTAIRS, "on")
    home.simulator.press(COFFEE)
    await home.becomes(COFFEE, "on")
    home.simulator.press(LAMP)
    await home.becomes(LAMP, "off")
    assert _state(home, DOWNSTAIRS).state == "on"
    home.simulator.press(COFFEE)
    await _becomes(home, DOWNSTAIRS, "off")


async def test_a_member_is_there(home: Home) -> None:
    """The group is available as long as one member is."""
    await home.set_up()
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, STATE_UNAVAILABLE)
    assert _state(home, DOWNSTAIRS).state == "off"
    home.simulator.set_online(COFFEE, False)
    await _becomes(home, DOWNSTAIRS, STATE_UNAVAILABLE)
    home.simulator.set_online(LAMP, True)
    await _becomes(home, DOWNSTAIRS, "off")


async def test_who_is_away_is_passed_over(home: Home) -> None:
    """A member that is offline keeps the others from nothing."""
    await home.set_up()
    home.simulator.set_online(COFFEE, False)
    await home.becomes(COFFEE, STATE_UNAVAILABLE)
    await home.call("turn_on", DOWNSTAIRS)
    await home.becomes(LAMP, "on")
    assert home.sim(COFFEE).params["switch"] == "off"
    await _becomes(home, DOWNSTAIRS, "on")


@pytest.mark.parametrize(
    ("fault", "key"),
    [
        ({"status": 500}, "cannot_connect"),
        ({"error": 500}, "cannot_connect"),
        ({"error": 412}, "quota_used_up"),
        ({"error": 407}, "app_id_not_allowed"),
        ({"error": 4002}, "device_refused"),
        ({"error": 405}, "device_refused"),
    ],
)
async def test_call_that_fails(home: Home, fault: dict[str, Any], key: str) -> None:
    """What did not happen is an error, is not shown, and is not sent again."""
    await home.set_up()
    home.simulator.clear_counters()
    home.simulator.fail_next(STATUS, **fault)
    with pytest.raises(HomeAssistantError) as raised:
        await home.call("turn_on", DOWNSTAIRS)
    assert raised.value.translation_key == key
    await home.delivered()
    assert _state(home, DOWNSTAIRS).state == "off"
    assert home.called(STATUS) == 1


async def test_one_group_is_woken(home: Home) -> None:
    """A push wakes the groups of its device, and no other; one that is no news none."""
    await home.set_up()
    written: list[str] = []

    def _note(entity: EwelinkGroupEntity) -> None:
        written.append(entity.entity_id)

    with patch.object(EwelinkGroupEntity, "async_write_ha_state", _note):
        home.simulator.push(LAMP, {"switch": "on"})
        await home.becomes(LAMP, "on")
        assert written == [DOWNSTAIRS]
        home.simulator.push(LAMP, {"switch": "on"})
        home.simulator.push(LAMP, {"rssi": -40})
        home.simulator.push("Nursery heater", {"switch": "on"})
        await home.becomes("Nursery heater", "on")
        assert written == [DOWNSTAIRS]


async def test_without_the_cloud(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A group that nothing reaches is unavailable, also where its members are not."""
    await home.set_up()
    home.simulator.draw_internet()
    await home.pass_time(freezer, 40)
    await _becomes(home, DOWNSTAIRS, STATE_UNAVAILABLE)
    home.simulator.draw_internet(False)
    await home.pass_time(freezer, 90)
    await _becomes(home, DOWNSTAIRS, "off")


async def test_update_asks_the_members(home: Home) -> None:
    """Whoever asks for the state of a group has its members asked."""
    assert await async_setup_component(home.hass, "homeassistant", {})
    await home.set_up()
    home.simulator.clear_counters()
    await home.call("update_entity", DOWNSTAIRS, domain="homeassistant")
    assert len(home.sent(LAMP, "query")) == len(home.sent(COFFEE, "query")) == 1
    assert not home.simulator.calls


async def test_update_with_a_silent_member(home: Home) -> None:
    """One that does not answer does not keep the others waiting."""
    assert await async_setup_component(home.hass, "homeassistant", {})
    await home.set_up()
    for member in (LAMP, COFFEE):
        home.simulator.fail_device(member, CommandFault(silent=True))
    call = home.call("update_entity", DOWNSTAIRS, domain="homeassistant")
    asking = home.hass.async_create_task(call)
    await until(lambda: home.sent(LAMP, "query") and home.sent(COFFEE, "query"))
    asking.cancel()


async def test_start_without_the_cloud(home: Home) -> None:
    """Groups are known from before, too."""
    await home.set_up()
    home.simulator.press(LAMP)
    await _becomes(home, DOWNSTAIRS, "on")
    await home.reload()
    assert _state(home, DOWNSTAIRS).state == "on"
    groups = home.coordinator.inventory.shown.groups
    assert {it.name for it in groups.values()} == {"Downstairs", "Reading corner"}
    assert all(it.members for it in groups.values())
