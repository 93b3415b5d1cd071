"""What all lamps have in common, and dimmers: a level beside the power key."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import (
    ON_OFF,
    Behaviour,
    Check,
    Handle,
    Look,
    Reply,
    number_of,
    one_of,
    opposite,
    verify,
    whole,
)
from .relays import STARTUPS

LEVEL: Final = "level"
LEVELS: Final = whole(1, 100)
_SCENES: Final = {1: 5, 2: 20, 3: 50, 4: 100}


class Lamp(Behaviour):
    """A lamp that is off obeys only its power key: the rest of a command is lost."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "state": one_of(*ON_OFF),
        "startup": one_of(*STARTUPS),
        "sledOnline": one_of(*ON_OFF),
    }

    def __init__(self, light: Mapping[str, Check], *, power: str = "switch") -> None:
        """Set the keys that make the light what it is, and the power key."""
        self.light = light
        self.power = power

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        verify(changes, self.light)
        reply = super().command(params, changes)
        if not self.obeys(params, changes):
            for key in self.light:
                reply.changes.pop(key, None)
        return reply

    def obeys(self, params: Json, changes: Json) -> bool:
        """Return True when a command to the light is not lost."""
        return "on" in {params.get(self.power), changes.get(self.power)}

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return {self.power: opposite(params.get(self.power))}

    @override
    def looks(self, params: Json) -> list[Look]:
        if params.get(self.power) != "on":
            return [Look(text="Off")]
        return [Look(text="On", lit=True), *self.light_of(params)]

    def light_of(self, params: Json) -> list[Look]:
        """Return what the light is like while it is on."""
        return []


class Dimmer(Lamp):
    """One level (36, and 57 in a string)."""

    def __init__(self, key: str, check: Check, high: int, **power: str) -> None:
        """Set the level's key, its check and its end."""
        super().__init__({key: check}, **power)
        self.key = key
        self.high = high

    @override
    def light_of(self, params: Json) -> list[Look]:
        return [percent(number_of(params.get(self.key)) / self.high)]


class WallDimmer(Dimmer):
    """A dimmer with a knob of its own: 277, whose level alone lights nothing."""

    def __init__(self) -> None:
        """Use the key and the range of the family."""
        super().__init__("brightness", LEVELS, 100)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        verify(changes, {"transitionTime": whole(0, 3_600_000)})
        reply = super().command(params, changes)
        reply.pass_on("transitionTime")
        return reply

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        value = number_of(params.get(self.key), 1)
        return {LEVEL: Handle(label="Knob", low=1, high=100, value=value)}

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        return {"switch": "on", self.key: round(value)}


class SceneDimmer(WallDimmer):
    """A level travels with `switch` on and `mode`; a mode is a level too (44)."""

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        verify(changes, {"mode": whole(0, 4)})
        together = changes.get("switch") == "on" and "mode" in changes
        if "brightness" in changes and not together:
            raise RefusedError
        if changes.get("mode") and changes.get("switch") != "on":
            raise RefusedError
        reply = super().command(params, changes)
        if (scene := _SCENES.get(changes.get("mode", 0))) is not None:
            reply.changes["brightness"] = scene
        return reply

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        return {**super().turn(params, handle, value, now), "mode": 0}


def percent(part: float) -> Look:
    """Return a part of one as one sees it."""
    return Look(text=f"{part:.0%}".replace("%", " %"))


def colour(*rgb: Any) -> Look:
    """Return a colour as one sees it."""
    red, green, blue = (round(number_of(value)) & 0xFF for value in rgb)
    name = f"#{red:02x}{green:02x}{blue:02x}"
    return Look(text=name, colour=name)
