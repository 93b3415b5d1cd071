"""Zigbee lamps: a level or a colour is refused without `switch` on beside it."""

from collections.abc import Mapping
import colorsys
from typing import Any, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Check, Look, Reply, fields, number_of, one_of, whole
from .lamps import LEVELS, Lamp, colour, percent

MODES: Final = {
    "cct": frozenset({"cctBrightness", "colorTemp"}),
    "rgb": frozenset({"rgbBrightness", "hue", "saturation"}),
}
NORMAL: Final = "normal"
WHITE_SCENES: Final = ("bright", "read", "computer", "nightLight")
COLOUR_SCENES: Final = ("partyRGB", "leisureRGB", "softRGB", "colorfulRGB")
_TONE: Final = whole(0, 100)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


_SCENES: Final[Mapping[str, Check]] = {
    **dict.fromkeys(WHITE_SCENES, fields(br=LEVELS, ct=_TONE)),
    **dict.fromkeys(
        COLOUR_SCENES,
        fields(br=LEVELS, tf=whole(1, 4), sp=LEVELS, colorList=_is_list),
    ),
}


class ZigbeeLamp(Lamp):
    """A level, and a tone whose 0 is warm, if the lamp has tones (1257, 1258, 7008)."""

    def __init__(self, **light: Check) -> None:
        """Set what the light is made of."""
        super().__init__(light)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if self.light.keys() & changes.keys() and changes.get("switch") != "on":
            raise RefusedError
        return super().command(params, changes)

    @override
    def light_of(self, params: Json) -> list[Look]:
        level = params.get("brightness", params.get("cctBrightness", 0))
        looks = [percent(number_of(level) / 100)]
        if "colorTemp" in params:
            looks.append(Look(text=f"{params['colorTemp']} % cold"))
        return looks


class ZigbeeColourLamp(ZigbeeLamp):
    """White or colour: a command holds keys of one, all of them at a change (3258)."""

    def __init__(self, **more: Check) -> None:
        """Set both modes' keys."""
        super().__init__(
            colorMode=one_of(*MODES),
            cctBrightness=LEVELS,
            rgbBrightness=LEVELS,
            colorTemp=_TONE,
            hue=whole(0, 359),
            saturation=_TONE,
            **more,
        )

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        named = {mode for mode, keys in MODES.items() if keys & changes.keys()}
        named |= {mode for mode in MODES if mode == changes.get("colorMode")}
        if len(named) > 1:
            raise RefusedError
        for mode in named - {params.get("colorMode")}:
            if not self.change_to(mode) <= changes.keys():
                raise RefusedError
        return super().command(params, changes)

    def change_to(self, mode: str) -> frozenset[str]:
        """Return the keys that a change to a mode needs."""
        return MODES[mode] | {"colorMode"}

    @override
    def light_of(self, params: Json) -> list[Look]:
        if params.get("colorMode") != "rgb":
            return super().light_of(params)
        hue, saturation = (number_of(params.get(key)) for key in ("hue", "saturation"))
        rgb = colorsys.hsv_to_rgb(hue / 360, saturation / 100, 1.0)
        level = number_of(params.get("rgbBrightness")) / 100
        return [percent(level), colour(*(part * 255 for part in rgb))]


class ZigbeeSceneLamp(ZigbeeColourLamp):
    """Scenes are named by `ltype`; a change of mode leaves them (7009)."""

    def __init__(self) -> None:
        """Add the scenes."""
        super().__init__(ltype=one_of(NORMAL, *_SCENES), **_SCENES)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        ltype = changes.get("ltype", NORMAL)
        if ltype != NORMAL and ltype not in changes:
            raise RefusedError
        return super().command(params, changes)

    @override
    def change_to(self, mode: str) -> frozenset[str]:
        return super().change_to(mode) | {"ltype"}

    @override
    def light_of(self, params: Json) -> list[Look]:
        ltype = str(params.get("ltype", NORMAL))
        return super().light_of(params) if ltype == NORMAL else [Look(text=ltype)]


def zigbee_dimmable() -> ZigbeeLamp:
    """Return a lamp with a level (1257); `mode` does no harm."""
    return ZigbeeLamp(brightness=LEVELS, mode=one_of(0))


def zigbee_white() -> ZigbeeLamp:
    """Return a lamp with tones (1258)."""
    return ZigbeeLamp(brightness=LEVELS, colorTemp=_TONE)


def zigbee_white_scenes() -> ZigbeeLamp:
    """Return a lamp with tones and scenes (7008)."""
    scenes = {key: _SCENES[key] for key in WHITE_SCENES}
    ltype = one_of(NORMAL, *scenes)
    return ZigbeeLamp(brightness=LEVELS, colorTemp=_TONE, ltype=ltype, **scenes)
