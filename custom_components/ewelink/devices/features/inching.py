"""Inching: a channel that falls back by itself after a time."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Either, Place, add
from ..values import ON_OFF
from .base import FeatureError
from .controls import Setting, Toggle
from .inching_times import DEFAULT_MS, allowed_time, is_chosen

INCHING_OFF: Final = "inching_off"


@dataclass(frozen=True, kw_only=True)
class Inching(Toggle):
    """Whether a channel falls back; switching that on must carry the time in ms."""

    width: Place

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that change the setting."""
        command = super().encode(value, params)
        if value:
            add(command, self.width.write(_time(self.width, params) or DEFAULT_MS))
        return command


@dataclass(frozen=True, kw_only=True)
class InchingEntry(Toggle):
    """Inching that lies in one object with its time, which the device takes whole.

    What is known of the object is filled in by ``DeviceType.complete``. ``rest`` is
    the place of the state that the channel falls back to, where there is a choice.
    """

    width: Place
    rest: Place | None = None

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that change the setting."""
        command = super().encode(value, params)
        if _time(self.width, params) is None:
            add(command, self.width.write(DEFAULT_MS))
        _add_unknown(command, self.rest, "off", params)
        return command


@dataclass(frozen=True, kw_only=True)
class InchingTime(Setting):
    """How long a channel stays before it falls back; wire in ms, multiples of 500.

    The device takes the time only together with inching on: ``pulse``. Most channels
    never inch, and store a time all the same: it exists once inching was on.
    """

    pulse: Place
    optional: bool = True
    divide: int = 1000
    minimum: float = 0.5
    maximum: float = 3600
    step: float = 0.5

    @cached_property
    @override
    def awaited(self) -> frozenset[str]:
        """Return the keys of params that make the feature appear."""
        return super().awaited | self.pulse.params

    @override
    def has_value(self, params: ReadOnlyParams) -> bool:
        """Return whether inching is on, or was so that somebody set a time."""
        is_on = ON_OFF.decode(self.pulse.read(params))
        return bool(is_on) or is_chosen(_time(self.place, params))

    @override
    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return the time, None where what is stored is none."""
        time = _time(self.place, params)
        return None if time is None else time / self.divide

    @override
    def encode(self, value: float, params: ReadOnlyParams) -> Params:
        """Return the params that set the time; FeatureError while inching is off."""
        if not ON_OFF.decode(self.pulse.read(params)):
            raise FeatureError(INCHING_OFF)
        command = super().encode(value, params)
        add(command, self.pulse.write("on"))
        return command


@dataclass(frozen=True, kw_only=True)
class InchingEntryTime(InchingTime):
    """The time of an InchingEntry: it can be set while inching is off."""

    rest: Place | None = None

    @override
    def encode(self, value: float, params: ReadOnlyParams) -> Params:
        """Return the params that set the time, under each name that is in use."""
        command = Setting.encode(self, value, params)
        if isinstance(self.place, Either) and _is_told(self.place.second, params):
            add(command, self.place.second.write(self.place.read(command)))
        _add_unknown(command, self.pulse, "off", params)
        _add_unknown(command, self.rest, "off", params)
        return command


def _time(width: Place, params: ReadOnlyParams) -> int | None:
    """Return the stored time in ms, None where there is none that is allowed."""
    time = allowed_time(width.read(params))
    if time is None and isinstance(width, Either):
        time = allowed_time(width.second.read(params))
    return time


def _is_told(place: Place, params: ReadOnlyParams) -> bool:
    return place.read(params) is not None


def _add_unknown(
    command: Params, place: Place | None, raw: object, params: ReadOnlyParams
) -> None:
    """Add a value that the device has not told and yet must be sent."""
    if place is not None and not _is_told(place, params):
        add(command, place.write(raw))
