"""One event for each new press, however often, late or by which way it is told."""

from collections.abc import Awaitable, Callable
import json
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import (
    async_mock_restore_state_shutdown_restart,
)

from .event_devices import (
    LISTED,
    Heard,
    Json,
    Told,
    add,
    as_iso,
    as_number,
    as_text,
    named,
    reload,
    set_up,
)
from .home import Home, until

pytestmark = pytest.mark.demo("Zigbee bridge")

TWO_KEYS: Final = named(1002)
ONE_KEY: Final = named(7000)
SIX_KEYS: Final = named(174)
FIRST: Final = Told("button_0", "press_end")
SECOND: Final = Told("button_1", "press_end")
NEW: Final = LISTED + 60_000

type Way = Callable[[Home, FrozenDateTimeFactory, str, Json], Awaitable[None]]


@pytest.fixture
async def heard(home: Home, freezer: FrozenDateTimeFactory) -> Heard:
    """Set up a home with buttons; return what hears them."""
    add(home, 1002, 7000, 174)
    return await set_up(home)


def pressed(moment: int = NEW, outlet: int = 0, key: int = 0) -> Json:
    """Return what the scene switch with two keys tells."""
    return {"outlet": outlet, "key": key, "trigTime": as_text(moment)}


async def ask(home: Home, device: str) -> None:
    """Let somebody ask the device, which answers with what the cloud knows."""
    await home.hass.services.async_call(
        "ewelink",
        "get_params",
        {"device_id": home.device(device).id},
        blocking=True,
        return_response=True,
    )


