"""Bulbs whose levels are digits in strings; their power key is `state`."""

from collections.abc import Mapping
from typing import Any, Final, override

from ..wire import Json
from .base import Check, Look, digits, number_of, one_of, whole
from .lamps import Dimmer, Lamp, colour, percent

CHANNELS: Final = tuple(f"channel{number}" for number in range(5))
FULL: Final = 255
COLOUR: Final = 2
_STATE: Final = "state"
_level: Final = digits(25, FULL)
_tone: Final = one_of("cold", "middle", "warm")


def _white(value: Any) -> bool:
    """Return True for a level or for the channel that rests."""
    return value == "0" or _level(value)


_WHITE: Final[Mapping[str, Check]] = {
    **dict.fromkeys(CHANNELS[:2], _white),
    "type": _tone,
}


class WhiteBulb(Lamp):
    """Cold and warm channel, three tones between them (16)."""

    def __init__(self, light: Mapping[str, Check] = _WHITE) -> None:
        """Set the keys of the light."""
        super().__init__(light, power=_STATE)

    @override
    def light_of(self, params: Json) -> list[Look]:
        level = max(number_of(params.get(key)) for key in CHANNELS[:2])
        return [percent(level / FULL), Look(text=str(params.get("type", "")))]


class WhiteColourBulb(WhiteBulb):
    """White in two channels, colour in three; `zyx_mode` tells which (22)."""

    def __init__(self) -> None:
        """Add the colour's channels."""
        colours = dict.fromkeys(CHANNELS[2:], digits(0, FULL))
        super().__init__({**_WHITE, **colours, "zyx_mode": whole(1, 6)})

    @override
    def light_of(self, params: Json) -> list[Look]:
        if params.get("zyx_mode") == 1:
            return super().light_of(params)
        return [colour(*(params.get(key) for key in CHANNELS[2:]))]


class ToneBulb(Lamp):
    """A level and a tone, of which the high end is warm (52)."""

    def __init__(self) -> None:
        """Set the two channels."""
        light = {"channel0": digits(10, FULL), "channel1": digits(0, FULL)}
        super().__init__(light, power=_STATE)

    @override
    def light_of(self, params: Json) -> list[Look]:
        warm = number_of(params.get("channel1")) / FULL
        level = percent(number_of(params.get("channel0")) / FULL)
        return [level, Look(text=f"{warm:.0%} warm")]


def single_bulb() -> Dimmer:
    """Return a bulb with one channel (57)."""
    return Dimmer("channel0", _level, FULL, power=_STATE)


def text_dimmer() -> Dimmer:
    """Return a wall dimmer whose level is `bright` (36)."""
    return Dimmer("bright", whole(10, 100), 100)
