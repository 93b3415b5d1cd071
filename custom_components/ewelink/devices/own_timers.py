"""The timers that were made here: which they are, and what they were meant to be.

Only they may be written anew, as a repeated time drifts by an hour when summer time
begins or ends (docs/protocol.md, "Timers on the device").
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Final, Self

from ..api.wire import Fields, Params, as_int, as_object
from .timers import TimerKind, Timers, id_of, moment, read_timer, repeat_at, retimed

# Zones that know summer time change within a year.
_LOOKED_AHEAD_DAYS: Final = 370
_SECOND: Final = timedelta(seconds=1)
# So long a timer may take to be run after its time.
_SPENT_AFTER: Final = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTimer:
    """A timer of ours: ``at`` is what the device was given.

    One that repeats has its local ``time`` and its ``weekdays``, Sunday 0; others have
    none, as they do not drift.
    """

    at: str
    time: time | None = None
    weekdays: tuple[int, ...] = ()

    def meant(self, offset: timedelta) -> str:
        """Return what the device should have while local time is so far ahead."""
        if self.time is None:
            return self.at
        return repeat_at(self.time, self.weekdays, offset)

    def is_spent(self, now: datetime) -> bool:
        """Return whether it has run, and never will again."""
        at = moment(self.at) if self.time is None else None
        return at is not None and at + _SPENT_AFTER < now

    def to_dict(self) -> Params:
        """Return it as it is stored."""
        if self.time is None:
            return {"at": self.at}
        return {
            "at": self.at,
            "time": self.time.isoformat("minutes"),
            "weekdays": list(self.weekdays),
        }

    @classmethod
    def from_dict(cls, raw: object) -> Self | None:
        """Return what was stored, None for what makes no sense."""
        fields = Fields(as_object(raw) or {})
        if (at := fields.text("at")) is None:
            return None
        if (local := fields.text("time")) is None:
            return cls(at=at)
        weekdays = tuple(
            day for it in fields.array("weekdays") if (day := as_int(it)) is not None
        )
        if not weekdays:
            return None
        try:
            return cls(at=at, time=time.fromisoformat(local), weekdays=weekdays)
        except ValueError:
            return None


type OwnTimers = Mapping[str, OwnTimer]


def without(timers: Timers, own: OwnTimers) -> list[object]:
    """Return the timers without some of ours, as far as nobody gave them another time.

    A device may keep what has run, and takes so many timers and no more.
    """
    gone = set(_still_ours(timers, own, timedelta()))
    return [it for it in timers if id_of(it) not in gone]


def rewritten(timers: Timers, own: OwnTimers, offset: timedelta) -> list[object]:
    """Return the timers with the times of ours as they are meant now."""
    result = list(timers)
    for timer_id in _still_ours(timers, own, offset):
        result = retimed(result, timer_id, own[timer_id].meant(offset))
    return result


def kept(
    timers: Timers, own: OwnTimers, offset: timedelta, parked: Container[str]
) -> dict[str, OwnTimer]:
    """Return which are ours after they were written so, or lie ``parked`` in the app.

    What was deleted is forgotten, and what was given another time in the app.
    """
    ours = set(_still_ours(timers, own, offset))
    return {
        timer_id: replace(it, at=it.meant(offset)) if timer_id in ours else it
        for timer_id, it in own.items()
        if timer_id in ours or timer_id in parked
    }


def _still_ours(timers: Timers, own: OwnTimers, offset: timedelta) -> Iterator[str]:
    told = {id_of(it): read_timer(it) for it in timers}
    for timer_id, it in own.items():
        timer = told.get(timer_id)
        if timer is None or timer.kind is TimerKind.UNKNOWN:
            continue
        if timer.at in {it.at, it.meant(offset)}:
            yield timer_id


def parked_in(tags: Params, own: OwnTimers) -> set[str]:
    """Return which of ours the app has put aside, as it does with those that are off.

    What it keeps of them has no shape that is known.
    """
    parked = repr(tags.get("disable_timers"))
    return {timer_id for timer_id in own if timer_id in parked}


def next_transition(zone: tzinfo, now: datetime) -> datetime | None:
    """Return when a zone's clocks are changed next, None where they never are."""
    start = now.replace(microsecond=0)
    days = (start + timedelta(days=it) for it in range(_LOOKED_AHEAD_DAYS))
    for first, last in pairwise(days):
        if _offset(zone, first) != _offset(zone, last):
            return _change_between(zone, first, last)
    return None


def _change_between(zone: tzinfo, first: datetime, last: datetime) -> datetime:
    """Return the second of the change; it is searched by halves."""
    before = _offset(zone, first)
    low, high = 0, (last - first) // _SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, first + middle * _SECOND) == before:
            low = middle
        else:
            high = middle
    return first + high * _SECOND


def _offset(zone: tzinfo, at: datetime) -> timedelta | None:
    return at.astimezone(zone).utcoffset()
