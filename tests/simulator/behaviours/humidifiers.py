"""Humidifiers: three levels (19), or two beside a light (25)."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..wire import Json
from .base import ON_OFF, Behaviour, Check, Look, Reply, never, one_of, opposite, whole
from .lamps import colour, percent

TANK: Final = "tank"
CYCLE: Final = 1
FIXED: Final = 2
NIGHT: Final = 3
_RGB: Final = ("lightRcolor", "lightGcolor", "lightBcolor")


class Humidifier(Behaviour):
    """A switch with levels in `state`; `water` 0 is a shortage (19)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "state": whole(1, 3),
        "mode": one_of("normal"),
        "water": never,
    }

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button", TANK: "Empty or fill the tank"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button == TANK:
            return {"water": 0 if params.get("water") else 1}
        switch = opposite(params.get("switch"))
        return {"switch": switch, "state": self.pressed(params, switch)}

    def pressed(self, params: Json, switch: str) -> int:
        """Return the level that is reported with a press: 0 while off."""
        return 0 if switch == "off" else 1

    @override
    def looks(self, params: Json) -> list[Look]:
        tank = [] if params.get("water") else [Look(text="No water")]
        if params.get("switch") != "on":
            return [Look(text="Off"), *tank]
        level = Look(text=f"Level {params.get('state')}")
        return [Look(text="On", lit=True), level, *tank]


class Diffuser(Humidifier):
    """Two levels, and a light whose switch is a number (25).

    After off and on the light is in the mode it had before the night light.
    """

    checks: ClassVar[Mapping[str, Check]] = {
        **Humidifier.checks,
        "state": whole(1, 2),
        "lightswitch": whole(0, 1),
        "lightmode": whole(CYCLE, NIGHT),
        "lightbright": whole(0, 100),
        **dict.fromkeys(_RGB, whole(0, 255)),
        "sledOnline": one_of(*ON_OFF),
    }

    def __init__(self) -> None:
        """Start with the colours."""
        self._before_night = CYCLE

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        mode = {**params, **changes}.get("lightmode")
        if mode == CYCLE:
            reply.changes.pop("lightbright", None)
        if changes.get("lightmode") == NIGHT and params.get("lightmode") != NIGHT:
            self._before_night = params.get("lightmode", CYCLE)
        returns = changes.get("lightswitch") == 1 and params.get("lightswitch") != 1
        if returns and "lightmode" not in changes and mode == NIGHT:
            reply.reports.append({"lightmode": self._before_night})
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {**super().buttons(params), "light": "Light"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button == "light":
            return {"lightswitch": 0 if params.get("lightswitch") else 1}
        return super().press(params, button, now)

    @override
    def pressed(self, params: Json, switch: str) -> int:
        return int(params.get("state", 1))

    @override
    def looks(self, params: Json) -> list[Look]:
        return [*super().looks(params), *self._light(params)]

    def _light(self, params: Json) -> list[Look]:
        if not params.get("lightswitch"):
            return [Look(text="Light off")]
        level = percent(params.get("lightbright", 100) / 100)
        kinds = {
            CYCLE: [Look(text="seven colours")],
            FIXED: [colour(*(params.get(key, 0) for key in _RGB)), level],
            NIGHT: [Look(text="night light"), level],
        }
        return [Look(text="Light on", lit=True), *kinds[params.get("lightmode", CYCLE)]]
