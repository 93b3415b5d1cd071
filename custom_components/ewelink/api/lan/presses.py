"""Presses that come by two ways, without a stamp that tells that they are one."""

from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic
from typing import Final

from ..wire import ReadOnlyParams, as_object
from .timing import Monotonic

_OTHER_WAY_SECONDS: Final = 1.5
_SAME_WAY_SECONDS: Final = 0.5
_PRESS: Final = "localKeyPass"


class Way(Enum):
    """How something came."""

    LAN = auto()
    CLOUD = auto()


@dataclass(slots=True)
class _Told:
    """The last press of an outlet, and when the other way told it, too."""

    way: Way
    key: str
    at: float
    echoed_at: float | None = None

    def is_same(self, way: Way, key: str, now: float) -> bool:
        """Return whether a press is this one; the other way tells it once."""
        if way is self.way:
            return now - self.at < _SAME_WAY_SECONDS
        if self.echoed_at is not None:
            return now - self.echoed_at < _SAME_WAY_SECONDS
        if key != self.key or now - self.at >= _OTHER_WAY_SECONDS:
            return False
        self.echoed_at = now
        return True


class SamePresses:
    """Tells whether a press is one that came just now (docs/protocol.md, "Presses")."""

    def __init__(self, clock: Monotonic = monotonic) -> None:
        """Start with none."""
        self._clock = clock
        self._last: dict[tuple[str, object], _Told] = {}

    def is_again(self, device_id: str, params: ReadOnlyParams, way: Way) -> bool:
        """Return whether a message is nothing but a press that was told before.

        By the other way the same key of the same outlet is the same press for a while,
        by the same way there is one per outlet in a shorter one.
        """
        if len(params) != 1 or _PRESS not in params:
            return False
        press = as_object(params[_PRESS]) or {}
        outlet, key = str(press.get("outlet")), str(press.get("key"))
        now = self._clock()
        last = self._last.get((device_id, outlet))
        if last is not None and last.is_same(way, key, now):
            return True
        self._last[device_id, outlet] = _Told(way, key, now)
        return False

    def forget(self, device_id: str) -> None:
        """Forget a device that is not shown any more."""
        for place in [it for it in self._last if it[0] == device_id]:
            del self._last[place]
