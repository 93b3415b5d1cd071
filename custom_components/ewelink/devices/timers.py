"""Timers that a device runs by itself (docs/protocol.md, "Timers on the device").

An entry is read leniently. Whoever changes the array gets another one, in which all
entries but its own are the same objects, in the same order.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime, time, timedelta
from enum import StrEnum, auto
from typing import Final

from ..api.wire import Params, ReadOnlyParams, as_array, as_object, as_text
from .features import FeatureError
from .features.status import TIMERS
from .values import ON_OFF, TRUE_FALSE, is_one_of, number

TIMER_UNKNOWN: Final = "timer_unknown"
TIMER_KIND_UNKNOWN: Final = "timer_kind_unknown"

type Timers = Sequence[object]
type Change = Callable[[Timers], list[object]]

_DAY_MINUTES: Final = 24 * 60
_WEEK: Final = 7
_CRON_FIELDS: Final = 5
_POWER_KEYS: Final = ("switch", "state", "fan")
_OUTLETS: Final = "switches"
# One more, or one less, there is no year of in zones ahead of UTC, or behind it.
_FIRST_YEAR: Final = MINYEAR + 1
_LAST_YEAR: Final = MAXYEAR - 1


class TimerKind(StrEnum):
    """What makes a timer run."""

    ONCE = auto()
    REPEAT = auto()
    DELAY = auto()
    DURATION = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """An entry as it was understood.

    ``does`` is what is set, None where it is several things by turns; ``turn`` whether
    that is on or off, and ``outlet`` where, each None where it is not told.
    """

    timer_id: str | None
    kind: TimerKind
    enabled: bool
    at: str
    does: Params | None
    turn: bool | None
    outlet: int | None

    def next_time(self, now: datetime) -> datetime | None:
        """Return when it is due next, None where it never is or nobody can tell."""
        if not self.enabled:
            return None
        if self.kind is TimerKind.REPEAT:
            return _next_of_cron(self.at, now)
        if self.kind is TimerKind.UNKNOWN:
            return None
        # A loop tells when it begins, and nothing sure of what follows.
        start = moment(self.at.split(" ", 1)[0])
        return start if start is not None and start > now else None

    def is_on(self, now: datetime) -> bool:
        """Return whether it is enabled, and not over."""
        if self.kind in {TimerKind.ONCE, TimerKind.DELAY}:
            return self.next_time(now) is not None
        return self.enabled


def timers_in(params: ReadOnlyParams) -> list[object] | None:
    """Return the array that a device tells, None where it tells none."""
    return as_array(params.get(TIMERS))


def read_timer(raw: object) -> Timer | None:
    """Return an entry as it is understood, None for what is none."""
    if (entry := as_object(raw)) is None:
        return None
    does = as_object(entry.get("do"))
    outlet, turn = _power_in(does or {})
    return Timer(
        timer_id=id_of(entry),
        kind=_kind_of(entry),
        enabled=not is_one_of(entry.get("enabled", 1), (0, False)),
        at=as_text(entry.get("at")) or "",
        does=does,
        turn=turn,
        outlet=outlet,
    )


def read_timers(params: ReadOnlyParams) -> list[Timer]:
    """Return the timers of a device, without what is none."""
    found = map(read_timer, timers_in(params) or ())
    return [timer for timer in found if timer is not None]


def next_timer(timers: Iterable[Timer], now: datetime) -> tuple[datetime, Timer] | None:
    """Return the timer that is due next, with its time."""
    found = ((at, it) for it in timers if (at := it.next_time(now)) is not None)
    return min(found, key=lambda due: due[0], default=None)


def id_of(raw: object) -> str | None:
    """Return what a timer is known by."""
    entry = as_object(raw)
    return None if entry is None else as_text(entry.get("mId"))


def _kind_of(entry: Params) -> TimerKind:
    # Some examples of the vendor have a blank before the word.
    told, of_app = (
        (as_text(entry.get(key)) or "").strip().lower()
        for key in ("type", "coolkit_timer_type")
    )
    match told or of_app, of_app:
        case ("once", "delay") | ("delay", _):
            return TimerKind.DELAY
        case ("once", "" | "once"):
            return TimerKind.ONCE
        case ("repeat", "" | "repeat"):
            return TimerKind.REPEAT
        case ("duration", _):
            return TimerKind.DURATION
    return TimerKind.UNKNOWN


def _power_in(does: Params) -> tuple[int | None, bool | None]:
    """Return the outlet that is meant, and whether it is switched on or off."""
    entries = as_array(does.get(_OUTLETS))
    if entries is not None and len(entries) == 1:
        does = as_object(entries[0]) or {}
    outlet = number(does.get("outlet"))
    raw = next((does[it] for it in _POWER_KEYS if it in does), None)
    turn = TRUE_FALSE.decode(raw) if isinstance(raw, bool) else ON_OFF.decode(raw)
    return None if outlet is None else int(outlet), turn


def moment(text: str) -> datetime | None:
    """Return a time as it is spelled on the wire, which any zone can tell."""
    try:
        told = datetime.fromisoformat(text.strip())
        told = told.replace(tzinfo=UTC) if told.tzinfo is None else told.astimezone(UTC)
    except OverflowError, ValueError:
        return None
    return told if _FIRST_YEAR <= told.year <= _LAST_YEAR else None


def _next_of_cron(text: str, now: datetime) -> datetime | None:
    """Return when a minute and an hour of some weekdays come next, in UTC."""
    fields = text.split()
    if len(fields) != _CRON_FIELDS or fields[2:4] != ["*", "*"]:
        return None
    try:
        at = time(int(fields[1]), int(fields[0]))
        weekdays = _weekdays(fields[4])
    except ValueError:
        return None
    today = now.astimezone(UTC).date()
    days = (today + timedelta(days=it) for it in range(_WEEK + 1))
    times = (
        datetime.combine(day, at, UTC)
        for day in days
        if day.isoweekday() % _WEEK in weekdays
    )
    return next((due for due in times if due > now), None)


def _weekdays(text: str) -> set[int]:
    """Return the weekdays of a list with ranges; Sunday is 0, or 7 as others write."""
    if text == "*":
        return set(range(_WEEK))
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.partition("-")
        days = range(int(first), int(last or first) + 1)
        if not 0 <= days.start < days.stop <= _WEEK + 1:
            raise ValueError(part)
        found |= {it % _WEEK for it in days}
    return found


def once_at(at: datetime) -> str:
    """Return a time as a timer that runs once has it."""
    text = at.astimezone(UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def repeat_at(at: time, weekdays: Iterable[int], offset: timedelta) -> str:
    """Return a local time of some weekdays, Sunday 0, as a timer that repeats has it.

    ``offset`` is what the local time is ahead of UTC; it may move the weekdays.
    """
    ahead = round(offset / timedelta(minutes=1))
    days, minutes = divmod(at.hour * 60 + at.minute - ahead, _DAY_MINUTES)
    hour, minute = divmod(minutes, 60)
    moved = sorted({(day + days) % _WEEK for day in weekdays})
    return f"{minute} {hour} * * {','.join(map(str, moved))}"


def new_once(timer_id: str, at: datetime, does: Params) -> Params:
    """Return a timer that runs once."""
    return _new(timer_id, TimerKind.ONCE, once_at(at), TimerKind.ONCE, does)


def new_repeat(timer_id: str, at: str, does: Params) -> Params:
    """Return a timer that runs again and again, at what `repeat_at` returns."""
    return _new(timer_id, TimerKind.REPEAT, at, TimerKind.REPEAT, does)


def new_delay(timer_id: str, now: datetime, minutes: int, does: Params) -> Params:
    """Return a timer that runs once, some minutes from now."""
    at = once_at(now + timedelta(minutes=minutes))
    made = _new(timer_id, TimerKind.ONCE, at, TimerKind.DELAY, does)
    return {**made, "period": str(minutes)}


def _new(
    timer_id: str, kind: TimerKind, at: str, of_app: TimerKind, does: Params
) -> Params:
    return {
        "mId": timer_id,
        "type": kind.value,
        "at": at,
        "coolkit_timer_type": of_app.value,
        "enabled": 1,
        "do": does,
    }


def added(timers: Timers, entry: Params) -> list[object]:
    """Return the timers with another one behind them."""
    return [*timers, entry]


def removed(timers: Timers, timer_id: str) -> list[object]:
    """Return the timers without one. FeatureError where it is not there."""
    left = [it for it in timers if id_of(it) != timer_id]
    if len(left) == len(timers):
        raise FeatureError(TIMER_UNKNOWN)
    return left


def enabled(timers: Timers, timer_id: str, *, value: bool) -> list[object]:
    """Return the timers with one switched on or off.

    FeatureError where it is not there, or of a kind that is not known.
    """
    return _altered(timers, timer_id, {"enabled": int(value)})


def retimed(timers: Timers, timer_id: str, at: str) -> list[object]:
    """Return the timers with another time of one. FeatureError as above."""
    return _altered(timers, timer_id, {"at": at})


def _altered(timers: Timers, timer_id: str, changes: Params) -> list[object]:
    if all(id_of(it) != timer_id for it in timers):
        raise FeatureError(TIMER_UNKNOWN)
    return [_laid_over(it, changes) if id_of(it) == timer_id else it for it in timers]


def _laid_over(raw: object, changes: Params) -> Params:
    entry = as_object(raw) or {}
    if _kind_of(entry) is TimerKind.UNKNOWN:
        raise FeatureError(TIMER_KIND_UNKNOWN)
    return {**entry, **changes}
