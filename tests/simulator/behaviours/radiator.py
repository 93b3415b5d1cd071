"""A radiator valve: tenths of a degree as integers (7017, 1772)."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..wire import Json
from .base import (
    Behaviour,
    Check,
    Handle,
    Look,
    Reply,
    is_flag,
    never,
    number_of,
    one_of,
    whole,
)
from .rooms import Room

TARGET: Final = "target"
COLDEST: Final = 40
WARMEST: Final = 350
MANUAL: Final = "0"
TARGETS: Final = {MANUAL: "manTargetTemp", "1": "ecoTargetTemp", "2": "autoTargetTemp"}
_NAMES: Final = {MANUAL: "manual", "1": "frost guard", "2": "programme"}
_HYSTERESIS: Final = 3
_STEP: Final = 0.5
_target: Final = whole(COLDEST, WARMEST, 5)


def _target_key(params: Json) -> str:
    return TARGETS.get(params.get("workMode", MANUAL), TARGETS[MANUAL])


class RadiatorValve(Behaviour):
    """Follows the target of its mode, in `curTargetTemp`; the room follows it."""

    checks: ClassVar[Mapping[str, Check]] = {
        "workMode": one_of(*TARGETS),
        **dict.fromkeys(TARGETS.values(), _target),
        "tempCorrection": whole(-70, 70),
        "childLock": is_flag,
        "windowSwitch": is_flag,
        "temperature": never,
        "curTargetTemp": never,
        "workState": never,
    }

    def __init__(self, temperature: float) -> None:
        """Set the temperature of the room."""
        self._room = Room(temperature)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if followed := self._followed(params, {**params, **changes}):
            reply.reports.append(followed)
        return reply

    def _followed(self, params: Json, after: Json) -> Json:
        """Return what changes once the valve follows its target."""
        target = round(number_of(after.get(_target_key(after))))
        state = self._state(params, target)
        followed = round(number_of(params.get("curTargetTemp")))
        if (target, state) == (followed, str(params.get("workState"))):
            return {}
        return {"curTargetTemp": target, "workState": state}

    def _state(self, params: Json, target: int) -> str:
        tenths = self._room.temperature * 10
        if abs(tenths - target) <= _HYSTERESIS:
            return str(params.get("workState", "0"))
        return "1" if tenths < target else "0"

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        heating = str(params.get("workState")) == "1"
        self._room.advance(seconds, heating=int(heating))
        report = self._followed(params, params)
        if self._room.moved(_STEP):
            report["temperature"] = round(self._room.temperature * 10)
        return [report] if report else []

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        value = number_of(params.get("curTargetTemp")) / 10
        return {TARGET: Handle(label="Knob", low=4, high=35, value=value, step=0.5)}

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        report: Json = {_target_key(params): round(value * 2) * 5}
        return {**report, **self._followed(params, {**params, **report})}

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {mode: name.capitalize() for mode, name in _NAMES.items()}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report: Json = {"workMode": button}
        return {**report, **self._followed(params, {**params, **report})}

    @override
    def looks(self, params: Json) -> list[Look]:
        room = number_of(params.get("temperature")) / 10
        target = number_of(params.get("curTargetTemp")) / 10
        heating = str(params.get("workState")) == "1"
        return [
            Look(text=f"{room:.1f} °C"),
            Look(text=f"target {target:.1f} °C"),
            Look(text="heating" if heating else "idle", lit=heating),
            Look(text=_NAMES.get(params.get("workMode", MANUAL), "")),
        ]
