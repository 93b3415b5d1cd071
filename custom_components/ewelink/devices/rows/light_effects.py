"""What lamps do by themselves: names are ours, values the protocol's.

(docs/protocol.md, "Lights").
"""

from collections.abc import Mapping
from typing import Final

from ..features.light_modes import LightEffect, LightMode
from ..light_codecs import Level, RgbColor, Tone
from ..places import Either, Field, Param

type Effects = Mapping[str, LightEffect]

_BRIGHT: Final = Param("bright")
_FIRST_STRIP_SCENE: Final = 6
_FIRST_MAGIC: Final = 7
_FIRST_LONG_STRIP_SCENE: Final = 10

DIMMER_SCENES: Final[Effects] = {
    name: LightEffect(
        where={"mode": mode},
        command={"switch": "on", "mode": mode, "brightness": brightness},
    )
    for name, mode, brightness in (
        ("night_light", 1, 5),
        ("computer", 2, 20),
        ("reading", 3, 50),
        ("bright", 4, 100),
    )
}
DIFFUSER_EFFECTS: Final[Effects] = {
    "seven_colors": LightEffect(where={"lightmode": 1}, command={"lightmode": 1}),
    "night_light": LightEffect(
        where={"lightmode": 3},
        command={"lightmode": 3},
        level=Level(place=Param("lightbright")),
    ),
}
AMBIENT_EFFECTS: Final[Effects] = {
    name: LightEffect(where={"lightMode": mode}, command={"lightMode": mode})
    for name, mode in (
        ("night_light", 0),
        ("party", 1),
        ("leisure", 2),
        ("color", 3),
        ("childhood", 4),
        ("wiper", 5),
        ("fairy", 6),
        ("starburst", 7),
        ("diy_1", 101),
        ("diy_2", 102),
    )
}


def five_channel_scenes(color: LightMode) -> Effects:
    """Return the fixed colours of a bulb with five channels."""
    scenes = (
        ("good_night", 3, (189, 118, 0)),
        ("reading", 4, (255, 255, 255)),
        ("party", 5, (207, 56, 3)),
        ("leisure", 6, (56, 85, 179)),
    )
    return {
        name: LightEffect(
            where={"zyx_mode": mode},
            command={
                "channel0": "0",
                "channel1": "0",
                "channel2": str(red),
                "channel3": str(green),
                "channel4": str(blue),
                "zyx_mode": mode,
                "type": "middle",
            },
            modes=(color,),
        )
        for name, mode, (red, green, blue) in scenes
    }


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


_SCENE_NAMES: Final = {
    "nightLight": "night_light",
    "goodNight": "good_night",
    "read": "reading",
    "partyRGB": "party",
    "leisureRGB": "leisure",
    "softRGB": "soft",
    "colorfulRGB": "colorful",
}


def white_scenes(cold: int, kelvin: tuple[int, int]) -> Effects:
    """Return the scenes of a white lamp whose coldest tone is ``cold``."""
    scenes = (
        ("nightLight", 5, 0),
        ("read", 50, 0),
        ("computer", 20, cold),
        ("bright", 100, cold),
    )
    tables = {name: {"br": bright, "ct": tone} for name, bright, tone in scenes}
    return _scenes(tables, cold, kelvin)


def color_scenes(
    cold: int,
    kelvin: tuple[int, int],
    good_night: tuple[int, int, int],
    night_light: tuple[int, int, int],
) -> Effects:
    """Return the scenes of a coloured lamp; two of them differ by model."""
    scenes = (
        ("bright", (255, 255, 255), 100),
        ("goodNight", good_night, 25),
        ("read", (255, 255, 255), 60),
        ("nightLight", night_light, 5),
    )
    moving = (
        ("party", (254, 132, 0), 45),
        ("leisure", (0, 40, 254), 55),
        ("soft", (38, 254, 0), 20),
        ("colorful", (255, 0, 0), 100),
    )
    tables = {name: _color(color, bright) for name, color, bright in scenes}
    tables |= {
        name: _color(color, bright) | {"tf": 1, "sp": 1}
        for name, color, bright in moving
    }
    return _scenes(tables, cold, kelvin)


def zigbee_scenes(kelvin: tuple[int, int], *others: str) -> Effects:
    """Return the scenes of a lamp behind a bridge; only it knows ``others`` in full."""
    scenes = (
        ("bright", 100, 100),
        ("read", 100, 50),
        ("computer", 80, 100),
        ("nightLight", 1, 50),
    )
    tables = {name: {"br": bright, "ct": tone} for name, bright, tone in scenes}
    return {
        **_scenes(tables, 100, kelvin),
        **{
            _SCENE_NAMES[name]: LightEffect(
                where={"ltype": name},
                command={"switch": "on", "ltype": name},
                holder=name,
                level=Level(place=Field(name, "br")),
            )
            for name in others
        },
    }


def _color(color: tuple[int, int, int], bright: int) -> dict[str, int]:
    red, green, blue = color
    return {"r": red, "g": green, "b": blue, "br": bright}


def _scenes(
    tables: Mapping[str, Mapping[str, int]], cold: int, kelvin: tuple[int, int]
) -> Effects:
    """Return scenes that lie in objects named after them, by our names."""
    return {
        _SCENE_NAMES.get(name, name): _scene(name, values, cold, kelvin)
        for name, values in tables.items()
    }


def _scene(
    name: str, values: Mapping[str, int], cold: int, kelvin: tuple[int, int]
) -> LightEffect:
    """Return a scene; whatever its table has, a lamp may tell a tone or a colour."""
    level = Level(place=Field(name, "br"))
    color = RgbColor(
        red=Field(name, "r"), green=Field(name, "g"), blue=Field(name, "b")
    )
    tone = Tone(place=Field(name, "ct"), warm=0, cold=cold, kelvin=kelvin)
    return LightEffect(
        where={"ltype": name},
        command={"switch": "on", "ltype": name, name: dict(values)},
        holder=name,
        level=level,
        modes=(LightMode(level=level, color=color), LightMode(level=level, tone=tone)),
    )
