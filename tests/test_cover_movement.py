"""Tests of covers that move: who begins it, and what tells its end."""

import json
from typing import Any

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import callback

from .home import Home
from .test_cover import HALF, NAME, act, add_cover, cover

pytestmark = pytest.mark.demo("Bedroom curtain", "Garage door", "Zigbee bridge")

MINUTE = 60


def push_of_app(home: Home, params: dict[str, Any]) -> None:
    """Let the cloud tell what somebody's app has sent."""
    frame = {
        "action": "update",
        "deviceid": home.sim(NAME).device_id,
        "userAgent": "app",
        "sequence": "1760000000000",
        "params": params,
    }
    home.simulator.push_text(json.dumps(frame))


async def told(home: Home, params: dict[str, Any]) -> tuple[str, int | None]:
    """Let the device tell something; return state and position after it."""
    home.simulator.push(NAME, params)
    await home.delivered()
    return shown(home)


def shown(home: Home) -> tuple[str, int | None]:
    """Return what the cover shows: state and position."""
    state = cover(home)
    return state.state, state.attributes.get("current_position")


async def set_up(home: Home, uiid: int, **params: Any) -> None:
    """Set up a home with a cover that stands half open, or as given."""
    add_cover(home, uiid, **(HALF[uiid] | params))
    await home.set_up()


type Steps = list[tuple[dict[str, Any], tuple[str, int | None]]]

WAYS_TO_OPEN: list[tuple[int, dict[str, Any], Steps]] = [
    (
        11,
        {"switch": "on"},
        [
            ({"setclose": 20}, ("opening", 60)),
            ({"switch": "on", "setclose": 0}, ("open", 100)),
        ],
    ),
    (11, {"setclose": 10}, [({"sequence": "1", "setclose": 11}, ("open", 89))]),
    (
        67,
        {"op": 1},
        [({"op": 1}, ("opening", 60)), ({"op": 1, "per": 100}, ("open", 100))],
    ),
    (
        91,
        {"op": 1},
        [({"op": 1}, ("opening", None)), ({"op": 1, "per": 100}, ("open", None))],
    ),
    (
        126,
        {"motorTurn": 1},
        [
            ({"motorTurn": 1, "currLocation": 70}, ("opening", 70)),
            ({"currLocation": 80}, ("opening", 80)),
            ({"motorTurn": 0, "currLocation": 99}, ("open", 99)),
        ],
    ),
    (165, {"location": 80}, [({"motorTurn": 0, "currLocation": 79}, ("open", 79))]),
    (
        211,
        {"percentageControl": 20},
        [
            ({"percentageControl": 30}, ("opening", 70)),
            ({"electromotor": 1, "percentageControl": 21}, ("open", 79)),
        ],
    ),
    (
        258,
        {"switch": "on"},
        [
            ({"setclose": 1}, ("opening", 60)),
            ({"switch": "on"}, ("opening", 60)),
            ({"switch": "on", "setclose": 1}, ("open", 99)),
        ],
    ),
    (
        1514,
        {"curtainAction": "open"},
        [({"curPercent": 30}, ("opening", 70)), ({"curPercent": 0}, ("open", 100))],
    ),
    (7006, {"openPercent": 20}, [({"curPercent": 20}, ("open", 80))]),
    (7015, {"curtainAction": "open"}, [({"curPercent": 0}, ("open", 100))]),
    (7023, {"curtainAction": "open"}, [({"curPercent": 0}, ("open", 100))]),
    (
        7034,
        {"switch": "on"},
        [({"switch": "on"}, ("opening", 60)), ({"setclose": 2}, ("open", 98))],
    ),
]


@pytest.mark.parametrize(("uiid", "command", "steps"), WAYS_TO_OPEN)
async def test_an_app_opens(
    home: Home, uiid: int, command: dict[str, Any], steps: Steps
) -> None:
    """Somebody's command begins a movement, and the device tells the rest."""
    await set_up(home, uiid)
    before = shown(home)
    push_of_app(home, command)
    await home.delivered()
    assert shown(home) == ("opening", before[1])
    for report, expected in steps:
        assert await told(home, report) == expected


@pytest.mark.parametrize("uiid", HALF)
async def test_commands_of_our_own(home: Home, uiid: int) -> None:
    """They begin a movement without any push, and the target is not the position."""
    await set_up(home, uiid)
    state, position = shown(home)
    for action, expected in (
        ("open", "opening"),
        ("close", "closing"),
        ("stop", "open"),
        ("stop", "open"),
    ):
        await act(home, action)
        assert shown(home) == (expected, position)
    assert state == "open"


async def test_to_a_position(home: Home) -> None:
    """Where the target lies tells the way; at the target there is none."""
    await set_up(home, 11)
    await act(home, "set_position")
    assert shown(home) == ("closing", 60)
    assert await told(home, {"switch": "off", "setclose": 63}) == ("open", 37)
    await act(home, "set_position")
    assert shown(home) == ("open", 37)


