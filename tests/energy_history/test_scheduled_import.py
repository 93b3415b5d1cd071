"""One answer for both: the sensors, and the statistics that a recorder keeps."""

from datetime import datetime, timedelta
import logging
from typing import Final

from freezegun.api import FrozenDateTimeFactory
import pytest
from pytest_homeassistant_custom_component.components.recorder.common import (
    async_wait_recording_done,
    do_adhoc_statistics,
)

from homeassistant.components.recorder.statistics import validate_statistics
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.recorder import get_instance
from homeassistant.setup import async_setup_component
from tests.home import Home, until
from tests.simulator.kinds import kind

from .dashboard import check_dashboard
from .kept import by_day, check_sums, counted, import_history, rows, statistic_of
from .lifetimes import LIFETIME, allow, asked, clock_of, pass_time, series_of

# Two days before summer time begins.
NOON: Final = datetime.fromisoformat("2026-03-27T12:00:00+00:00")
PLUG: Final = "Meter 32"
ELITE: Final = "Meter 190"
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)

pytestmark = pytest.mark.usefixtures("at_once")


@pytest.fixture(name="home")
async def _home(
    hass: HomeAssistant, recorded: Home, freezer: FrozenDateTimeFactory
) -> Home:
    """Return a recorded account with two meters, in Berlin."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(NOON)
    for name, uiid in ((PLUG, 32), (ELITE, 190)):
        device = recorded.simulator.add_device(kind(uiid))
        device.name = name
        device.params["timeZone"] = 1
    assert await async_setup_component(hass, "sensor", {})
    await recorded.set_up()
    recorded.simulator.clear_counters()
    return recorded


async def test_sensors_and_statistics(
    hass: HomeAssistant,
    home: Home,
    freezer: FrozenDateTimeFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What a sensor lets ask for is imported; hours only after the user began it."""
    await allow(home, freezer, f"{PLUG} {LIFETIME}")
    assert asked(home, PLUG) == 1
    assert asked(home, ELITE) == 0
    await _check_days(hass, home)

    await pass_time(home, freezer, DAY, HOUR)
    assert asked(home, PLUG) == 2
    assert asked(home, ELITE) == 0
    assert not await rows(hass, statistic_of(home, ELITE))

    # The user begins it.
    await import_history(home, ELITE)
    home.simulator.clear_counters()
    begun = clock_of(home, ELITE)
    for count in range(1, 4):
        await pass_time(home, freezer, DAY, HOUR)
        assert asked(home, ELITE) == count
    last = home.sent(ELITE)
    assert [it["getHoursKwh"]["start"] for it in last] == [0, 0, 0]
    assert [it["getHoursKwh"]["end"] for it in last] == [12, 24, 24]
    await _check_hours(hass, home, begun)

    # A day without, and a few more hours.
    device = home.coordinator.data[home.sim(ELITE).device_id]
    home.simulator.set_online(ELITE, online=False)
    await until(lambda: not device.available)
    await pass_time(home, freezer, DAY, HOUR)
    home.simulator.set_online(ELITE, online=True)
    await until(lambda: device.available)
    assert asked(home, ELITE) == 3
    await pass_time(home, freezer, DAY, HOUR)
    assert home.sent(ELITE)[-1] == {"getHoursKwh": {"start": 0, "end": 48}}
    await _check_hours(hass, home, begun)
    await _check_days(hass, home)

    await _check_dashboard(hass, home)
    await _end_it(hass, home, freezer)
    warnings = [it for it in caplog.records if it.levelno >= logging.WARNING]
    # The loop itself wonders at the time that passes.
    assert [it.getMessage() for it in warnings if it.name != "asyncio"] == []


async def _check_days(hass: HomeAssistant, home: Home) -> None:
    """Check all days but the running one, which still grew."""
    found = await by_day(hass, statistic_of(home, PLUG))
    now = clock_of(home, PLUG)
    wanted = counted(series_of(home, PLUG), now, 100)
    assert all(wanted[it] == found[it] for it in wanted.keys() - {now.date()})
    check_sums(await rows(hass, statistic_of(home, PLUG)))


async def _check_hours(hass: HomeAssistant, home: Home, begun: datetime) -> None:
    """Check all hours but the last one, which still grew; none is missing."""
    found = await rows(hass, statistic_of(home, ELITE))
    check_sums(found)
    series = series_of(home, ELITE)
    hours = [
        datetime.fromtimestamp(it["start"]).astimezone(NOON.tzinfo) for it in found
    ]
    assert hours == [hours[0] + it * HOUR for it in range(len(hours))]
    assert hours[-1].replace(tzinfo=None) + HOUR > begun
    for row, hour in zip(found[:-1], hours, strict=False):
        clock = hour.replace(tzinfo=None) + HOUR
        assert round(row["state"] * 100) == series.of_hour(clock)


async def _check_dashboard(hass: HomeAssistant, home: Home) -> None:
    """Check that either may be chosen there, with nothing to complain of."""
    await async_wait_recording_done(hass)
    now = clock_of(home, PLUG).replace(tzinfo=NOON.tzinfo) - HOUR
    start = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    do_adhoc_statistics(hass, start=start)
    await async_wait_recording_done(hass)
    ids = [
        home.entity_id(PLUG, LIFETIME),
        home.entity_id(ELITE, LIFETIME),
        statistic_of(home, PLUG),
        statistic_of(home, ELITE),
    ]
    await check_dashboard(hass, ids)
    recorder = get_instance(hass)
    assert await recorder.async_add_executor_job(validate_statistics, hass) == {}


async def _end_it(
    hass: HomeAssistant, home: Home, freezer: FrozenDateTimeFactory
) -> None:
    """Delete the statistic of one, and switch the sensor of the other off."""
    home.simulator.clear_counters()
    get_instance(hass).async_clear_statistics([statistic_of(home, ELITE)])
    await async_wait_recording_done(hass)
    er.async_get(hass).async_update_entity(
        home.entity_id(PLUG, LIFETIME), disabled_by=er.RegistryEntryDisabler.USER
    )
    await pass_time(home, freezer, 3 * DAY, 3 * HOUR)
    assert asked(home, ELITE) == asked(home, PLUG) == 0
