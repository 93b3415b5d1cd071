"""Timers of ours keep their local time, and nobody else's is touched."""

from datetime import timedelta
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.ewelink.timer_memory import async_timer_memory
from homeassistant.core import HomeAssistant

from .clock import turns
from .home import Home, until
from .restart import restarted
from .simulator import CommandFault
from .simulator.model import ShareTerms
from .test_timer_actions import GATE, LAMP, OTHERS, act, add, timers

WINTER: Final = "2026-03-28T12:00:00+00:00"
SUMMER: Final = "2026-03-29T01:00:01+00:00"
IN_WINTER: Final = "5 6 * * 1,2"
IN_SUMMER: Final = "5 5 * * 1,2"


@pytest.fixture
async def winter(hass: HomeAssistant, freezer: FrozenDateTimeFactory) -> None:
    """Let it be the day before the clocks are changed in Berlin."""
    freezer.move_to(WINTER)
    await hass.config.async_set_time_zone("Europe/Berlin")


async def ours(home: Home, device: str = LAMP) -> str:
    """Add a timer that repeats at five past seven; return its ID."""
    return await add(home, device, time="07:05", weekdays=["mon", "tue"])


async def move(home: Home, freezer: FrozenDateTimeFactory, to: str | float) -> None:
    """Let it be another time; await what happens then."""
    if isinstance(to, str):
        freezer.move_to(to)
    else:
        freezer.tick(to)
    async_fire_time_changed(home.hass)
    await turns(200)
    await home.hass.async_block_till_done()


def at(home: Home, timer_id: str, device: str = LAMP) -> str:
    """Return the time of a timer as the device has it."""
    [found] = [it["at"] for it in timers(home, device) if it["mId"] == timer_id]
    return str(found)


def memory(home: Home) -> Any:
    """Return what is remembered."""
    return async_timer_memory(home.hass, home.entry.entry_id)


