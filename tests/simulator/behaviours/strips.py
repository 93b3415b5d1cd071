"""Strips with colours and effects (33, 59) and their white-capable kin (137, 173)."""

from collections.abc import Mapping
import re
from typing import Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Check, Look, Reply, whole
from .lamps import LEVELS, Lamp, colour, percent

RGB: Final = ("colorR", "colorG", "colorB")
STATIC: Final = 1
TONE: Final = 2
_COLOURS: Final[Mapping[str, Check]] = dict.fromkeys(RGB, whole(0, 255))
_OF_SCENE: Final = re.compile(r"(speed|bright)\d\d")
_of_scene: Final = whole(0, 100)


class Strip(Lamp):
    """A colour, a level and effects by number."""

    def __init__(self, bright: Check, modes: int, **more: Check) -> None:
        """Set what a strip takes."""
        light = {"bright": bright, "mode": whole(1, modes), "light_type": whole(1, 2)}
        super().__init__({**light, **_COLOURS, **more})

    @override
    def light_of(self, params: Json) -> list[Look]:
        level = percent(params.get("bright", 0) / 100)
        mode = params.get("mode", STATIC)
        if mode != STATIC:
            return [level, Look(text=f"mode {mode}")]
        return [level, colour(*(params.get(key, 0) for key in RGB))]


class WhiteStrip(Strip):
    """Mode 1 is a colour, 2 a tone whose 0 is cold, 3 the white LED (137)."""

    def __init__(self) -> None:
        """Set what the strip takes."""
        super().__init__(
            LEVELS,
            52,
            mode=whole(0, 52),
            colorTemp=whole(0, 100),
            rhythmMode=whole(0, 3),
            rhythmSensitive=whole(0, 100),
        )

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        scene = {key: value for key, value in changes.items() if _OF_SCENE.match(key)}
        if not all(_of_scene(value) for value in scene.values()):
            raise RefusedError
        return super().command(params, changes)

    @override
    def light_of(self, params: Json) -> list[Look]:
        if params.get("mode") != TONE:
            return super().light_of(params)
        level = percent(params.get("bright", 0) / 100)
        return [level, Look(text=f"{params.get('colorTemp', 0)} % warm")]


class WholeStrip(WhiteStrip):
    """Ignores a level or a colour that does not come with all of its mode (173)."""

    @override
    def obeys(self, params: Json, changes: Json) -> bool:
        shade = {"bright", "colorTemp", *RGB} & changes.keys()
        needed = {"mode", "bright"}
        if changes.get("mode") == STATIC:
            needed |= set(RGB)
        if changes.get("mode") == TONE:
            needed |= {"colorTemp"}
        whole_light = not shade or needed <= changes.keys()
        return whole_light and super().obeys(params, changes)


def old_strip() -> Strip:
    """Return the controller with three modes (33)."""
    return Strip(whole(10, 100), 3, speed=whole(0, 100))


def strip() -> Strip:
    """Return the strip with twelve modes (59)."""
    return Strip(LEVELS, 12, speed=whole(1, 100), sensitive=whole(1, 10))
