"""A year of imports: the statistics are what the meter has counted, in any zone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from freezegun.api import FrozenDateTimeFactory
import pytest

from custom_components.ewelink.api.models import Thing
from custom_components.ewelink.devices.device import Device
from custom_components.ewelink.devices.device_days import DeviceClock
from custom_components.ewelink.energy_history.importer import (
    async_import,
    statistic_id_of,
)
from custom_components.ewelink.energy_history.reader import HistoryRead
from homeassistant.core import HomeAssistant
from tests.home import Home
from tests.simulator.behaviours import Series

from .kept import by_day, check_sums, rows

pytestmark = pytest.mark.demo("Zigbee bridge")

BEGUN: Final = date(2026, 1, 10)
# Both days on which clocks are turned, here and there, lie in it, and gaps do.
READS: Final = (
    *(0, 30, 60, 74),
    *range(77, 82),
    150,
    *range(262, 270, 4),
    *range(286, 300, 4),
    365,
)


class Meter:
    """A meter with a clock of its own, and what it has told."""

    def __init__(self, number: int, zone: float, kept: int) -> None:
        """Begin to count."""
        self.zone = zone
        self.kept = kept
        self.series = Series(number, since=BEGUN)
        params: dict[str, object] = {"timeZone": zone}
        self.device = Device(
            Thing(
                deviceid=f"10000000{number:02}", name="Meter", apikey="", params=params
            )
        )

    def clock(self, now: datetime) -> datetime:
        """Return what its clock shows."""
        return now.replace(tzinfo=None) + timedelta(hours=self.zone)

    async def tell_days(self, hass: HomeAssistant, now: datetime) -> None:
        """Let all days that it keeps be imported."""
        await self._tell(hass, now, self.series.days(self.clock(now), self.kept))

    async def tell_hours(self, hass: HomeAssistant, now: datetime, count: int) -> None:
        """Let some hours be imported."""
        values = self.series.hours(self.clock(now), 0, count - 1)
        await self._tell(hass, now, values, is_hourly=True)

    async def _tell(
        self,
        hass: HomeAssistant,
        now: datetime,
        values: Sequence[int],
        *,
        is_hourly: bool = False,
    ) -> None:
        read = HistoryRead(
            clock=DeviceClock.of(self.device.params, UTC),
            is_hourly=is_hourly,
            values=tuple(values),
            read_at=now,
        )
        await async_import(hass, self.device, None, read)

    @property
    def statistic_id(self) -> str:
        """Return the id of its statistic."""
        return statistic_id_of(self.device, None)


@pytest.mark.parametrize(
    ("home_zone", "zone"),
    [
        pytest.param("Europe/Berlin", 1, id="Berlin"),
        pytest.param("America/St_Johns", -3.5, id="half an hour, and summer time"),
        pytest.param("Asia/Kathmandu", 5.75, id="three quarters"),
        pytest.param("America/Santiago", 1, id="clocks far apart"),
    ],
)
async def test_year(
    hass: HomeAssistant,
    freezer: FrozenDateTimeFactory,
    recorded: Home,
    home_zone: str,
    zone: float,
) -> None:
    """Each day has what the meter counted on it, and no step is negative."""
    await hass.config.async_set_time_zone(home_zone)
    days = Meter(1, zone, 100)
    hours = Meter(2, zone, 4536)
    expected: dict[date, int] = {}
    before: datetime | None = None
    for number, back in enumerate(READS):
        local = datetime.combine(BEGUN, datetime.min.time(), ZoneInfo(home_zone))
        now = (local + timedelta(days=back, hours=13, minutes=20)).astimezone(UTC)
        freezer.move_to(now)
        if number % 5 == 3:
            # A day was corrected, of those that are still kept.
            day = days.clock(now).date() - timedelta(days=7)
            days.series.correct(day, days.series.of_day(day) + 250)
        await days.tell_days(hass, now)
        expected |= _told(days, now)
        count = 200 if before is None else _hours_between(before, now) + 1
        await hours.tell_hours(hass, now, count)
        before = now

    found = await rows(hass, days.statistic_id)
    check_sums(found)
    counted = await by_day(hass, days.statistic_id)
    assert {it: counted.get(it) for it in expected} == expected
    assert sum(counted.values()) == sum(expected.values())
    await _check_hours(hass, hours)


def _told(meter: Meter, now: datetime) -> dict[date, int]:
    clock = meter.clock(now)
    values = meter.series.days(clock, meter.kept)
    return {clock.date() - timedelta(days=back): it for back, it in enumerate(values)}


def _hours_between(before: datetime, now: datetime) -> int:
    return int((now - before) / timedelta(hours=1)) + 1


async def _check_hours(hass: HomeAssistant, meter: Meter) -> None:
    """Check each hour but the running one, and each day of the meter's own."""
    found: list[Any] = await rows(hass, meter.statistic_id)
    check_sums(found)
    offset = timedelta(hours=meter.zone)
    for row in found[:-1]:
        start = datetime.fromtimestamp(row["start"], UTC).replace(tzinfo=None)
        # An hour within hours of UTC is written in the next.
        hour = (start + offset).replace(minute=0)
        assert round(row["state"] * 100) == meter.series.of_hour(hour), row
    assert len(found) == len({it["start"] for it in found})