async def test_change_of_clocks(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """Ours gets the hour of summer, once; all others stay, at another change too."""
    await home.set_up()
    home.sim(LAMP).params["timers"] = list(OTHERS)
    timer_id = await ours(home)
    once = await add(home, at="2027-01-01 07:05:00")
    assert at(home, timer_id) == IN_WINTER
    home.simulator.clear_counters()

    await move(home, freezer, SUMMER)
    assert at(home, timer_id) == IN_SUMMER
    assert at(home, once) == "2027-01-01T06:05:00.000Z"
    assert timers(home)[:3] == OTHERS
    assert len(home.sent(LAMP)) == len(home.sent(LAMP, "query")) == 1

    await move(home, freezer, "2026-06-01T00:00:00+00:00")
    await home.reload()
    assert len([it for it in home.sent(LAMP) if "timers" in it]) == 1

    await move(home, freezer, "2026-10-25T01:00:01+00:00")
    assert at(home, timer_id) == IN_WINTER
    assert timers(home)[:3] == OTHERS


async def test_zone_is_changed(home: Home, winter: None) -> None:
    """Another zone of Home Assistant is a change of clocks as well."""
    await home.set_up()
    timer_id = await ours(home)
    await home.hass.config.async_update(time_zone="Asia/Kathmandu")
    await until(lambda: at(home, timer_id) == "20 1 * * 1,2")
    home.simulator.clear_counters()
    await home.hass.config.async_update(location_name="Elsewhere")
    await home.hass.async_block_till_done()
    assert home.sent(LAMP) == []


async def test_at_the_start(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """What was due while Home Assistant was down is done when it is up again."""
    await home.set_up()
    timer_id = await ours(home)
    async with restarted(home) as again:
        freezer.move_to(SUMMER)
        await again.hass.config.async_set_time_zone("Europe/Berlin")
        await again.set_up()
        # It may not be connected yet as it looks for the first time.
        await move(again, freezer, 61)
        await until(lambda: at(home, timer_id) == IN_SUMMER)
        assert memory(again).of(home.sim(LAMP).device_id).keys() == {timer_id}


@pytest.mark.parametrize("how", ["deleted", "altered"])
async def test_not_ours_any_more(
    home: Home, freezer: FrozenDateTimeFactory, winter: None, how: str
) -> None:
    """What the app deletes or alters is forgotten, and left alone from then on."""
    await home.set_up()
    await ours(home)
    left = [] if how == "deleted" else [{**timers(home)[0], "at": "0 0 * * 0"}]
    home.simulator.send_by_app(LAMP, {"timers": left})
    home.simulator.clear_counters()
    await move(home, freezer, SUMMER)
    await until(lambda: not memory(home).of(home.sim(LAMP).device_id))
    assert timers(home) == left
    assert home.sent(LAMP) == []


async def test_parked_by_the_app(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """One that is switched off in the app is remembered, and is right once it is on."""
    await home.set_up()
    timer_id = await ours(home)
    [entry] = timers(home)
    home.simulator.send_by_app(LAMP, {"timers": []})
    home.sim(LAMP).tags["disable_timers"] = [{**entry, "enabled": 0}]
    await home.read_list(freezer)
    home.simulator.clear_counters()
    await move(home, freezer, SUMMER)
    await home.pass_time(freezer, 600, 20)
    assert timers(home) == home.sent(LAMP, "query") == []
    home.simulator.send_by_app(LAMP, {"timers": [entry]})
    await home.delivered()
    await move(home, freezer, 3600)
    await until(lambda: at(home, timer_id) == IN_SUMMER)


async def test_device_is_away(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """A device that is offline at the change gets its time when it is back."""
    await home.set_up()
    timer_id = await ours(home)
    home.simulator.set_online(LAMP, False)
    await home.becomes(LAMP, "unavailable")
    home.simulator.clear_counters()
    await move(home, freezer, SUMMER)
    assert home.sent(LAMP, "query") == home.sent(LAMP) == []
    home.simulator.set_online(LAMP, True)
    await until(lambda: not home.has_state(LAMP, "unavailable"))
    await move(home, freezer, 3600)
    await until(lambda: at(home, timer_id) == IN_SUMMER)
    home.simulator.clear_counters()
    await move(home, freezer, timedelta(days=1).total_seconds())
    assert home.sent(LAMP, "query") == []


async def test_device_refuses(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """It is tried again, ever more seldom."""
    await home.set_up()
    timer_id = await ours(home)
    home.simulator.fail_device(LAMP, CommandFault(error=504))
    home.simulator.clear_counters()
    await move(home, freezer, SUMMER)
    await until(lambda: home.sent(LAMP, "query"))
    for _ in range(10):
        await move(home, freezer, 61)
    assert len(home.sent(LAMP, "query")) <= 5
    home.simulator.fail_device(LAMP)
    await move(home, freezer, 3600)
    await until(lambda: at(home, timer_id) == IN_SUMMER)


async def test_shared_without_the_bit(
    home: Home, freezer: FrozenDateTimeFactory, winter: None
) -> None:
    """What the owner does not let be edited is not asked for either."""
    sim = home.sim(GATE)
    sim.share_terms[home.simulator.account.apikey] = ShareTerms(
        permit=1, comment="", at=0
    )
    await home.set_up()
    timer_id = await ours(home, GATE)
    home.simulator.clear_counters()
    await move(home, freezer, SUMMER)
    assert at(home, timer_id, GATE) == IN_WINTER
    assert home.sent(GATE, "query") == []


async def test_removed_ones_are_forgotten(home: Home, winter: None) -> None:
    """What is removed by the action leaves nothing behind, nor does a removed entry."""
    await home.set_up()
    timer_id = await ours(home)
    device_id = home.sim(LAMP).device_id
    assert memory(home).of(device_id).keys() == {timer_id}
    await act(home, "remove_timer", LAMP, timer_id=timer_id)
    assert memory(home).of(device_id) == {}
    await ours(home)
    await home.hass.config_entries.async_remove(home.entry.entry_id)
    await home.hass.async_block_till_done()
    assert memory(home).of(device_id) == {}


async def test_memory_that_cannot_be_read(
    home: Home, winter: None, hass_storage: dict[str, Any]
) -> None:
    """Nonsense in the file is as good as none."""
    key = f"ewelink.timers.{home.entry.entry_id}"
    device_id = home.sim(LAMP).device_id
    known = {"at": "5 6 * * 1", "time": "07:05", "weekdays": [1]}
    content = {"x": 1, "y": {"a": 1}, device_id: {"a": known, "b": {"time": "x"}}}
    hass_storage[key] = {"version": 1, "minor_version": 1, "key": key, "data": content}
    await home.set_up()
    assert memory(home).of(device_id).keys() == {"a"}
