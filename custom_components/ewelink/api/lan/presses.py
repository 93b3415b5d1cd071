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
    """A press of an outlet that was told, and when the other way told it, too."""

    way: Way
    key: str
    at: float
    echoed_at: float | None = None

    @property
    def last(self) -> float:
        """Return when it came last."""
        return self.at if self.echoed_at is None else self.echoed_at

    def came_just_now(self, way: Way, now: float) -> bool:
        """Return whether a way told it so lately that it repeats itself."""
        at = self.at if way is self.way else self.echoed_at
        return at is not None and now - at < _SAME_WAY_SECONDS

    def is_echo(self, way: Way, key: str, now: float) -> bool:
        """Return whether a press is this one, which the other way tells once."""
        if way is self.way or self.echoed_at is not None or key != self.key:
            return False
        if now - self.at >= _OTHER_WAY_SECONDS:
            return False
        self.echoed_at = now
        return True


class SamePresses:
    """Tells whether a press is one that came just now (docs/protocol.md, "Presses")."""

    def __init__(self, clock: Monotonic = monotonic) -> None:
        """Start with none."""
        self._clock = clock
        self._told: dict[tuple[str, str], list[_Told]] = {}

    def is_again(self, device_id: str, params: ReadOnlyParams, way: Way) -> bool:
        """Return whether a message is nothing but a press that was told before.

        By the other way the same key of the same outlet is the same press for a while,
        the oldest that it did not tell yet; by the same way there is one per outlet in
        a shorter one.
        """
        if len(params) != 1 or _PRESS not in params:
            return False
        press = as_object(params[_PRESS]) or {}
        outlet, key = str(press.get("outlet")), str(press.get("key"))
        now = self._clock()
        place = device_id, outlet
        told = self._told.get(place, ())
        lately = [it for it in told if now - it.last < _OTHER_WAY_SECONDS]
        self._told[place] = lately
        if any(it.came_just_now(way, now) for it in lately):
            return True
        if any(it.is_echo(way, key, now) for it in lately):
            return True
        lately.append(_Told(way, key, now))
        return False

    def forget(self, device_id: str) -> None:
        """Forget a device that is not shown any more."""
        for place in [it for it in self._told if it[0] == device_id]:
            del self._told[place]
