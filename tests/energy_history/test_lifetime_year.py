"""A year of a home with meters: nothing falls, nothing is lost, few questions."""

from collections.abc import AsyncGenerator
from datetime import date, datetime, timedelta
from typing import Any, Final

from freezegun.api import FrozenDateTimeFactory
import pytest

from homeassistant.core import HomeAssistant
from tests.clock import in_test_time
from tests.home import Home, until
from tests.restart import restarted
from tests.simulator import Simulator, large_home
from tests.simulator.kinds import kind
from tests.simulator.kinds.meters import PAIR

from .lifetimes import (
    LIFETIME,
    TODAY,
    Shown,
    asked,
    clock_of,
    counted,
    entity,
    pass_time,
    series_of,
)

BEGUN: Final = datetime.fromisoformat("2026-01-10T10:20:00+00:00")
DAY: Final = timedelta(days=1)
STEP: Final = timedelta(hours=12)
# Berlin's own winter, one ahead, one with half an hour, one whose day is another.
CLOCKS: Final = {5: 1, 32: 2, 182: 8, 126: 5.5, 130: -3.5, 190: 1}
LOADS: Final[tuple[tuple[int, int | None], ...]] = (
    (5, None),
    (32, None),
    (182, None),
    *((126, it) for it in range(2)),
    *((130, it) for it in range(4)),
)
QUESTIONS: Final = {5: 1, 32: 1, 182: 1, 126: 2, 130: 4, 190: 0}
OFF: Final = "Meter 5"
CORRECTED: Final = "Meter 32"
RESET: Final = "Meter 182"

pytestmark = pytest.mark.usefixtures("at_once", "everything_enabled")


@pytest.fixture
async def simulator(socket_enabled: None) -> AsyncGenerator[Simulator]:
    """Run a cloud with meters, whose time is that of the test."""
    async with in_test_time(large_home(1)) as simulator:
        yield simulator


@pytest.fixture(name="home")
async def _home(
    hass: HomeAssistant,
    hass_storage: dict[str, Any],
    home: Home,
    freezer: FrozenDateTimeFactory,
) -> Home:
    """Return an account with a meter of each kind, in Berlin; it is not set up."""
    await hass.config.async_set_time_zone("Europe/Berlin")
    freezer.move_to(BEGUN)
    for uiid, zone in CLOCKS.items():
        row = PAIR if uiid == 126 else kind(uiid)
        device = home.simulator.add_device(row)
        device.name = f"Meter {uiid}"
        device.params["timeZone"] = zone
    return home


class Year:
    """A home, how time passes there, and what is to be seen of it."""

    def __init__(self, home: Home, freezer: FrozenDateTimeFactory) -> None:
        """Begin to watch."""
        self.home = home
        self.freezer = freezer
        self.shown = Shown()
        self.since: dict[tuple[int, int | None], date] = {}
        self.shown.async_follow(home.hass)

    async def pass_days(self, days: int, *without: str) -> None:
        """Let days pass; each meter is asked once a day for each of its loads."""
        for _ in range(days):
            self.home.simulator.clear_counters()
            await pass_time(self.home, self.freezer, DAY, STEP)
            for uiid, count in QUESTIONS.items():
                name = f"Meter {uiid}"
                wanted = 0 if name in without else count
                assert asked(self.home, name) == wanted, name

    def check(self, **lost: int) -> None:
        """Check that each total is what the meter has counted by the last answer."""
        for uiid, channel in LOADS:
            name = f"Meter {uiid}"
            suffix = "" if channel is None else f"_{channel}"
            asked_at = entity(self.home, name, LIFETIME + suffix)._member.asked_at
            assert asked_at is not None
            zone = timedelta(hours=CLOCKS[uiid])
            clock = asked_at.replace(tzinfo=None) + zone
            kept = 100 if channel is None else 180
            since = self.since.setdefault(
                (uiid, channel), clock.date() - (kept - 1) * DAY
            )
            series = series_of(self.home, name, channel)
            total = counted(series, since, clock) + lost.get(name.replace(" ", "_"), 0)
            assert self.home.state(name, LIFETIME + suffix) == str(total / 100), name
            assert self.home.state(name, TODAY + suffix) in {
                "unknown",
                str(series.day_so_far(clock) / 100),
            }

    async def set_online(self, device: str, *, online: bool) -> None:
        """Let a device go, or come back."""
        self.home.simulator.set_online(device, online=online)
        found = self.home.coordinator.data[self.home.sim(device).device_id]
        await until(lambda: found.available == online)


async def test_year(home: Home, freezer: FrozenDateTimeFactory) -> None:
    """The sensors are what the meters have counted, whatever happens meanwhile."""
    year = Year(home, freezer)
    await home.set_up()
    await pass_time(home, freezer, timedelta(minutes=2), timedelta(seconds=30))
    year.check()
    # As many questions as loads: those of the start count for the day.
    for uiid, count in QUESTIONS.items():
        assert asked(home, f"Meter {uiid}") == count
    await pass_time(home, freezer, 2 * DAY, STEP)

    # Summer time begins meanwhile.
    await year.pass_days(90)
    year.check()

    # Off for days: nothing is asked, and nothing is lost.
    await year.set_online(OFF, online=False)
    await year.pass_days(5, OFF)
    await year.set_online(OFF, online=True)
    await year.pass_days(2)
    year.check()

    # Days are corrected, of those that were counted; a fall is none.
    series = series_of(home, CORRECTED)
    day = clock_of(home, CORRECTED).date()
    for back, rise in ((7, 250), (60, 31), (1, 5)):
        series.correct(day - back * DAY, series.of_day(day - back * DAY) + rise)
    series.correct(day - 20 * DAY, series.of_day(day - 20 * DAY) - 40)
    await year.pass_days(3)
    year.check(Meter_32=40)

    await _go_on(year)


async def _go_on(year: Year) -> None:
    """Go on after a restart, to the end of the year."""
    async with restarted(year.home) as again:
        await again.hass.config.async_set_time_zone("Europe/Berlin")
        year.home = again
        year.shown.async_follow(again.hass)
        before = dict(year.shown.values)
        await again.set_up()
        year.check(Meter_32=40)
        assert before.keys() == year.shown.values.keys()
        # The last time is not long ago.
        count = asked(again, OFF)
        await pass_time(
            again, year.freezer, timedelta(minutes=3), timedelta(seconds=30)
        )
        assert asked(again, OFF) == count
        # Winter comes, and summer time ends.
        await year.pass_days(150)
        year.check(Meter_32=40)

        # A meter forgets all: what comes after it counts, and nothing falls.
        total = float(again.state(RESET, LIFETIME))
        today = clock_of(again, RESET).date()
        series_of(again, RESET).forget(today)
        await year.pass_days(100)
        grown = float(again.state(RESET, LIFETIME)) - total
        asked_at = entity(again, RESET, LIFETIME)._member.asked_at
        assert asked_at is not None
        clock = asked_at.replace(tzinfo=None) + timedelta(hours=CLOCKS[182])
        told = counted(series_of(again, RESET), today, clock)
        assert 0 <= told - round(grown * 100) <= 1500