@pytest.mark.parametrize("uiid", [11, 258])
async def test_target_that_a_device_echoes(home: Home, uiid: int) -> None:
    """It begins a movement, whoever asked for it, and is not the position."""
    await set_up(home, uiid)
    assert await told(home, {"setclose": 20}) == ("opening", 60)
    assert await told(home, {"switch": "on", "setclose": 21}) == ("open", 79)
    assert await told(home, {"setclose": 50}) == ("closing", 79)
    assert await told(home, {"switch": "off", "setclose": 50}) == ("open", 50)


async def test_nothing_to_do(home: Home) -> None:
    """A cover that is open does not open for ever."""
    await set_up(home, 11, setclose=0)
    await act(home, "open")
    assert shown(home) == ("open", 100)


async def test_gate(home: Home) -> None:
    """A gate tells twice that it is not closed: as it begins to open, and open."""
    await set_up(home, 216, doorState=0)
    assert shown(home) == ("closed", None)
    await act(home, "open")
    assert shown(home) == ("opening", None)
    assert await told(home, {"doorState": 1}) == ("opening", None)
    assert await told(home, {"doorState": 1}) == ("open", None)
    push_of_app(home, {"switch": "off"})
    await home.delivered()
    assert shown(home) == ("closing", None)
    assert await told(home, {"doorState": 0}) == ("closed", None)
    # By its own remote control.
    assert await told(home, {"doorState": 1}) == ("opening", None)
    assert await told(home, {"doorState": 1}) == ("open", None)


@pytest.mark.parametrize("uiid", HALF)
async def test_nothing_is_heard_of_it(
    home: Home, freezer: FrozenDateTimeFactory, uiid: int
) -> None:
    """A movement ends by itself after a minute."""
    await set_up(home, uiid)
    await act(home, "close")
    await home.pass_time(freezer, MINUTE - 2)
    assert cover(home).state == "closing"
    await home.pass_time(freezer, 3)
    assert cover(home).state == "open"


@pytest.mark.parametrize(
    ("uiid", "listed", "report"),
    [
        (67, {"op": 3}, {"op": 3, "per": 0}),
        (91, {"op": 3}, {"op": 3, "per": 0}),
        (126, {"motorTurn": 2}, {"motorTurn": 0, "currLocation": 0}),
        (165, {"motorTurn": 2}, {"motorTurn": 0, "currLocation": 0}),
        (211, {"electromotor": 2}, {"electromotor": 1, "percentageControl": 100}),
    ],
)
async def test_on_its_way_at_first(
    home: Home,
    freezer: FrozenDateTimeFactory,
    uiid: int,
    listed: dict[str, Any],
    report: dict[str, Any],
) -> None:
    """The first list tells of some that they move: until a report, or for a minute."""
    await set_up(home, uiid, **listed)
    assert shown(home)[0] == "closing"
    await told(home, report)
    assert shown(home)[0] == "closed"

    home.sim(NAME).params |= HALF[uiid] | listed
    home.hass.config_entries.async_update_entry(
        home.entry, options={"local_control": {"keep_offline": False}}
    )
    await home.reload()
    assert shown(home)[0] == "closing"
    await home.pass_time(freezer, MINUTE + 1)
    assert shown(home)[0] == "open"


async def test_a_long_way(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """While the device tells that it moves, it does."""
    await set_up(home, 7006)
    await act(home, "close")
    for percent in (50, 60, 70):
        await home.pass_time(freezer, MINUTE - 5)
        assert await told(home, {"curPercent": percent}) == ("closing", 100 - percent)
    await home.pass_time(freezer, MINUTE + 2)
    assert shown(home) == ("open", 30)
    assert await told(home, {"curPercent": 100}) == ("closed", 0)


async def test_state_is_no_movement(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """A full state, an answer and a list bring a position and move nothing."""
    await set_up(home, 126)
    full = {"init": 1, "motorTurn": 1, "currLocation": 30}
    assert await told(home, full) == ("open", 30)
    home.sim(NAME).params.update(motorTurn=2, currLocation=40)
    await home.hass.services.async_call(
        "ewelink",
        "get_params",
        {"device_id": home.device(NAME).id},
        blocking=True,
        return_response=True,
    )
    assert shown(home) == ("open", 40)
    home.sim(NAME).params.update(motorTurn=1, currLocation=50)
    await home.read_list(freezer)
    assert shown(home) == ("open", 50)

    await act(home, "open")
    home.sim(NAME).params.update(motorTurn=0, currLocation=70)
    await home.read_list(freezer)
    assert shown(home) == ("opening", 70)


async def test_each_push_writes_once(home: Home) -> None:
    """An arrival is one change; what tells nothing new is none."""
    await set_up(home, 11)
    await act(home, "open")
    states: list[tuple[str, int | None]] = []
    entity_id = home.entity_id(NAME, "cover")

    @callback
    def _note(event: Any) -> None:
        if event.data["entity_id"] == entity_id:
            states.append(shown(home))

    home.hass.bus.async_listen("state_changed", _note)
    await told(home, {"switch": "on"})
    await told(home, {"setclose": 0})
    await told(home, {"switch": "on", "setclose": 0})
    await told(home, {"switch": "on", "setclose": 0})
    await home.hass.async_block_till_done(wait_background_tasks=False)
    assert states == [("open", 100)]
