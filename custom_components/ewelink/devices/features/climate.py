"""What all that warms, cools or dries has in common."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place
from ..values import same
from .base import Feature, Word
from .readings import Reading, unit_words
from .together import Together

OFF: Final = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClimateChange:
    """What one action changes; None is what it leaves alone.

    ``mode`` is Home Assistant's word for it, ``target_range`` is low and high.
    """

    mode: str | None = None
    target: float | None = None
    target_range: tuple[float, float] | None = None


@dataclass(frozen=True, kw_only=True)
class Climate(Feature):
    """What warms, cools or dries, in the unit that the device works in.

    ``needs`` names a param that must hold something, or there is no such feature.
    ``fahrenheit`` names a param and the value with which the device works in degrees
    Fahrenheit; the limits are degrees Celsius all the same.
    ``more_words`` are texts that it may tell and that decide nothing.
    """

    temperature: Reading
    humidity: Reading | None = None
    minimum: float
    maximum: float
    step: float
    fahrenheit: tuple[str, str] | None = None
    needs: str | None = None
    presets: Mapping[str, Together] = field(default_factory=dict)
    fan_modes: Mapping[str, Together] = field(default_factory=dict)
    swing_modes: Mapping[str, Together] = field(default_factory=dict)
    horizontal_swing_modes: Mapping[str, Together] = field(default_factory=dict)
    more_words: frozenset[Word] = frozenset()

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        reads = self.temperature.reads.union(*(it.params for it in self._choices()))
        if self.humidity is not None:
            reads |= self.humidity.reads
        return reads if self.fahrenheit is None else reads | {self.fahrenheit[0]}

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        readings = (self.temperature, self.humidity)
        measured = (it.places for it in readings if it is not None)
        return frozenset[Place]().union(
            *measured, *(it.places for it in self._choices())
        )

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name what can be chosen, and its unit."""
        chosen = (it.words for it in self._choices())
        return (self.more_words | unit_words(self.fahrenheit)).union(*chosen)

    def _choices(self) -> Iterator[Together]:
        yield from self.presets.values()
        yield from self.fan_modes.values()
        yield from self.swing_modes.values()
        yield from self.horizontal_swing_modes.values()

    @cached_property
    @override
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        mode = super().mode
        return mode if self.needs is None else mode | {self.needs}

    @override
    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether the mode that the device works in has the feature."""
        return super().fits(params) and (
            self.needs is None or bool(params.get(self.needs))
        )

    def is_fahrenheit(self, params: ReadOnlyParams) -> bool:
        """Return whether the device works in degrees Fahrenheit."""
        return self.fahrenheit is not None and same(
            params.get(self.fahrenheit[0]), self.fahrenheit[1]
        )

    def limits(self, params: ReadOnlyParams) -> tuple[float, float]:
        """Return the lowest and the highest set point, in the device's unit."""
        if not self.is_fahrenheit(params):
            return self.minimum, self.maximum
        return self.minimum * 1.8 + 32, self.maximum * 1.8 + 32

    @abstractmethod
    def modes(self, params: ReadOnlyParams) -> tuple[str, ...]:
        """Return the modes that there are."""

    @abstractmethod
    def mode_of(self, params: ReadOnlyParams, last: str | None = None) -> str | None:
        """Return the mode, None while unknown; ``last`` is the last one seen."""

    @abstractmethod
    def action(self, params: ReadOnlyParams) -> str | None:
        """Return what the device does just now, None where it does not tell."""

    @abstractmethod
    def encode(
        self, change: ClimateChange, params: ReadOnlyParams, last: str | None = None
    ) -> Params:
        """Return the params of a change. Raises FeatureError."""

    @abstractmethod
    def encode_on(self, params: ReadOnlyParams, last_on: str | None = None) -> Params:
        """Return the params that switch on. Raises FeatureError.

        ``last_on`` is the last mode seen that was not off.
        """

    @abstractmethod
    def followed_target(self, params: ReadOnlyParams) -> float | None:
        """Return the set point that the device says it follows, if it says so."""

    @abstractmethod
    def echo(self, params: ReadOnlyParams, last: str | None = None) -> Params:
        """Return what the device would tell of its set point after a command."""
