"""Which presses are new: each tells its time, and the last one is told again and again.

The same press comes by another way, in a full state, in a list or an answer, and once
more when a bridge has been away (docs/protocol.md, "Presses").
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from .values import number

# Milliseconds since 1970 where they can be told, else the text.
type Moment = float | str

_REMEMBERED: Final = 16
_LONGEST: Final = 40
# What is older by more comes from a clock that was set back, not from the past.
_LATE: Final = 600_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time of a press as its device tells it, in which param and of which outlet.

    Two presses with the same stamp are one.
    """

    param: str
    outlet: int | None
    moment: Moment


def moment_of(raw: object) -> Moment | None:
    """Return a time that is told as milliseconds, in digits or not, or as ISO 8601."""
    if (milliseconds := number(raw)) is not None:
        return milliseconds
    if not isinstance(raw, str) or not raw:
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw[:_LONGEST]
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


def is_late(moment: Moment, latest: Moment | None) -> bool:
    """Return whether a moment is a while before the latest one, but no longer."""
    if latest is None or isinstance(latest, str) or isinstance(moment, str):
        return False
    return 0 < latest - moment < _LATE


class _Told:
    """What one param has told: the last moments, each of its outlet."""

    __slots__ = ("moments", "remembered")

    def __init__(self) -> None:
        self.moments: dict[tuple[int | None, Moment], None] = {}
        self.remembered: Moment | None = None

    def add(self, outlet: int | None, moment: Moment) -> bool:
        """Keep a moment; return whether it was not told before."""
        if (outlet, moment) in self.moments:
            return False
        self.moments[outlet, moment] = None
        if len(self.moments) > _REMEMBERED:
            del self.moments[next(iter(self.moments))]
        return True


class SeenStamps:
    """What a device has told already: its stamps, and when presses without came."""

    __slots__ = ("_by_param", "_heard")

    def __init__(self) -> None:
        """Start with none."""
        self._by_param: dict[str, _Told] = {}
        self._heard: dict[str, float] = {}

    def is_new(self, stamp: Stamp) -> bool:
        """Keep the stamp of a press; return whether it was not told before.

        One that is older than what is remembered by less than ten minutes is too late.
        """
        told = self._of(stamp)
        if is_late(stamp.moment, told.remembered):
            return False
        return told.add(stamp.outlet, stamp.moment)

    def remember(self, stamp: Stamp) -> None:
        """Keep a stamp of which nobody knows how long ago it was."""
        told = self._of(stamp)
        told.add(stamp.outlet, stamp.moment)
        told.remembered = stamp.moment

    def _of(self, stamp: Stamp) -> _Told:
        if (told := self._by_param.get(stamp.param)) is None:
            told = self._by_param[stamp.param] = _Told()
        return told

    def is_due(self, identity: str, now: float, least_seconds: float) -> bool:
        """Return whether enough seconds have passed since a press that has no stamp."""
        last = self._heard.get(identity)
        if last is not None and now - last < least_seconds:
            return False
        self._heard[identity] = now
        return True

    def stored(self, params: Iterable[str]) -> list[list[object]]:
        """Return what was seen of some params, as it is written to a file."""
        return [
            [param, outlet, moment]
            for param in params
            if (told := self._by_param.get(param)) is not None
            for outlet, moment in told.moments
        ]


def stored_stamps(raw: object) -> Iterator[Stamp]:
    """Yield the stamps that were written to a file, as far as they can be read."""
    for item in raw if isinstance(raw, list) else ():
        match item:
            case [
                str(param),
                None | int() as outlet,
                str() | int() | float() as moment,
            ]:
                yield Stamp(param, outlet, moment)
