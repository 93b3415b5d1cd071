"""Features that are only read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
import math
from typing import Final, override

from ...api.wire import ReadOnlyParams
from ..places import Place
from ..values import ON_OFF, Codec, number, same
from .base import Readable, Word

RESET_SHARE = 0.9
ROUNDING = 1e-9
_OTHER_UNITS: Final = {"f": "c", "fahrenheit": "celsius"}


@dataclass(frozen=True, kw_only=True)
class Reading(Readable[float]):
    """A measured number: value = raw / ``divide`` + correction, inside ``bounds``.

    0 is a value like any other, but for a probe that reports it for ``twin`` at once.
    ``fahrenheit`` names a param and the value with which the device reports degrees
    Fahrenheit. ``live`` readings are shown only for a while after they were reported.
    """

    divide: float = 1
    parse: Callable[[object], float | None] = number
    bounds: tuple[float, float] | None = None
    not_values: frozenset[float] = frozenset()
    correction: Place | None = None
    twin: Place | None = None
    fahrenheit: tuple[str, str] | None = None
    live: bool = False

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        reads = self.place.params
        if self.correction is not None:
            reads |= self.correction.params
        if self.twin is not None:
            reads |= self.twin.params
        return reads if self.fahrenheit is None else reads | {self.fahrenheit[0]}

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where the value lies, and what it is corrected by."""
        places = (self.place, self.correction, self.twin)
        return frozenset(it for it in places if it is not None)

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its unit."""
        return unit_words(self.fahrenheit)

    @override
    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return the value in the unit of its key, None where there is none."""
        value = self.parse(self.place.read(params))
        if value is None or value in self.not_values or self._is_fault(value, params):
            return None
        if self.divide != 1:
            value = round(value / self.divide, 6)
        if self.correction is not None:
            value = round(value + (number(self.correction.read(params)) or 0), 6)
        if self.fahrenheit is not None and same(
            params.get(self.fahrenheit[0]), self.fahrenheit[1]
        ):
            value = round((value - 32) / 1.8, 2)
        if self.bounds and not self.bounds[0] <= value <= self.bounds[1]:
            return None
        return value

    def _is_fault(self, value: float, params: ReadOnlyParams) -> bool:
        """Return whether the probe reports 0 for all that it measures."""
        if value or self.twin is None:
            return False
        return number(self.twin.read(params)) == 0


def unit_words(fahrenheit: tuple[str, str] | None) -> frozenset[Word]:
    """Return both texts of a param one of which stands for degrees Fahrenheit."""
    if fahrenheit is None:
        return frozenset()
    param, unit = fahrenheit
    return frozenset({(param, unit), (param, _OTHER_UNITS[unit])})


@dataclass(frozen=True, kw_only=True)
class Counter(Reading):
    """A figure that grows and now and then starts anew."""

    bounds: tuple[float, float] | None = (0.0, math.inf)

    @staticmethod
    def steady(previous: float | None, value: float) -> float:
        """Return the value, or the previous one where the fall is only jitter.

        A fall to less than 0.9 of it begins a new period, however small the figures
        are: Home Assistant's statistics see it so, and any other fall as negative use.
        """
        if previous is None or value < RESET_SHARE * previous - ROUNDING:
            return value
        return max(previous, value)


@dataclass(frozen=True, kw_only=True)
class Energy(Counter):
    """A counter of kWh."""


@dataclass(frozen=True, kw_only=True)
class State(Readable[str]):
    """A reading with named states: ``states`` maps raw value to state."""

    states: Mapping[int, str] | Mapping[str, str]

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its states."""
        return frozenset((self.place, it) for it in self.states if isinstance(it, str))

    @override
    def decode(self, params: ReadOnlyParams) -> str | None:
        """Return the state, None while unknown."""
        raw = self.place.read(params)
        return next((name for it, name in self.states.items() if same(raw, it)), None)


@dataclass(frozen=True, kw_only=True)
class Contact(Readable[bool]):
    """Something that is so or not: a door, motion, water."""

    codec: Codec[bool] = ON_OFF

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is so, None while unknown."""
        return self.codec.decode(self.place.read(params))


@dataclass(frozen=True, kw_only=True)
class Below(Contact):
    """Whether a number is below a limit."""

    limit: float

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is so, None while unknown."""
        value = number(self.place.read(params))
        return None if value is None else value < self.limit
