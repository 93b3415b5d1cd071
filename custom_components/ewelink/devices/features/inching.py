"""Inching: a channel that falls back by itself after a time."""

from dataclasses import dataclass
from typing import override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place, add
from ..values import ON_OFF, number
from .base import FeatureError
from .controls import Setting, Toggle

DEFAULT_MS = 1000
INCHING_OFF = "inching_off"


@dataclass(frozen=True, kw_only=True)
class Inching(Toggle):
    """Whether a channel falls back; switching that on must carry the time in ms."""

    width: Place

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that change the setting."""
        command = super().encode(value, params)
        if value:
            known = number(self.width.read(params))
            add(command, self.width.write(round(known) if known else DEFAULT_MS))
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
        _add_unknown(command, self.width, DEFAULT_MS, params)
        _add_unknown(command, self.rest, "off", params)
        return command


@dataclass(frozen=True, kw_only=True)
class InchingTime(Setting):
    """How long a channel stays before it falls back; wire in ms, multiples of 500.

    The device takes the time only together with inching on: ``pulse``.
    """

    pulse: Place
    divide: int = 1000
    minimum: float = 0.5
    maximum: float = 3600
    step: float = 0.5

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
        """Return the params that set the time."""
        command = Setting.encode(self, value, params)
        _add_unknown(command, self.pulse, "off", params)
        _add_unknown(command, self.rest, "off", params)
        return command


def _add_unknown(
    command: Params, place: Place | None, raw: object, params: ReadOnlyParams
) -> None:
    """Add a value that the device has not told and yet must be sent."""
    if place is not None and place.read(params) is None:
        add(command, place.write(raw))
