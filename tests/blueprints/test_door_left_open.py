"""The front door of the simulated home, left open."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_capture_events

from homeassistant.core import CoreState, Event

from ..clock import turns
from ..home import Home, until
from .automations import NOTED, note, noted, use

BLUEPRINT: Final = "door_left_open"
DOOR: Final = "Front door"
DOOR_ENTITY: Final = "binary_sensor.hall_front_door_door"
INPUTS: Final[dict[str, Any]] = {
    "door": DOOR_ENTITY,
    "open_for": 5,
    "open_actions": note("open"),
    "repeat_after": 10,
    "repeat_times": 2,
    "closed_actions": note("closed"),
}


@pytest.fixture
async def notes(home: Home) -> list[Event[Any]]:
    """Set up the home; return what will be noted."""
    await home.set_up()
    events: list[Event[Any]] = async_capture_events(home.hass, NOTED)
    return events


async def swing(home: Home, state: str) -> None:
    """Open or close the door in the simulator."""
    home.simulator.push(DOOR, {"lock": int(state == "on")})
    await until(lambda: home.hass.states.is_state(DOOR_ENTITY, state))
    await turns()


async def wait(home: Home, freezer: FrozenDateTimeFactory, minutes: float) -> None:
    """Let minutes pass."""
    await home.pass_time(freezer, minutes * 60, step=10)


async def test_left_open(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """It is told, told again as often as wanted, and told that it is closed."""
    runs = await use(home.hass, BLUEPRINT, INPUTS)
    await swing(home, "on")
    await wait(home, freezer, 4.5)
    assert noted(notes) == []
    await wait(home, freezer, 1)
    assert noted(notes) == ["open"]
    await wait(home, freezer, 9)
    assert noted(notes) == ["open"]
    await wait(home, freezer, 1)
    assert noted(notes) == ["open"] * 2
    await wait(home, freezer, 60)
    assert noted(notes) == ["open"] * 3
    await swing(home, "off")
    assert noted(notes) == ["open"] * 3 + ["closed"]

    await swing(home, "on")
    await wait(home, freezer, 6)
    assert noted(notes)[4:] == ["open"]
    await swing(home, "off")
    assert noted(notes)[4:] == ["open", "closed"]
    assert len(runs) == 2


async def test_closed_in_time(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """Nothing happens, however often it is opened."""
    runs = await use(home.hass, BLUEPRINT, INPUTS)
    for _ in range(3):
        await swing(home, "on")
        await wait(home, freezer, 4)
        await swing(home, "off")
        await wait(home, freezer, 4)
    assert noted(notes) == []
    assert runs == []


async def test_closed_between_repeats(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """It is told at once, and nothing is repeated after."""
    await use(home.hass, BLUEPRINT, INPUTS)
    await swing(home, "on")
    await wait(home, freezer, 8)
    await swing(home, "off")
    assert noted(notes) == ["open", "closed"]
    await wait(home, freezer, 30)
    assert noted(notes) == ["open", "closed"]


async def test_told_once_only(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """Repeats and what follows the closing can be left out."""
    inputs = {"door": DOOR_ENTITY, "open_actions": note("open"), "repeat_times": 0}
    await use(home.hass, BLUEPRINT, inputs)
    await swing(home, "on")
    await wait(home, freezer, 120)
    assert noted(notes) == ["open"]
    await swing(home, "off")
    assert noted(notes) == ["open"]


async def test_closed_while_told(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """A door that is closed while the actions still run is told closed after them."""
    slow = [*note("open"), {"delay": {"minutes": 3}}, *note("told")]
    await use(home.hass, BLUEPRINT, INPUTS | {"open_actions": slow})
    await swing(home, "on")
    await wait(home, freezer, 6)
    await swing(home, "off")
    await wait(home, freezer, 3)
    assert noted(notes) == ["open", "told", "closed"]


async def test_away_meanwhile(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """What is unavailable is not told open; the time counts anew, and once only."""
    runs = await use(home.hass, BLUEPRINT, INPUTS)
    await swing(home, "on")
    await wait(home, freezer, 4)
    await be_online(home, online=False)
    await wait(home, freezer, 20)
    await be_online(home, online=True)
    await wait(home, freezer, 4)
    assert noted(notes) == []
    await wait(home, freezer, 2)
    assert noted(notes) == ["open"]

    await be_online(home, online=False)
    await wait(home, freezer, 10)
    await be_online(home, online=True)
    await wait(home, freezer, 6)
    assert noted(notes) == ["open"]
    await wait(home, freezer, 6)
    assert noted(notes) == ["open"] * 2
    assert len(runs) == 1


async def be_online(home: Home, *, online: bool) -> None:
    """Let the sensor come or go."""
    home.simulator.set_online(DOOR, online)
    await until(lambda: home.hass.states.is_state(DOOR_ENTITY, "unavailable") != online)
    await turns()


async def test_closed_while_away(
    home: Home, freezer: FrozenDateTimeFactory, notes: list[Event[Any]]
) -> None:
    """It is told as soon as it is known."""
    await use(home.hass, BLUEPRINT, INPUTS)
    await swing(home, "on")
    await wait(home, freezer, 6)
    await be_online(home, online=False)
    home.sim(DOOR).params["lock"] = 0
    await wait(home, freezer, 60)
    assert noted(notes) == ["open"]
    await be_online(home, online=True)
    await until(lambda: noted(notes) == ["open", "closed"])


async def test_restart_with_an_open_door(
    home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Nothing is told at the start, but one that stays open is told later."""
    home.sim(DOOR).params["lock"] = 1
    home.hass.set_state(CoreState.not_running)
    notes = async_capture_events(home.hass, NOTED)
    runs = await use(home.hass, BLUEPRINT, INPUTS)
    await home.set_up()
    await home.hass.async_start()
    await home.delivered()
    await wait(home, freezer, 4)
    assert runs == []
    await home.reload()
    await home.later_pages()
    await wait(home, freezer, 4)
    assert notes == []
    await wait(home, freezer, 2)
    assert noted(notes) == ["open"]
