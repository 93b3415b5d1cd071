"""Energy that only grows, made of counters and days that begin anew.

All of it is in whole hundredths of a kWh (docs/protocol.md, "Energy that only grows").
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Self

from ..api.wire import Params
from .values import number

# Of this many days it is remembered what was counted; no meter keeps more.
KEPT_DAYS: Final = 200
_HUNDREDTHS: Final = 100
_LIMIT: Final = 10**12
_YEARS: Final = range(1970, 9000)
# Below 9 tenths of what it was, a counter has begun anew.
_SHARE: Final = (9, 10)
# So many days, with so many different values, that are all the same are the same days.
_SURE_DAYS: Final = 14
_SURE_VALUES: Final = 5
# A clock that is far ahead is put right so soon.
_FEW_DAYS: Final = 3


@dataclass(slots=True)
class CounterTotal:
    """What a counter ever counted that begins anew each day, and at a power cut.

    ``total`` is None before the first value, ``last`` is what the counter stood at.
    """

    total: int | None = None
    last: int | None = None

    def add(self, value: int) -> None:
        """Count what a counter stands at now."""
        last, self.last = self.last, value
        if last is None:
            # Of a memory that was lost it is not known what the counter stood at.
            self.total = value if self.total is None else self.total
            return
        share, whole = _SHARE
        if value * whole < last * share:
            rise = value
        else:
            rise = max(0, value - last)
            self.last = max(last, value)
        self.total = (self.total or 0) + rise

    def to_dict(self) -> Params:
        """Return what is stored."""
        return {"total": self.total, "last": self.last}

    @classmethod
    def from_dict(cls, stored: Mapping[str, object]) -> Self:
        """Return what was stored, as far as it can be read."""
        total, last = _whole(stored.get("total")), _whole(stored.get("last"))
        return cls(total, None if total is None else last)


@dataclass(slots=True)
class HistoryTotal:
    """What a meter counted since the first day that it ever told of.

    ``counted`` is what was counted of each date, by the clock of the device, that it
    may tell of once more; nothing older than ``since`` counts.
    """

    total: int | None = None
    since: date | None = None
    counted: dict[date, int] = field(default_factory=dict)

    def add(self, days: Iterable[tuple[date, int]]) -> None:
        """Count what a meter tells of its days: all of it that was not counted yet."""
        if not (told := dict(days)):
            return
        if self.since is not None:
            self._follow_clock(told)
        if self.since is None or self.since > max(told):
            self._begin(told)
            return
        rise = 0
        for day, value in told.items():
            counted = self.counted.get(day, 0)
            if day >= self.since and value > counted:
                rise += value - counted
                self.counted[day] = value
        self.total = (self.total or 0) + rise
        self._forget()

    def _begin(self, told: Mapping[date, int]) -> None:
        """Count all that is told; nothing of it where the memory alone was lost."""
        if self.total is None:
            self.total = sum(told.values())
        self.since = min(told)
        self.counted = dict(told)
        self._forget()

    def _forget(self) -> None:
        newest = max(self.counted, default=self.since)
        if newest is None or self.since is None:
            return
        self.since = max(self.since, newest - timedelta(days=KEPT_DAYS - 1))
        self.counted = {
            day: it for day, it in self.counted.items() if day >= self.since
        }

    def _follow_clock(self, told: Mapping[date, int]) -> None:
        """Give the days the dates that they have now, where a clock was put right.

        Else days that were counted would count once more, as those of other dates.
        """
        shift = self._shift(told)
        if not shift or self.since is None:
            return
        days = timedelta(days=shift)
        self.since += days
        self.counted = {day + days: it for day, it in self.counted.items()}

    def _shift(self, told: Mapping[date, int]) -> int:
        """Return by how many days the dates of the same days differ, mostly by none."""
        if not self.counted:
            return 0
        newest, last = max(told), max(self.counted)
        # Days that were not over yet are still to grow.
        before = {day.toordinal(): it for day, it in self.counted.items() if day < last}
        now = {day.toordinal(): it for day, it in told.items() if day < newest}
        both = before.keys() & now.keys()
        same = sum(before[day] == now[day] for day in both)
        share, whole = _SHARE
        if (both and same * whole >= len(both) * share) or not before or not now:
            return 0
        shifts = range(min(now) - max(before), max(now) - min(before) + 1)
        fitting = [it for it in shifts if _is_same(before, now, it)]
        if not both and newest > last:
            return _sure_shift(fitting, (newest - last).days)
        return min(fitting, key=abs, default=0)

    def to_dict(self) -> Params:
        """Return what is stored: the days newest first, None for one never told."""
        if self.since is None or not self.counted:
            return {"total": self.total}
        newest = max(self.counted)
        count = (newest - self.since).days + 1
        days = (newest - timedelta(days=back) for back in range(count))
        return {
            "total": self.total,
            "newest": newest.isoformat(),
            "counted": [self.counted.get(day) for day in days],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, object]) -> Self:
        """Return what was stored; days that cannot be read are not remembered."""
        if (total := _whole(stored.get("total"))) is None:
            return cls()
        newest, counted = read_date(stored.get("newest")), stored.get("counted")
        if newest is None or not isinstance(counted, list):
            return cls(total)
        values = [None if it is None else _whole(it) for it in counted[:KEPT_DAYS]]
        if not values or values[0] is None or values.count(None) > counted.count(None):
            return cls(total)
        days = {newest - timedelta(days=back): it for back, it in enumerate(values)}
        known = {day: it for day, it in days.items() if it is not None}
        return cls(total, min(days), known)


def kwh(hundredths: int | None) -> float | None:
    """Return kWh as they are shown."""
    return None if hundredths is None else hundredths / _HUNDREDTHS


def read_kwh(shown: object) -> int | None:
    """Return the hundredths of what was shown, None if it is no energy."""
    value = number(shown)
    return None if value is None else _whole(round(value * _HUNDREDTHS))


def read_date(stored: object) -> date | None:
    """Return a date that was stored as text, None if it is none."""
    if not isinstance(stored, str):
        return None
    try:
        found = date.fromisoformat(stored)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def _is_same(before: Mapping[int, int], now: Mapping[int, int], shift: int) -> bool:
    """Return whether days are surely the same ones under dates that differ so."""
    values = [it for day, it in before.items() if day + shift in now]
    if len(values) < _SURE_DAYS or len(set(values)) < _SURE_VALUES:
        return False
    return all(now.get(day + shift, it) == it for day, it in before.items())


def _sure_shift(fitting: Sequence[int], ahead: int) -> int:
    """Return the shift where all days that are told are newer than all before.

    They come after a gap, unless the old ones are surely among them: just by one shift,
    and with hardly a day more. A load that repeats itself is no clock that was wrong.
    """
    match fitting:
        case [shift] if 0 <= ahead - shift <= _FEW_DAYS:
            return shift
    return 0


def _whole(stored: object) -> int | None:
    """Return a sane whole number, None for anything else."""
    if type(stored) is not int or not 0 <= stored < _LIMIT:
        return None
    return stored
