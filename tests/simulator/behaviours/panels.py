"""Wall panels one touches: T5, with light ring, sounds and gestures (209-212)."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import ON_OFF, Check, Look, Reply, is_flag, one_of, verify, whole
from .lamps import LEVELS
from .relays import Channels
from .replays import STATE

FULL_STATE_SECONDS: Final = 60.0
TOUCHED: Final = 2
MODES: Final = (*range(8), 101, 102)
SLIDES: Final = {"slide1": 1, "slide2": 2}
RING: Final = "ring"
ACTIONS: Final = ("soundAction", "preEffects")
_STATE: Final = (
    "switches",
    "configure",
    "pulses",
    "lightSwitch",
    "lightMode",
    "slide",
    "workMode",
    "electromotor",
    "percentageControl",
    "calibState",
    "motorReversal",
    "disableSwipeGesture",
)
_COLOURS: Final[Mapping[str, Check]] = dict.fromkeys("rgb", whole(0, 255))
_EFFECTS: Final[Mapping[str, Check]] = {
    "lightEffect": whole(0, 5),
    "br": LEVELS,
    **_COLOURS,
    "soundEffect": whole(0, 5),
    "volume": LEVELS,
    "statusLight": one_of(*ON_OFF),
    "statusLightTop": whole(0, 100),
    "statusLightBelow": whole(0, 100),
}


def _effects(value: Any) -> bool:
    if not isinstance(value, dict) or not value:
        return False
    try:
        verify(value, _EFFECTS)
    except RefusedError:
        return False
    return value.keys() <= _EFFECTS.keys()


class TouchPanel(Channels):
    """Tells its full state once a minute, as if it had been touched."""

    checks: ClassVar[Mapping[str, Check]] = {
        **Channels.checks,
        "lightSwitch": one_of(*ON_OFF),
        "lightMode": one_of(*MODES),
        "soundAction": one_of(1, 2),
        "preEffects": _effects,
        "disableSwipeGesture": is_flag,
    }

    def __init__(self, channels: int) -> None:
        """Set the number of surfaces with a relay."""
        super().__init__(channels)
        self._since = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        reply.pass_on(*ACTIONS)
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        touched = {str(outlet): str(outlet + 1) for outlet in range(self.channels)}
        slides = {} if params.get("disableSwipeGesture") else SLIDES
        return {
            **touched,
            **{name: f"Slide {number}" for name, number in slides.items()},
            RING: "Light",
            STATE: "Full state",
        }

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        if button in SLIDES:
            return {"slide": SLIDES[button]}
        if button == STATE:
            return self._state(params)
        if button == RING:
            return {"lightSwitch": "off" if params.get("lightSwitch") == "on" else "on"}
        return {**super().press(params, button, now), "triggerType": TOUCHED}

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        self._since += seconds
        if self._since >= FULL_STATE_SECONDS:
            self._since = 0.0
            reports.append(self._state(params))
        return reports

    def _state(self, params: Json) -> Json:
        """Return all it has: no touch, though it says so."""
        state: Json = {key: params[key] for key in _STATE if key in params}
        return {**state, "triggerType": TOUCHED}

    @override
    def looks(self, params: Json) -> list[Look]:
        if params.get("lightSwitch") != "on":
            return [Look(text="Light off")]
        return [Look(text=f"Light {params.get('lightMode')}", lit=True)]
