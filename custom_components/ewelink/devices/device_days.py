"""On which days, and in which hours, a meter counts: by the clock that it has itself.

That is UTC and the hours of ``params.timeZone``, without summer time
(docs/protocol.md, "Energy history").
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Self

from ..api.wire import ReadOnlyParams
from .values import number

_TIME_ZONE: Final = "timeZone"
_HOUR: Final = timedelta(hours=1)
_MINUTES: Final = 60
# The zones of the world lie between these.
_WEST: Final = -12
_EAST: Final = 14


@dataclass(frozen=True, slots=True)
class DeviceClock:
    """The clock by which a device begins its days."""

    zone: tzinfo

    @classmethod
    def of(cls, params: ReadOnlyParams, fallback: tzinfo) -> Self:
        """Return the clock that params tell, else one of the fallback's zone."""
        hours = number(params.get(_TIME_ZONE))
        if hours is None or not _WEST <= hours <= _EAST:
            return cls(fallback)
        return cls(timezone(timedelta(minutes=round(hours * _MINUTES))))

    def today(self, now: datetime) -> date:
        """Return the day that the device has at a moment."""
        return now.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """Return the moment at which a day begins, in UTC."""
        return _midnight(day, self.zone)

    def hour(self, now: datetime) -> datetime:
        """Return the moment at which the running hour began, in UTC."""
        here = now.astimezone(self.zone)
        into = timedelta(
            minutes=here.minute, seconds=here.second, microseconds=here.microsecond
        )
        return now.astimezone(UTC) - into


def days_of(
    values: Sequence[int], now: datetime, clock: DeviceClock
) -> list[tuple[date, int]]:
    """Return the day, by the device's clock, of each value; the oldest comes first.

    ``values`` are newest first, and the first of them is that of the running day.
    """
    today = clock.today(now)
    days = [(today - timedelta(days=back), it) for back, it in enumerate(values)]
    return days[::-1]


def hours_of(
    values: Sequence[int], now: datetime, clock: DeviceClock
) -> list[tuple[datetime, int]]:
    """Return the hour of a row for each value, in UTC; the oldest comes first.

    ``values`` are newest first, and the first of them is that of the running hour. An
    hour that begins within one of UTC counts in the next, which is of the same day.
    """
    newest = _rounded_up(clock.hour(now))
    hours = [(newest - back * _HOUR, it) for back, it in enumerate(values)]
    return hours[::-1]


def row_start(day: date, clock: DeviceClock, home_zone: tzinfo) -> datetime:
    """Return the hour, in UTC, of the row that stands for a day of the device.

    That is the first full one that belongs to the day here and there.
    """
    return _rounded_up(max(clock.midnight(day), _midnight(day, home_zone)))


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _rounded_up(moment: datetime) -> datetime:
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + _HOUR
