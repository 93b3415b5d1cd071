"""Lamps: a dimmer, a bulb with modes, a bulb with five channels."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import ON_OFF, Behaviour, Check, Reply, digits, one_of, opposite, whole
from .relays import STARTUPS

CHANNELS: Final = tuple(f"channel{number}" for number in range(5))
LTYPES: Final = (
    "white",
    "color",
    "bright",
    "goodNight",
    "read",
    "nightLight",
    "party",
    "leisure",
    "soft",
    "colorful",
)


class Dimmer(Behaviour):
    """Brightness travels with `switch` on and `mode` (44)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "startup": one_of(*STARTUPS),
        "sledOnline": one_of(*ON_OFF),
        "brightness": whole(0, 100),
        "mode": whole(0, 4),
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if "brightness" in changes and (
            changes.get("switch") != "on" or "mode" not in changes
        ):
            raise RefusedError
        return super().command(params, changes)


def _tone(**fields: Check) -> Check:
    def check(value: Any) -> bool:
        return isinstance(value, dict) and all(
            key in value and test(value[key]) for key, test in fields.items()
        )

    return check


class ColourLight(Behaviour):
    """Values live in an object named after `ltype` (103, 104)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "ltype": one_of(*LTYPES),
        "white": _tone(br=whole(1, 100), ct=whole(0, 255)),
        "color": _tone(
            br=whole(1, 100), r=whole(0, 255), g=whole(0, 255), b=whole(0, 255)
        ),
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if {**params, **changes}.get("switch") != "on" and changes != {"switch": "off"}:
            return Reply(changes={})
        return super().command(params, changes)


class WhiteColourBulb(Behaviour):
    """Five channels as digits in strings, power key `state` (22)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "state": one_of(*ON_OFF),
        "type": one_of("cold", "middle", "warm"),
        "zyx_mode": whole(1, 6),
        **dict.fromkeys(CHANNELS, digits(0, 255)),
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if {**params, **changes}.get("state") != "on" and "state" not in changes:
            return Reply(changes={})
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return {"state": opposite(params.get("state"))}
