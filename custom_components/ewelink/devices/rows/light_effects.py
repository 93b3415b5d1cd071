"""What lamps do by themselves: names are ours, values the protocol's.

(docs/protocol.md, "Lights").
"""

from collections.abc import Mapping
from typing import Final

from ..features.light_effects import LightEffect
from ..features.light_modes import LightMode
from ..light_codecs import Level, RgbColor, Tone
from ..places import Field, Param

type Effects = Mapping[str, LightEffect]


DIMMER_SCENES: Final[Effects] = {
    name: LightEffect(
        where={"mode": mode},
        command={"switch": "on", "mode": mode, "brightness": brightness},
        modes=(LightMode(level=Level(place=Param("brightness"))),),
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
