"""Which presses are new: each tells its time, and the last one is told again and again.

The same press comes by another way, in a full state, in a list or an answer, and once
more when a bridge has been away (docs/protocol.md, "Presses").
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from .values import number

# Milliseconds since 1970 where they can be told, else the text.
type Moment = float | str

_REMEMBERED: Final = 16
# What is older by more comes from a clock that was set back, not from the past.
_DAY: Final = 86_400_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time of a press as its device tells it, in which param and of which outlet.

    Two presses with the same stamp are one.
    """

    param: str
    outlet: int | None
    moment: Moment


def moment_of(raw: object) -> Moment | None:
    """Return a time that is told as milliseconds, in digits or not, or as ISO 8601.

    One of no time zone cannot be put in order, as clocks are set back once a year.
    """
    if (milliseconds := number(raw)) is not None:
        return milliseconds
    if not isinstance(raw, str) or not raw:
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return raw if moment.tzinfo is None else round(moment.timestamp() * 1000)


class SeenStamps:
    """What a device has told already: its stamps, and when presses without came."""

    __slots__ = ("_by_param", "_heard")

    def __init__(self) -> None:
        """Start with none."""
        self._by_param: dict[str, deque[Stamp]] = {}
        self._heard: dict[str, float] = {}

    def note(self, stamp: Stamp) -> bool:
        """Keep a stamp; return whether a press with it is new.

        An older one than the newest is not: it was told before, or comes too late.
        """
        seen = self._by_param.setdefault(stamp.param, deque(maxlen=_REMEMBERED))
        if stamp in seen or any(_is_before(stamp, other) for other in seen):
            return False
        seen.append(stamp)
        return True

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
            [stamp.param, stamp.outlet, stamp.moment]
            for param in params
            for stamp in self._by_param.get(param, ())
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


def _is_before(stamp: Stamp, other: Stamp) -> bool:
    """Return whether a stamp is older than another, by less than a day."""
    moment, reference = stamp.moment, other.moment
    if isinstance(moment, str) or isinstance(reference, str):
        return False
    return 0 < reference - moment < _DAY
