"""Bulbs whose values live in an object named after `ltype` (103, 104, 135, 136)."""

from collections.abc import Mapping
from typing import Any, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Check, Look, Reply, fields, one_of, whole
from .lamps import LEVELS, Lamp, colour, percent

WHITE_TYPES: Final = ("white", "nightLight", "read", "computer", "bright")
COLOUR_SCENES: Final = (
    "bright",
    "goodNight",
    "read",
    "nightLight",
    "party",
    "leisure",
    "soft",
    "colorful",
)
_RGB: Final[Mapping[str, Check]] = dict.fromkeys("rgb", whole(0, 255))
_colour: Final = fields(br=LEVELS, **_RGB)


class TypedLight(Lamp):
    """`ltype` and the whole object it names travel together."""

    def __init__(self, objects: Mapping[str, Check]) -> None:
        """Set the objects that are known, by `ltype`."""
        super().__init__({"ltype": one_of(*objects), **objects})
        self.objects = objects

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        ltype = changes.get("ltype")
        if ltype is not None and ltype not in changes:
            raise RefusedError
        return super().command(params, changes)

    @override
    def light_of(self, params: Json) -> list[Look]:
        ltype = str(params.get("ltype", ""))
        value = params.get(ltype, {})
        looks = [Look(text=ltype), percent(value.get("br", 0) / 100)]
        if set("rgb") <= value.keys():
            looks.append(colour(*(value[part] for part in "rgb")))
        return looks


class StrictLight(TypedLight):
    """Refuses an object without its `ltype` (135, 136)."""

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if "ltype" not in changes and self.objects.keys() & changes.keys():
            raise RefusedError
        return super().command(params, changes)


def _white(cold: int) -> Check:
    return fields(br=LEVELS, ct=whole(0, cold))


def _either(white: Check) -> Check:
    """Return a check for a scene, which is white or a colour."""

    def check(value: Any) -> bool:
        return white(value) or _colour(value)

    return check


def _colours(cold: int) -> dict[str, Check]:
    scenes = dict.fromkeys(COLOUR_SCENES, _either(_white(cold)))
    return {"white": _white(cold), "color": _colour, **scenes}


def white_light() -> TypedLight:
    """Return a bulb in tones of white (103)."""
    return TypedLight(dict.fromkeys(WHITE_TYPES, _white(255)))


def colour_light() -> TypedLight:
    """Return a bulb in white and colours (104)."""
    return TypedLight(_colours(255))


def strict_white_light() -> StrictLight:
    """Return a bulb whose coldest tone is 100 (135)."""
    return StrictLight(dict.fromkeys(WHITE_TYPES, _white(100)))


def strict_colour_light() -> StrictLight:
    """Return a bulb in white and colours whose coldest tone is 100 (136)."""
    return StrictLight(_colours(100))
