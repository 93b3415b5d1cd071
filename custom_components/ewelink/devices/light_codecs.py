"""How levels, tones and colours of lamps are spelt on the wire.

Outside there are the units of Home Assistant: a brightness is 1 to 255, a tone is in
kelvin, a colour is red, green and blue of 0 to 255, or hue and saturation in degrees
and percent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from ..api.wire import Params, ReadOnlyParams
from .places import Place, add
from .values import number

FULL: Final = 255
WHITE: Final = (FULL, FULL, FULL)

type Rgb = tuple[int, int, int]
type Hs = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Level:
    """A brightness, ``low`` to ``high`` on the wire; a lamp that is on has no 0."""

    place: Place
    low: int = 1
    high: int = 100
    spell: Callable[[int], object] = int

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it lies."""
        return (self.place,)

    def decode(self, params: ReadOnlyParams) -> int | None:
        """Return the brightness, None while unknown."""
        raw = self.place.read(params)
        # Nearly all firmware spells it so.
        if type(raw) is int and (known := self._brightnesses.get(raw)) is not None:
            return known
        value = number(raw)
        return None if value is None else self.brightness(value)

    @cached_property
    def _brightnesses(self) -> Mapping[int, int]:
        return {it: self.brightness(it) for it in range(self.low, self.high + 1)}

    def encode(self, brightness: int) -> Params:
        """Return the params that set a brightness."""
        return self.place.write(self.spell(self.value(brightness)))

    def brightness(self, raw: float) -> int:
        """Return the brightness of a value; beyond its ends there are its ends."""
        share = (raw - self.low + 1) / (self.high - self.low + 1)
        return min(FULL, max(1, round(share * FULL)))

    def value(self, brightness: int) -> int:
        """Return the value of a brightness."""
        share = brightness / FULL
        value = round(share * (self.high - self.low + 1) + self.low - 1)
        return min(self.high, max(self.low, value))


@dataclass(frozen=True, kw_only=True)
class Tone:
    """A white tone: ``warm`` and ``cold`` are the values of the two ends.

    ``kelvin`` are the lamp's warmest and coldest tone; between them all is linear.
    """

    place: Place
    warm: int
    cold: int
    kelvin: tuple[int, int]
    spell: Callable[[int], object] = int

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it lies."""
        return (self.place,)

    def decode(self, params: ReadOnlyParams) -> int | None:
        """Return the tone, None while unknown; there is a number for "no data"."""
        raw = self.place.read(params)
        value = raw if type(raw) is int else number(raw)
        if value is None or (known := self._kelvins.get(round(value))) is None:
            return None
        return known

    @cached_property
    def _kelvins(self) -> Mapping[int, int]:
        """Return the tone of each value."""
        low, high = self.kelvin
        each = (high - low) / (self.cold - self.warm)
        first, last = sorted((self.warm, self.cold))
        return {
            value: round(low + (value - self.warm) * each)
            for value in range(first, last + 1)
        }

    def encode(self, kelvin: int) -> Params:
        """Return the params that set a tone, or the end that is nearest to it."""
        share = _share(kelvin, self.kelvin)
        return self.place.write(
            self.spell(round(self.warm + share * (self.cold - self.warm)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RgbColor:
    """A colour in three values; ``also`` is what tells that it is one."""

    red: Place
    green: Place
    blue: Place
    spell: Callable[[int], object] = int
    also: Mapping[str, object] = field(default_factory=dict)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it lies."""
        return (self.red, self.green, self.blue)

    def decode(self, params: ReadOnlyParams) -> Rgb | None:
        """Return the colour, None while any of its parts is unknown."""
        red, green, blue = (
            _part(self.red.read(params)),
            _part(self.green.read(params)),
            _part(self.blue.read(params)),
        )
        if red is None or green is None or blue is None:
            return None
        return (red, green, blue)

    def encode(self, color: Rgb) -> Params:
        """Return the params that set a colour."""
        command: Params = dict(self.also)
        for place, part in zip(self.places, color, strict=True):
            add(command, place.write(self.spell(_byte(part))))
        return command


@dataclass(frozen=True, slots=True, kw_only=True)
class HsColor:
    """A colour as hue, 0 to 359, and saturation, 0 to 100."""

    hue: Place
    saturation: Place

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it lies."""
        return (self.hue, self.saturation)

    def decode(self, params: ReadOnlyParams) -> Hs | None:
        """Return the colour, None while one of its parts is unknown."""
        hue, saturation = (number(place.read(params)) for place in self.places)
        if hue is None or saturation is None:
            return None
        return (hue % 360, min(100, max(0, saturation)))

    def encode(self, color: Hs) -> Params:
        """Return the params that set a colour."""
        hue, saturation = color
        return self.hue.write(round(hue) % 360) | self.saturation.write(
            min(100, max(0, round(saturation)))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MixedTone:
    """A white tone that a lamp mixes from its colours: ``steps`` are cold to warm."""

    mix: RgbColor
    steps: Sequence[Rgb]
    kelvin: tuple[int, int]

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where it lies."""
        return self.mix.places

    def decode(self, params: ReadOnlyParams) -> int | None:
        """Return the tone, None while unknown."""
        color = self.mix.decode(params)
        if color is None:
            return None
        low, high = self.kelvin
        step = _nearest(tuple(self.steps), color)
        return round(high - step / (len(self.steps) - 1) * (high - low))

    def encode(self, kelvin: int) -> Params:
        """Return the params that set a tone, or the end that is nearest to it."""
        share = 1 - _share(kelvin, self.kelvin)
        return self.mix.encode(self.steps[round(share * (len(self.steps) - 1))])


def scaled(color: Rgb, brightness: int) -> Rgb:
    """Return a colour as bright as that, its parts in the same ratio; never black."""
    top = max(color)
    if top == 0:
        return (brightness, brightness, brightness)
    red, green, blue = (round(part * brightness / top) for part in color)
    return (red, green, blue)


def _byte(value: float) -> int:
    return min(FULL, max(0, round(value)))


def _part(raw: object) -> int | None:
    if type(raw) is int and 0 <= raw <= FULL:
        return raw
    value = number(raw)
    return None if value is None else _byte(value)


def _share(kelvin: int, limits: tuple[int, int]) -> float:
    low, high = limits
    return min(1, max(0, (kelvin - low) / (high - low)))


@lru_cache(maxsize=256)
def _nearest(steps: Sequence[Rgb], color: Rgb) -> int:
    """Return the number of the step that differs least from a colour."""

    def _distance(step: int) -> int:
        return sum(
            (one - other) ** 2 for one, other in zip(steps[step], color, strict=True)
        )

    return min(range(len(steps)), key=_distance)
