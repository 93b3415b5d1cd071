"""The modes in which lamps shine, and what they do by themselves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import NamedTuple, override

from ...api.wire import Params, ReadOnlyParams
from ..light_codecs import (
    FULL,
    WHITE,
    Hs,
    HsColor,
    Level,
    MixedTone,
    Rgb,
    RgbColor,
    Tone,
    scaled,
)
from ..places import Place, add
from ..values import number, same


class LightColorMode(StrEnum):
    """What can be set while a lamp shines in a mode, in Home Assistant's words."""

    ONOFF = "onoff"
    BRIGHTNESS = "brightness"
    COLOR_TEMP = "color_temp"
    RGB = "rgb"
    HS = "hs"


class LightValues(NamedTuple):
    """What a lamp shines with: brightness 1-255, tone in kelvin, or a colour."""

    brightness: int | None = None
    kelvin: int | None = None
    rgb: Rgb | None = None
    hs: Hs | None = None


class Carried(Enum):
    """Which values of a mode travel in one command."""

    CHANGES = auto()
    WHOLE_ON_ENTRY = auto()
    WHOLE = auto()


@dataclass(frozen=True, kw_only=True)
class LightMode:
    """A way to shine, and the codecs of what can be set in it.

    The lamp is in it while its params are as in ``where``, or always. ``always``
    travels with each command of the mode, ``entering`` with one that comes from
    another mode, ``along`` are values of other modes that travel as they are.
    """

    level: Level | None = None
    tone: Tone | MixedTone | None = None
    color: RgbColor | HsColor | None = None
    where: Mapping[str, object] = field(default_factory=dict)
    always: Mapping[str, object] = field(default_factory=dict)
    entering: Mapping[str, object] = field(default_factory=dict)
    along: tuple[Tone | RgbColor, ...] = ()
    carried: Carried = Carried.CHANGES

    @cached_property
    def color_mode(self) -> LightColorMode:
        """Return what can be set in it."""
        if isinstance(self.color, HsColor):
            return LightColorMode.HS
        if self.color is not None:
            return LightColorMode.RGB
        if self.kelvin is not None:
            return LightColorMode.COLOR_TEMP
        return LightColorMode.BRIGHTNESS

    @property
    def is_whole(self) -> bool:
        """Return whether all its values travel when the lamp comes to this mode."""
        return self.carried is not Carried.CHANGES

    @property
    def kelvin(self) -> tuple[int, int] | None:
        """Return the warmest and the coldest tone, None where there are no tones."""
        return None if self.tone is None else self.tone.kelvin

    @cached_property
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        codecs = (self.level, self.tone, self.color)
        return frozenset(
            place for codec in codecs if codec is not None for place in codec.places
        )

    @property
    def words(self) -> frozenset[tuple[str, str]]:
        """Return the texts that name its values, each with its param."""
        return frozenset()

    def is_active(self, params: ReadOnlyParams) -> bool:
        """Return whether the lamp is in this mode, on or off."""
        return is_as(self.where, params)

    def decode(self, params: ReadOnlyParams) -> LightValues:
        """Return what the lamp shines with in this mode."""
        level, tone, color = self.level, self.tone, self.color
        brightness = None if level is None else level.decode(params)
        kelvin = None if tone is None else tone.decode(params)
        if color is None:
            return LightValues(brightness, kelvin)
        if isinstance(color, HsColor):
            return LightValues(brightness, kelvin, hs=color.decode(params))
        rgb = color.decode(params)
        if level is None and rgb is not None:
            brightness = max(rgb) or None
        return LightValues(brightness, kelvin, rgb)

    def encode(
        self, wanted: LightValues, params: ReadOnlyParams, *, is_active: bool
    ) -> Params:
        """Return the params that set what is wanted, with what must travel along."""
        command: Params = dict(self.always)
        if not is_active:
            command |= self.entering
        is_whole = self.carried is Carried.WHOLE or (self.is_whole and not is_active)
        values = self._filled(wanted, params) if is_whole else wanted
        for part in self._parts(values, params):
            add(command, part)
        for codec in self.along:
            for part in _as_it_is(codec, params):
                add(command, part)
        return command

    def _filled(self, wanted: LightValues, params: ReadOnlyParams) -> LightValues:
        """Return what is wanted, and for the rest what is known, or what is plain."""
        known = self.decode(params)
        middle = None if self.kelvin is None else sum(self.kelvin) // 2
        return LightValues(
            brightness=wanted.brightness or known.brightness or FULL,
            kelvin=wanted.kelvin or known.kelvin or middle,
            rgb=wanted.rgb or known.rgb or WHITE,
            hs=wanted.hs or known.hs or (0, 0),
        )

    def _parts(self, values: LightValues, params: ReadOnlyParams) -> Iterator[Params]:
        if self.level is not None and values.brightness is not None:
            yield self.level.encode(values.brightness)
        if self.tone is not None and values.kelvin is not None:
            yield self.tone.encode(values.kelvin)
        match self.color:
            case HsColor() if values.hs is not None:
                yield self.color.encode(values.hs)
            case RgbColor() if (color := self._rgb(values, params)) is not None:
                yield self.color.encode(color)

    def _rgb(self, values: LightValues, params: ReadOnlyParams) -> Rgb | None:
        """Return the colour, which alone tells the brightness where no level does."""
        if self.level is not None or values.brightness is None:
            is_black = (
                self.level is None and values.rgb is not None and not any(values.rgb)
            )
            return (1, 1, 1) if is_black else values.rgb
        color = values.rgb or self.decode(params).rgb or WHITE
        return scaled(color, values.brightness)


