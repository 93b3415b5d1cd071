"""Timers that run on the devices themselves, by a clock in UTC.

A device with an array `timers` in its params (`"timers": []` is enough) takes timers:
the array is sent as a whole, and what it lacks is gone. `run` lets those run that came
due since it was last called, by the cloud's clock, whether their device is online or
not: one that is offline reports later what it did, as if somebody had touched it.

- `once` and `delay` run at `at`, and stay in the array; a past one never runs.
- `repeat` runs at `min hour * * weekdays`, Sunday 0.
- `duration` runs from its start on at each so many minutes; with `startDo`, `endDo` and
  two numbers, the second is the wait until `endDo`. This is a guess: the vendor's
  documents do not agree on it.
- What makes no sense is kept like any other, and never runs.
- More than `SimDevice.timer_limit` timers are refused with 400, like what is no timer.
- Who is shared a device needs the bits of `permit`: 1 create, 2 edit, 4 delete,
  8 enable; without them the command is refused with 406.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from .errors import CloudError, ErrorCode
from .model import SimAccount, SimDevice
from .wire import Json

if TYPE_CHECKING:
    from .cloud import Cloud

CREATE: Final = 1
EDIT: Final = 2
DELETE: Final = 4
ENABLE: Final = 8
KINDS: Final = ("once", "repeat", "duration")
MINUTE: Final = 60.0
WEEK: Final = 7


class TimerClock:
    """Runs the timers of all devices, whose clocks may be ``ahead`` by seconds."""

    def __init__(self, cloud: Cloud) -> None:
        """Start now: what is past by then never runs."""
        self._cloud = cloud
        self._ran_until = cloud.clock()
        self.ahead = 0.0

    def run(self) -> None:
        """Let each device do what came due since the last time, in its order."""
        since, now = self._ran_until, self._cloud.clock() + self.ahead
        self._ran_until = max(since, now)
        for device in tuple(self._cloud.world.devices.values()):
            timers = device.params.get("timers")
            if not timers or device.absent:
                continue
            due = [it for timer in timers for it in _sure(timer, since, now)]
            for _, act in sorted(due, key=lambda it: it[0]):
                command = _command(act)
                self._cloud.devices.done_locally(device, command, command)


def check_timers(device: SimDevice, changes: Json, account: SimAccount) -> None:
    """Refuse timers that the device does not take, or that somebody may not set."""
    if "timers" not in changes:
        return
    timers = changes["timers"]
    if not isinstance(timers, list) or not all(map(_is_timer, timers)):
        raise CloudError(ErrorCode.PARAMETERS, "no timers")
    ids = [timer["mId"] for timer in timers]
    if len(set(ids)) < len(ids) or len(ids) > device.timer_limit:
        raise CloudError(ErrorCode.PARAMETERS, "too many timers")
    if (terms := device.share_terms.get(account.apikey)) is None:
        return
    known = {timer["mId"]: timer for timer in device.params.get("timers", [])}
    needed = _needed(known, {timer["mId"]: timer for timer in timers})
    if needed & ~terms.permit:
        raise CloudError(ErrorCode.NO_PERMISSION, "timers of somebody else")


def _needed(known: dict[Any, Json], wanted: dict[Any, Json]) -> int:
    """Return the bits that a change of timers needs."""
    needed = CREATE if wanted.keys() - known.keys() else 0
    needed |= DELETE if known.keys() - wanted.keys() else 0
    for timer_id in known.keys() & wanted.keys():
        before, after = known[timer_id], wanted[timer_id]
        if before == after:
            continue
        is_same = {**before, "enabled": 0} == {**after, "enabled": 0}
        needed |= ENABLE if is_same else EDIT
    return needed


def _is_timer(timer: Any) -> bool:
    return (
        isinstance(timer, dict)
        and isinstance(timer.get("mId"), str)
        and isinstance(timer.get("at"), str)
    )


def _sure(timer: Json, since: float, until: float) -> list[tuple[float, Json]]:
    """Return when a timer runs as below; one that makes no sense never does."""
    try:
        return list(_due(timer, since, until))
    except KeyError, ValueError:
        return []


def _due(timer: Json, since: float, until: float) -> Iterator[tuple[float, Json]]:
    """Yield when a timer runs in a span of time, and what it does."""
    if timer.get("enabled") != 1 or timer.get("type") not in KINDS:
        return
    match timer["type"]:
        case "once":
            times = [_seconds(timer["at"])]
        case "repeat":
            times = list(_repeated(timer["at"], since, until))
        case _:
            yield from _looped(timer, since, until)
            return
    yield from ((at, timer["do"]) for at in times if since < at <= until)


def _repeated(at: str, since: float, until: float) -> Iterator[float]:
    minute, hour, _, _, weekdays = at.split()
    day = datetime.fromtimestamp(since, UTC).replace(
        hour=int(hour), minute=int(minute), second=0, microsecond=0
    )
    while day.timestamp() <= until:
        if str(day.isoweekday() % WEEK) in weekdays.split(","):
            yield day.timestamp()
        day += timedelta(days=1)


def _looped(timer: Json, since: float, until: float) -> Iterator[tuple[float, Json]]:
    start, cycle, *wait = timer["at"].split()
    at, every = _seconds(start), float(cycle) * MINUTE
    if every < MINUTE:
        return
    if at < since:
        at += (since - at) // every * every
    while at <= until:
        if since < at:
            yield at, timer.get("do") or timer["startDo"]
        for minutes in wait:
            if since < at + float(minutes) * MINUTE <= until:
                yield at + float(minutes) * MINUTE, timer["endDo"]
        at += every


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _command(act: Json) -> Json:
    """Return what a device is told for what a timer does to one of its outlets."""
    if "outlet" not in act:
        return dict(act)
    return {"switches": [dict(act)]}
