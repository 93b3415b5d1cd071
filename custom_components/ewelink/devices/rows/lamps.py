"""Families of lamps.

(docs/protocol.md, "Lights").
"""

from collections.abc import Mapping
from typing import Final

from ..features import Feature
from ..features.light import Light
from ..features.light_modes import Carried, LightMode, TwoWhites
from ..light_codecs import Level, MixedTone, RgbColor, Tone
from ..places import Field, Outlet, Param, Place
from ..values import ONE_ZERO
from .light_effects import (
    AMBIENT_EFFECTS,
    DIFFUSER_EFFECTS,
    DIMMER_SCENES,
    Effects,
    color_scenes,
    five_channel_scenes,
    white_scenes,
)
from .strip_effects import LONG_STRIP_SCENES, STRIP_SCENES, strip_effects
from .white_steps import WHITE_STEPS, WHITE_STEPS_KELVIN

type Kelvin = tuple[int, int]

# What these lamps have, where nobody tells more of a model.
COMMON_KELVIN: Final = (2700, 6500)
WIDE_KELVIN: Final = (2000, 6500)
# The first is that of a model that is not named.
_KELVIN_BY_MODEL: Final[Mapping[str, Kelvin]] = {
    "": (2200, 6500),
    "B02-F-ST64": (1800, 5000),
    "B02-B-A60": COMMON_KELVIN,
    "QMS-2C-CW": COMMON_KELVIN,
}
_SWITCH: Final = Param("switch")
_STATE: Final = Param("state")
_BRIGHTNESS: Final = Param("brightness")
_COLOR_TEMP: Final = Param("colorTemp")
_CHANNELS: Final = tuple(Param(f"channel{number}") for number in range(5))
_COLOR: Final = tuple(Param(f"color{part}") for part in "RGB")
# What earlier versions showed: a lamp with a switch was shown as that.
REPLACED: Final = ("switch",)


def dimmer(
    place: Place, low: int, *, fade: str | None = None, power: Place = _SWITCH
) -> Light:
    """Return a lamp with a level that travels with the switch."""
    return Light(
        key="light",
        power=power,
        joins=True,
        modes=(LightMode(level=Level(place=place, low=low)),),
        fade=fade,
        replaces=REPLACED,
    )


SCENE_DIMMER: Final = Light(
    key="light",
    power=_SWITCH,
    joins=True,
    modes=(
        LightMode(
            level=Level(place=_BRIGHTNESS),
            always={"mode": 0},
            carried=Carried.WHOLE,
        ),
    ),
    effects=DIMMER_SCENES,
    replaces=REPLACED,
)


def _digits(place: Place, low: int) -> Level:
    return Level(place=place, low=low, high=255, spell=str)


ONE_CHANNEL: Final = Light(
    key="light",
    power=_STATE,
    replaces=REPLACED,
    joins=True,
    modes=(LightMode(level=_digits(_CHANNELS[0], 25)),),
)
LEVEL_AND_TONE: Final = Light(
    key="light",
    power=_STATE,
    replaces=REPLACED,
    modes=(
        LightMode(
            level=_digits(_CHANNELS[0], 10),
            tone=Tone(
                place=_CHANNELS[1], warm=255, cold=0, kelvin=COMMON_KELVIN, spell=str
            ),
        ),
    ),
)


def _two_whites(
    ends: Kelvin, where: Mapping[str, object], entering: Mapping[str, object]
) -> TwoWhites:
    cold, warm, *_ = _CHANNELS
    return TwoWhites(
        cold=_digits(cold, 25),
        warm=_digits(warm, 25),
        name=Param("type"),
        ends=ends,
        where=where,
        entering=entering,
    )


def _rgb(places: tuple[Place, ...], **also: object) -> RgbColor:
    red, green, blue = places
    return RgbColor(red=red, green=green, blue=blue, also=also)


TWO_CHANNELS: Final = Light(
    key="light",
    power=_STATE,
    modes=(_two_whites(COMMON_KELVIN, {}, {}),),
    replaces=REPLACED,
)
_FIVE_CHANNEL_COLOR: Final = LightMode(
    color=RgbColor(red=_CHANNELS[2], green=_CHANNELS[3], blue=_CHANNELS[4], spell=str),
    always={"channel0": "0", "channel1": "0", "zyx_mode": 2},
)
FIVE_CHANNELS: Final = Light(
    key="light",
    power=_STATE,
    replaces=REPLACED,
    modes=(
        _two_whites(
            WIDE_KELVIN,
            {"zyx_mode": 1},
            {"channel2": "0", "channel3": "0", "channel4": "0", "zyx_mode": 1},
        ),
        _FIVE_CHANNEL_COLOR,
    ),
    effects=five_channel_scenes(_FIVE_CHANNEL_COLOR),
)