@dataclass(frozen=True, kw_only=True)
class TwoWhites(LightMode):
    """White from a cold and a warm lamp that shine alone or alike: three tones.

    ``names`` are what the tones, cold to warm, are called in ``type``.
    """

    cold: Level
    warm: Level
    name: Place
    names: tuple[str, str, str] = ("cold", "middle", "warm")
    ends: tuple[int, int]
    carried: Carried = Carried.WHOLE

    @cached_property
    @override
    def color_mode(self) -> LightColorMode:
        """Return what can be set in it."""
        return LightColorMode.COLOR_TEMP

    @property
    @override
    def kelvin(self) -> tuple[int, int]:
        """Return the warmest and the coldest tone."""
        return self.ends

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        return frozenset({*self.cold.places, *self.warm.places, self.name})

    @property
    @override
    def words(self) -> frozenset[tuple[str, str]]:
        """Return the names of its tones."""
        return frozenset((self.name.param, name) for name in self.names)

    @override
    def is_active(self, params: ReadOnlyParams) -> bool:
        """Return whether it shines white; where the mode is not told, by the lamps."""
        if all(params.get(param) is not None for param in self.where):
            return super().is_active(params)
        return any(self._lit(params))

    @override
    def decode(self, params: ReadOnlyParams) -> LightValues:
        """Return what the lamp shines with in this mode."""
        cold, warm = self._lit(params)
        if not cold and not warm:
            return LightValues()
        brighter = self.cold if cold >= warm else self.warm
        tones = self._tones()
        tone = tones[0] if not warm else tones[2] if not cold else tones[1]
        return LightValues(brightness=brighter.decode(params), kelvin=tone)

    @override
    def encode(
        self, wanted: LightValues, params: ReadOnlyParams, *, is_active: bool
    ) -> Params:
        """Return the params that set what is wanted: always both lamps."""
        values = self._filled(wanted, params)
        tones = self._tones()
        kelvin = values.kelvin or tones[1]
        step = min(range(len(tones)), key=lambda it: abs(tones[it] - kelvin))
        command = dict(self.always) if is_active else {**self.always, **self.entering}
        for lamp, dark in ((self.cold, 2), (self.warm, 0)):
            lit = lamp.encode(values.brightness or FULL)
            add(command, lamp.place.write(lamp.spell(0)) if step == dark else lit)
        return command | self.name.write(self.names[step])

    def _tones(self) -> tuple[int, int, int]:
        warm, cold = self.ends
        return (cold, (cold + warm) // 2, warm)

    def _lit(self, params: ReadOnlyParams) -> tuple[float, float]:
        cold = number(self.cold.place.read(params)) or 0
        return (cold, number(self.warm.place.read(params)) or 0)


def is_as(where: Mapping[str, object], params: ReadOnlyParams) -> bool:
    """Return whether params hold certain values."""
    for param, value in where.items():
        raw = params.get(param)
        # Nearly all firmware spells it exactly so.
        if (type(raw) is not type(value) or raw != value) and not same(raw, value):
            return False
    return True


def _as_it_is(codec: Tone | RgbColor, params: ReadOnlyParams) -> Iterable[Params]:
    """Return the params that set what is set already, or what is plain."""
    match codec:
        case Tone():
            kelvin = codec.decode(params)
            return [codec.encode(sum(codec.kelvin) // 2 if kelvin is None else kelvin)]
        case RgbColor():
            return [codec.encode(codec.decode(params) or WHITE)]
