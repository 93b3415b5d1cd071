"""What light strips do by themselves: names are ours, values the protocol's.

(docs/protocol.md, "Lights").
"""

from typing import Final

from ..features.light_effects import LightEffect
from ..light_codecs import Level
from ..places import Either, Param
from .light_effects import Effects

_BRIGHT: Final = Param("bright")
_FIRST_STRIP_SCENE: Final = 6
_FIRST_MAGIC: Final = 7
_FIRST_LONG_STRIP_SCENE: Final = 10


def strip_effects(names: tuple[str, ...], low: int) -> Effects:
    """Return the effects of a strip that has one brightness: modes from 2 on."""
    return {
        name: LightEffect(
            where={"mode": mode},
            command={"switch": "on", "mode": mode},
            level=Level(place=_BRIGHT, low=low),
        )
        for mode, name in enumerate(names, 2)
    }


CONTROLLER_EFFECTS: Final = ("gradual", "jump")
STRIP_EFFECTS: Final = (
    "colorful_gradient",
    "colorful_breath",
    "diy_gradient",
    "diy_pulse",
    "diy_breath",
    "diy_strobe",
    "rgb_gradient",
    "rgb_pulse",
    "rgb_breath",
    "rgb_strobe",
    "music",
)


def _strip_scenes(names: tuple[str, ...], first: int) -> Effects:
    """Return the scenes of a strip, each with a speed and a brightness of its own."""
    return {
        name: LightEffect(
            where={"mode": mode},
            command={
                "switch": "on",
                "mode": mode,
                f"speed{mode:02}": 50,
                f"bright{mode:02}": 100,
                "light_type": 1,
            },
            kept=(f"speed{mode:02}",),
            level=Level(place=Either(Param(f"bright{mode:02}"), _BRIGHT)),
        )
        for mode, name in enumerate(names, first)
    }


_STRIP_MODES: Final[Effects] = {
    "white_led": LightEffect(
        where={"mode": 3},
        command={"switch": "on", "mode": 3},
        level=Level(place=_BRIGHT),
    ),
    **{
        f"{name}_music": LightEffect(
            where={"mode": 4, "rhythmMode": rhythm},
            command={"switch": "on", "mode": 4, "rhythmMode": rhythm},
            level=Level(place=_BRIGHT),
        )
        for rhythm, name in enumerate(("classic", "soft", "dynamic", "disco"))
    },
}
STRIP_SCENES: Final[Effects] = {
    **_strip_scenes(
        (
            "vibrant",
            "reading",
            "leisure",
            "sunrise",
            "sunshine",
            "radiant",
            "dream",
            "candle",
            "night",
            "sunny",
            "festive",
            "vivid",
            "work",
            "ocean",
            "creek",
            "gentle",
            "passive",
            "joy",
            "rainbow",
            "moonlight",
            "sunset",
        ),
        _FIRST_STRIP_SCENE,
    ),
    **_STRIP_MODES,
}


def _there_and_back(name: str, palettes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        f"{palette}_{name}{way}" for palette in palettes for way in ("", "_back")
    )


_PALETTES: Final = ("seven_color", "rgb", "ycp")
_LONG_STRIP_SCENES: Final = (
    *(f"{palette}_jump" for palette in _PALETTES),
    *(f"{palette}_strobe" for palette in _PALETTES),
    *(f"{it}_gradual" for it in ("seven_color", "ry", "rp", "gc", "gy", "bp")),
    *(
        f"{color}_marquee"
        for color in ("red", "green", "blue", "yellow", "cyan", "purple", "white")
    ),
    *_there_and_back("race", _PALETTES),
    *_there_and_back("wave", _PALETTES),
    *_there_and_back("flush", _PALETTES),
    *(f"{palette}_flush_{end}" for palette in _PALETTES for end in ("close", "open")),
)
LONG_STRIP_SCENES: Final[Effects] = {
    **_strip_scenes(("magic_forward", "magic_back"), _FIRST_MAGIC),
    **_strip_scenes(_LONG_STRIP_SCENES, _FIRST_LONG_STRIP_SCENE),
    **_STRIP_MODES,
}