def strip(low: int, effects: tuple[str, ...]) -> Light:
    """Return a strip that mixes white from its colours: ``light_type`` tells which."""
    level = Level(place=Param("bright"), low=low)
    mix = _rgb(_COLOR, light_type=2)
    return Light(
        key="light",
        power=_SWITCH,
        modes=(
            LightMode(
                level=level,
                tone=MixedTone(mix=mix, steps=WHITE_STEPS, kelvin=WHITE_STEPS_KELVIN),
                where={"light_type": 2},
                always={"mode": 1},
            ),
            LightMode(
                level=level, color=_rgb(_COLOR, light_type=1), always={"mode": 1}
            ),
        ),
        effects=strip_effects(effects, low),
        effects_join=True,
        replaces=REPLACED,
    )


def white_strip(effects: Effects) -> Light:
    """Return a strip with white lamps beside the coloured ones; all travels always."""
    level = Level(place=Param("bright"))
    tone = Tone(place=_COLOR_TEMP, warm=100, cold=0, kelvin=COMMON_KELVIN)
    color = _rgb(_COLOR)
    return Light(
        key="light",
        power=_SWITCH,
        joins=True,
        modes=(
            LightMode(
                level=level,
                tone=tone,
                where={"mode": 2},
                always={"mode": 2},
                along=(color,),
                carried=Carried.WHOLE,
            ),
            LightMode(
                level=level,
                color=color,
                always={"mode": 1},
                along=(tone,),
                carried=Carried.WHOLE,
            ),
        ),
        effects=effects,
        replaces=REPLACED,
    )


SCENIC_STRIP: Final = white_strip(STRIP_SCENES)
LONG_SCENIC_STRIP: Final = white_strip(LONG_STRIP_SCENES)


def _white(cold: int, kelvin: Kelvin) -> LightMode:
    return LightMode(
        level=Level(place=Field("white", "br")),
        tone=Tone(place=Field("white", "ct"), warm=0, cold=cold, kelvin=kelvin),
        always={"ltype": "white"},
        carried=Carried.WHOLE,
    )


def white_by_type(cold: int, kelvin: Kelvin) -> Light:
    """Return a white lamp whose values lie in an object that ``ltype`` names."""
    return Light(
        key="light",
        power=_SWITCH,
        joins=True,
        modes=(_white(cold, kelvin),),
        effects=white_scenes(cold, kelvin),
        replaces=REPLACED,
    )


WHITE_BY_MODEL: Final[Mapping[str, tuple[Feature, ...]]] = {
    model: (white_by_type(255, kelvin),) for model, kelvin in _KELVIN_BY_MODEL.items()
}


def color_by_type(
    cold: int, good_night: tuple[int, int, int], night_light: tuple[int, int, int]
) -> Light:
    """Return a coloured lamp whose values lie in an object that ``ltype`` names."""
    color = LightMode(
        level=Level(place=Field("color", "br")),
        color=_rgb(tuple(Field("color", part) for part in "rgb")),
        where={"ltype": "color"},
        always={"ltype": "color"},
        carried=Carried.WHOLE,
    )
    return Light(
        key="light",
        power=_SWITCH,
        joins=True,
        modes=(color, _white(cold, WIDE_KELVIN)),
        effects=color_scenes(cold, WIDE_KELVIN, good_night, night_light),
        replaces=REPLACED,
    )


# Lamps of devices that are something else in the first place.
FAN_LAMP: Final = Light(key="lamp", power=Outlet("switches", 0, "switch"))
DIFFUSER_LAMP: Final = Light(
    key="lamp",
    power=Param("lightswitch"),
    codec=ONE_ZERO,
    modes=(
        LightMode(
            level=Level(place=Param("lightbright")),
            color=_rgb(
                tuple(Param(f"light{part}color") for part in "RGB"), lightmode=2
            ),
            entering={"lightmode": 2},
        ),
    ),
    effects=DIFFUSER_EFFECTS,
)
AMBIENT_LIGHT: Final = Light(
    key="ambient_light",
    power=Param("lightSwitch"),
    effects=AMBIENT_EFFECTS,
    has_plain=False,
)
