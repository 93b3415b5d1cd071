"""Fans: beside a lamp (34), or with modes and oscillation (17)."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..wire import Json
from .base import ON_OFF, Behaviour, Check, Look, one_of, opposite
from .relays import Channels

SPEEDS: Final = {
    "low": ("on", "off", "off"),
    "medium": ("on", "on", "off"),
    "high": ("on", "off", "on"),
}
_NAMES: Final = ("slow", "moderate", "fast")
_LIGHT: Final = "0"
_FAN: Final = "1"


class FanLight(Channels):
    """A lamp on outlet 0 and a fan on outlet 1, its speed on 2 and 3."""

    def __init__(self) -> None:
        """Set the outlets."""
        super().__init__(4)

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        speeds = {speed: speed.capitalize() for speed in SPEEDS}
        return {_LIGHT: "Light", _FAN: "Fan", **speeds}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if (states := SPEEDS.get(button)) is None:
            return super().press(params, button, now)
        return self._all(params, dict(enumerate(states, start=1)))

    @override
    def looks(self, params: Json) -> list[Look]:
        light, *fan = (item["switch"] for item in params["switches"])
        lamp = Look(text=f"Light {light}", lit=light == "on")
        if fan[0] != "on":
            return [lamp, Look(text="Fan off")]
        speed = next((name for name, it in SPEEDS.items() if list(it) == fan), "on")
        return [lamp, Look(text=f"Fan {speed}", lit=True)]


class ModeFan(Behaviour):
    """Three speeds by name, modes of the wind and oscillation (17)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "fan": one_of(*ON_OFF),
        "speed": one_of(*_NAMES),
        "mode": one_of("normal", "natural", "sleep"),
        "shake": one_of(*ON_OFF),
    }

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button", "speed": "Speed", "shake": "Oscillate"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button == "shake":
            return {"shake": opposite(params.get("shake"))}
        if button == "speed":
            step = _NAMES.index(params.get("speed", _NAMES[-1])) + 1
            return {"fan": "on", "speed": _NAMES[step % len(_NAMES)]}
        return {"fan": opposite(params.get("fan"))}

    @override
    def looks(self, params: Json) -> list[Look]:
        if params.get("fan") != "on":
            return [Look(text="Off")]
        words = [str(params.get(key, "")) for key in ("speed", "mode")]
        turning = ["oscillates"] if params.get("shake") == "on" else []
        return [Look(text="On", lit=True), *(Look(text=it) for it in words + turning)]