async def by_push(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Push it."""
    home.simulator.push(device, params)


async def by_full_state(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Push it in a full state that says so."""
    home.simulator.push(device, {**home.sim(device).params, "init": 1, **params})


async def by_list(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Let the list tell it."""
    home.sim(device).params.update(params)
    await home.read_list(freezer)


async def by_answer(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Let the answer to a question tell it."""
    home.sim(device).params.update(params)
    await ask(home, device)


async def by_reconnect(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Lose the connection, and let the list tell it when it is back."""
    read = home.lists_read
    home.simulator.drop_sockets()
    home.sim(device).params.update(params)
    await until(lambda: home.simulator.sessions == 0)
    while home.lists_read == read or not home.simulator.sessions:
        await home.pass_time(freezer, 1)


async def by_reload(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Load the entry anew."""
    home.sim(device).params.update(params)
    await reload(home)


async def by_return(
    home: Home, freezer: FrozenDateTimeFactory, device: str, params: Json
) -> None:
    """Let the device go, and tell all it knows when it is back."""
    home.simulator.set_online(device, False)
    home.sim(device).params.update(params, init=1)
    home.simulator.set_online(device, True)
    await home.delivered()


QUIET: Final = [by_full_state, by_list, by_answer, by_reconnect, by_reload, by_return]


@pytest.mark.parametrize("way", [by_push, *QUIET])
async def test_same_press_again(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard, way: Way
) -> None:
    """A press is told once, whatever repeats it, and by whichever way."""
    home.simulator.push(TWO_KEYS, pressed())
    assert await heard.take(TWO_KEYS) == [FIRST]
    await way(home, freezer, TWO_KEYS, pressed())
    home.simulator.push(TWO_KEYS, pressed())
    assert await heard.take() == []
    home.simulator.push(TWO_KEYS, pressed(NEW + 1))
    assert await heard.take(TWO_KEYS) == [FIRST]


@pytest.mark.parametrize("way", QUIET)
async def test_first_told_by_what_is_no_press(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard, way: Way
) -> None:
    """What such a state tells of was long ago, and its push comes too late."""
    await way(home, freezer, TWO_KEYS, pressed())
    home.simulator.push(TWO_KEYS, pressed())
    assert await heard.take() == []
    home.simulator.push(TWO_KEYS, pressed(NEW + 1, outlet=1))
    assert await heard.take(TWO_KEYS) == [SECOND]


async def test_presses_of_the_first_list(home: Home, heard: Heard) -> None:
    """They count as told, in whatever they come again."""
    for device in (TWO_KEYS, ONE_KEY, SIX_KEYS):
        params = home.sim(device).params
        home.simulator.push(device, dict(params))
        home.simulator.push(device, {**params, "battery": 50})
    assert await heard.take() == []


async def test_full_state_that_does_not_say_so(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard
) -> None:
    """Its stamp tells whether there is a new press in it, but not at its return."""
    state = dict(home.sim(TWO_KEYS).params)
    home.simulator.push(TWO_KEYS, {**state, **pressed(NEW - 1, outlet=1)})
    assert await heard.take() == []
    await home.pass_time(freezer, 20)
    home.simulator.push(TWO_KEYS, {**state, **pressed(outlet=1)})
    home.simulator.push(TWO_KEYS, {**state, **pressed(outlet=1), "battery": 40})
    assert await heard.take(TWO_KEYS) == [SECOND]


async def test_equal_presses(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard
) -> None:
    """Two that differ in their time alone are two, even where it is one instant."""
    home.simulator.push(TWO_KEYS, pressed())
    freezer.tick(1)
    home.simulator.push(TWO_KEYS, pressed(NEW + 1000))
    home.simulator.push(TWO_KEYS, pressed(NEW + 1001))
    assert await heard.take(TWO_KEYS) == [FIRST] * 3


async def test_equal_stamps_of_two_keys(home: Home, heard: Heard) -> None:
    """Two keys may be pressed at the same instant; each is told once."""
    for _ in range(2):
        home.simulator.push(TWO_KEYS, pressed(outlet=0))
        home.simulator.push(TWO_KEYS, pressed(outlet=1))
    assert await heard.take(TWO_KEYS) == [FIRST, SECOND]


async def test_the_kind_does_not_make_a_press_new(home: Home, heard: Heard) -> None:
    """One key cannot be pressed in two manners at the same instant."""
    home.simulator.push(TWO_KEYS, pressed(key=1))
    home.simulator.push(TWO_KEYS, pressed(key=0))
    assert await heard.take(TWO_KEYS) == [Told("button_0", "multi_press_end", 2)]


@pytest.mark.parametrize("first", [as_text, as_number, as_iso])
async def test_however_the_stamp_is_written(
    home: Home, heard: Heard, first: Callable[[int], Any]
) -> None:
    """A number, digits and ISO 8601 may tell of the same instant."""
    for written in (first, as_text, as_number, as_iso):
        params = {"outlet": 4, "key": 2, "actionTime": written(NEW)}
        home.simulator.push(SIX_KEYS, params)
    assert await heard.take(SIX_KEYS) == [Told("button_4", "long_press_end")]


async def test_older_press_after_a_newer(home: Home, heard: Heard) -> None:
    """Each is told once, in whatever order; not what was before the list."""
    for moment in (NEW, NEW + 5000, NEW, NEW + 2000, NEW + 5000, LISTED - 1000):
        home.simulator.push(TWO_KEYS, pressed(moment))
    assert await heard.take(TWO_KEYS) == [FIRST] * 3


@pytest.mark.parametrize(
    "params",
    [
        {"key": 0},
        {"key": 0, "outlet": 0},
        {"trigTime": as_text(NEW)},
        {"trigTime": as_text(NEW), "outlet": 0},
        {"key": 0, "outlet": 0, "trigTime": None},
        {"key": 0, "outlet": 0, "trigTime": ""},
        {"key": None, "outlet": 0, "trigTime": as_text(NEW)},
        {"key": 4, "outlet": 0, "trigTime": as_text(NEW)},
        {"key": -1, "outlet": 0, "trigTime": as_text(NEW)},
        {"key": 0, "outlet": 2, "trigTime": as_text(NEW)},
        {"key": 0, "outlet": None, "trigTime": as_text(NEW)},
        {"key": 0, "trigTime": as_text(NEW)},
    ],
)
async def test_no_press(home: Home, heard: Heard, params: Json) -> None:
    """What tells not which key, how or when, tells nothing."""
    home.simulator.push(TWO_KEYS, params)
    assert await heard.take() == []


async def test_only_key_needs_no_outlet(home: Home, heard: Heard) -> None:
    """A device with one key may tell one, or none."""
    home.simulator.push(ONE_KEY, {"key": "0", "trigTime": as_text(NEW)})
    home.simulator.push(ONE_KEY, pressed(NEW + 1))
    assert await heard.take(ONE_KEY) == [Told("button", "press_end")] * 2


@pytest.mark.parametrize("stamp", [NEW, NEW - 1])
async def test_restart(home: Home, heard: Heard, stamp: int) -> None:
    """Presses are remembered over a restart, also where the list tells of none."""
    for outlet in range(2):
        home.simulator.push(TWO_KEYS, pressed(NEW - 1 + outlet, outlet=outlet))
    assert await heard.take(TWO_KEYS) == [FIRST, SECOND]

    await async_mock_restore_state_shutdown_restart(home.hass)
    for key in ("key", "outlet", "trigTime"):
        del home.sim(TWO_KEYS).params[key]
    await reload(home)
    for outlet in range(2):
        home.simulator.push(TWO_KEYS, pressed(stamp, outlet=outlet))
    told = await heard.take(TWO_KEYS)
    # The first key was not pressed at the instant of the second one.
    assert told == ([FIRST] if stamp == NEW else [])
    home.simulator.push(TWO_KEYS, pressed(NEW + 1))
    assert await heard.take(TWO_KEYS) == [FIRST]


async def test_press_while_the_connection_is_lost(
    home: Home, freezer: FrozenDateTimeFactory, heard: Heard
) -> None:
    """It is not told late, and the next one is told."""
    home.simulator.drop_sockets()
    await until(lambda: home.simulator.sessions == 0)
    home.simulator.push(TWO_KEYS, pressed())
    while not home.simulator.sessions:
        await home.pass_time(freezer, 1)
    await home.pass_time(freezer, 30)
    home.simulator.push(TWO_KEYS, pressed())
    home.simulator.push(TWO_KEYS, pressed(NEW + 9000, outlet=1))
    assert await heard.take(TWO_KEYS) == [SECOND]


async def test_press_told_by_an_app(home: Home, heard: Heard) -> None:
    """The app's own button is pressed in the app."""
    frame = {
        "action": "update",
        "deviceid": home.sim(ONE_KEY).device_id,
        "userAgent": "app",
        "sequence": "1",
        "params": {"key": 0, "trigTime": as_text(NEW)},
    }
    home.simulator.push_text(json.dumps(frame))
    assert await heard.take(ONE_KEY) == [Told("button", "press_end")]
