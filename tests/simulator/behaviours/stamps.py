"""The time of a press, as the devices write it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ..wire import Json
from .base import iso


def iso_of(moment: int) -> str:
    """Return a time of milliseconds in words."""
    return iso(moment / 1000)


def moment_of(stamp: Any) -> int:
    """Return the milliseconds of a stamp in any shape, 0 for what is none."""
    try:
        return int(stamp)
    except TypeError, ValueError:
        pass
    try:
        return round(datetime.fromisoformat(stamp).timestamp() * 1000)
    except TypeError, ValueError:
        return 0


def next_moment(now: float, *stamps: Any) -> int:
    """Return the milliseconds of now, or the first behind all that were used."""
    return max(int(now * 1000), *(moment_of(stamp) + 1 for stamp in (0, *stamps)))


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """Where a device writes the time of a press, and in which shape."""

    key: str
    write: Callable[[int], str | int]

    def next(self, params: Json, now: float) -> Json:
        """Return a stamp that the device has not used yet."""
        return {self.key: self.write(next_moment(now, params.get(self.key)))}


TRIG_TIME: Final = Stamp(key="trigTime", write=str)
ACTION_TIME: Final = Stamp(key="actionTime", write=iso_of)
ACTION_NUMBER: Final = Stamp(key="actionTime", write=int)
