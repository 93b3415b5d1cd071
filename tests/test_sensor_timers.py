"""The sensor that tells how many timers a device has, and which is next."""

from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from .home import Home, until
from .test_timer_actions import LAMP, OTHERS, RELAY, add, timers

NOON: Final = "2026-06-15T12:00:00+00:00"
TIMERS: Final = "timers"


def once(hour: int, **fields: Any) -> dict[str, Any]:
    """Return a timer of that day."""
    at = f"2026-06-15T{hour}:00:00.000Z"
    does = {"switch": "off"}
    return {"mId": at, "type": "once", "at": at, "enabled": 1, "do": does} | fields


def soon(second: int, **fields: Any) -> dict[str, Any]:
    """Return a timer of a moment after noon, before which no connection is lost."""
    return once(12, at=f"2026-06-15T12:00:{second}.000Z", **fields)


@pytest.fixture
async def noon(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be noon in UTC, in Berlin."""
    freezer.move_to(NOON)
    await hass.config.async_set_time_zone("Europe/Berlin")


def shown(home: Home, device: str = LAMP) -> tuple[str, Any, Any, Any]:
    """Return what the sensor shows."""
    state = home.hass.states.get(home.entity_id(device, TIMERS))
    assert state is not None
    it = state.attributes
    due = it["next"] and it["next"].isoformat()
    return state.state, due, it["does"], it["channel"]


@pytest.mark.usefixtures("noon")
async def test_only_where_timers_are_told(home: Home) -> None:
    """It is there as soon as a device tells timers; disabled, as few look at it."""
    home.sim(RELAY).params["timers"] = []
    await home.set_up()
    assert home.find_entity(LAMP, TIMERS) is None
    registry = er.async_get(home.hass)
    entry = registry.async_get(home.entity_id(RELAY, TIMERS))
    assert entry is not None
    assert entry.entity_category is EntityCategory.DIAGNOSTIC
    assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION

    home.simulator.send_by_app(LAMP, {"timers": [once(13)]})
    await until(lambda: home.find_entity(LAMP, TIMERS))
    home.simulator.send_by_app(LAMP, {"timers": []})
    await home.delivered()
    assert home.find_entity(LAMP, TIMERS)


@pytest.mark.usefixtures("noon", "everything_enabled")
async def test_next_one(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """It tells how many are on, and moves on when the time of the next has come."""
    home.sim(LAMP).params["timers"] = [
        *OTHERS,
        soon(20, do={"switch": "on", "outlet": 2}),
        soon(10),
        soon(30, do={"op": 3}),
        once(11),
        soon(40, enabled=0),
    ]
    await home.set_up()
    assert shown(home) == ("6", "2026-06-15T14:00:10+02:00", "off", None)
    expected = [
        (10, ("5", "2026-06-15T14:00:20+02:00", "on", 3)),
        (20, ("4", "2026-06-15T14:00:30+02:00", {"op": 3}, None)),
        (30, ("3", "2026-06-17T04:01:00+02:00", {"x": 1.5}, None)),
    ]
    for second, state in expected:
        freezer.move_to(f"2026-06-15T12:00:{second}.100+00:00")
        async_fire_time_changed(home.hass)
        await home.hass.async_block_till_done(wait_background_tasks=False)
        assert shown(home) == state


@pytest.mark.usefixtures("noon", "everything_enabled")
async def test_follows(home: Home) -> None:
    """What an app sends and what is added here is shown at once."""
    home.sim(LAMP).params["timers"] = []
    await home.set_up()
    assert shown(home) == ("0", None, None, None)
    home.simulator.send_by_app(LAMP, {"timers": [once(13)]})
    await until(lambda: shown(home)[0] == "1")
    await add(home, after="00:10:00")
    assert shown(home)[0] == "2"
    assert shown(home)[1].startswith("2026-06-15T14:1")
    assert len(timers(home)) == 2


@pytest.mark.usefixtures("noon", "everything_enabled")
@pytest.mark.parametrize(
    "told",
    [
        ["x", 1, None, {}],
        [{"mId": 1, "at": 5}],
        [once(13, at="9999-12-31T23:59:59.999Z")],
        [once(13, at="0001-01-01T00:00:00.000Z")],
    ],
)
async def test_nonsense(home: Home, told: list[Any]) -> None:
    """Whatever is told is shown without a fuss."""
    home.sim(LAMP).params["timers"] = told
    await home.set_up()
    assert shown(home)[1:] == (None, None, None)
