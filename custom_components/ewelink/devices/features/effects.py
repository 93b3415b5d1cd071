"""Effects of light and sound that a device plays once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Field, Place
from ..values import ON_OFF, number
from .base import Feature

LIGHT_EFFECTS: Final[Mapping[str, int]] = {
    "none": 0,
    "wave": 1,
    "breath": 2,
    "cycle": 3,
    "fast_transition": 4,
    "color_burst": 5,
}
SOUND_EFFECTS: Final[Mapping[str, int]] = {
    "none": 0,
    "beep": 1,
    "double_beep": 2,
    "melody": 3,
    "alarm_chime": 4,
    "notification": 5,
}
PERCENT: Final = (1, 100)
COLOR: Final = (0, 255)
# Of numbers whose meaning is not documented, but for 1.
_ANY: Final = (0, 100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayedEffect:
    """What an effect is to be; None leaves that as it was.

    Levels are percent, the colour is red, green and blue of 0 to 255.
    """

    light_effect: str | None = None
    brightness: int | None = None
    rgb_color: tuple[int, int, int] | None = None
    sound_effect: str | None = None
    volume: int | None = None
    status_light: bool | None = None
    status_light_top: bool | None = None
    status_light_below: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Effect(Feature):
    """Effects that a device plays on request (docs/protocol.md, "Touch panels").

    No entity shows them: they leave no state. A command carries the whole object.
    """

    param: str = "preEffects"

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the key of params that holds the effect played last."""
        return frozenset({self.param})

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where what it was made of lies."""
        return frozenset(Field(self.param, name) for name in _MEMBERS)

    def encode(self, asked: PlayedEffect, params: ReadOnlyParams) -> Params:
        """Return the params that play an effect.

        What is not asked for is as it was told last, else as it is documented.
        """
        told = params.get(self.param)
        known = told if isinstance(told, dict) else {}
        effect = {name: read(known.get(name)) for name, read in _MEMBERS.items()}
        return {self.param: effect | _spelt(asked)}


def _spelt(asked: PlayedEffect) -> Params:
    """Return what is asked for as it goes out."""
    red, green, blue = asked.rgb_color or (None, None, None)
    light, sound, status = asked.light_effect, asked.sound_effect, asked.status_light
    members = {
        "lightEffect": None if light is None else LIGHT_EFFECTS[light],
        "br": asked.brightness,
        "r": red,
        "g": green,
        "b": blue,
        "soundEffect": None if sound is None else SOUND_EFFECTS[sound],
        "volume": asked.volume,
        "statusLight": None if status is None else ON_OFF.encode(status),
        "statusLightTop": _one_or_zero(asked.status_light_top),
        "statusLightBelow": _one_or_zero(asked.status_light_below),
    }
    return {name: raw for name, raw in members.items() if raw is not None}


def _one_or_zero(value: bool | None) -> int | None:  # noqa: FBT001
    return None if value is None else int(value)


def _within(limits: tuple[int, int], default: int) -> Callable[[object], int]:
    """Return what reads a whole number within limits."""

    def _read(raw: object) -> int:
        value = number(raw)
        if value is None or not limits[0] <= value <= limits[1]:
            return default
        return round(value)

    return _read


def _on_or_off(raw: object) -> object:
    return ON_OFF.encode(ON_OFF.decode(raw) is not False)


# In the order of the documented example, whose values stand in for what is unknown.
_MEMBERS: Final[Mapping[str, Callable[[object], object]]] = {
    "lightEffect": _within((0, 5), 1),
    "br": _within(PERCENT, 50),
    "r": _within(COLOR, 255),
    "g": _within(COLOR, 0),
    "b": _within(COLOR, 0),
    "soundEffect": _within((0, 5), 1),
    "volume": _within(PERCENT, 50),
    "statusLight": _on_or_off,
    "statusLightTop": _within(_ANY, 1),
    "statusLightBelow": _within(_ANY, 1),
}
