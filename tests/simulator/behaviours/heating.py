"""Thermostats on the wall: floor heating (127), a panel (133), an air conditioner."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import (
    ON_OFF,
    Behaviour,
    Check,
    Handle,
    Look,
    Reply,
    never,
    number_of,
    one_of,
    opposite,
    stepped,
    whole,
)
from .radiator import TARGET
from .relays import Channels
from .rooms import Room

PROGRAMME: Final = 2
_STEP: Final = 0.5


def _target_look(value: object) -> Look:
    return Look(text=f"target {number_of(value):.1f} °C")


class FloorThermostat(Behaviour):
    """Heats to `targetTemp`; `workState` 1 heats, 2 is idle, and is only told (127)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "targetTemp": stepped(5, 45, _STEP),
        "workMode": whole(1, 3),
        "tempScale": one_of("c", "f"),
        "childLock": one_of(*ON_OFF),
        "workState": never,
        "temperature": never,
        "fault": never,
    }

    def __init__(self, temperature: float) -> None:
        """Set the temperature of the room."""
        self._room = Room(temperature)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if state := self._state(params, {**params, **changes}):
            reply.reports.append(state)
        return reply

    def _state(self, params: Json, after: Json) -> Json:
        missing = number_of(after.get("targetTemp")) - self._room.temperature
        heats = missing >= _STEP or (missing > 0 and params.get("workState") == 1)
        state = 1 if heats and after.get("switch") == "on" else 2
        return {"workState": state} if params.get("workState") != state else {}

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        self._room.advance(seconds, heating=int(params.get("workState") == 1))
        report = self._state(params, params)
        if self._room.moved(_STEP):
            report["temperature"] = round(self._room.temperature * 2) / 2
        return [report] if report else []

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report: Json = {"switch": opposite(params.get("switch"))}
        return {**report, **self._state(params, {**params, **report})}

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        value = number_of(params.get("targetTemp"))
        return {TARGET: Handle(label="Knob", low=5, high=45, value=value, step=_STEP)}

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        report: Json = {"targetTemp": round(value * 2) / 2}
        return {**report, **self._state(params, {**params, **report})}

    @override
    def looks(self, params: Json) -> list[Look]:
        on = params.get("switch") == "on"
        heating = params.get("workState") == 1
        return [
            Look(text="On" if on else "Off", lit=on),
            _target_look(params.get("targetTemp")),
            Look(text="heating" if heating else "idle", lit=heating),
        ]


class WallPanel(Channels):
    """Two relays, and a thermostat once it knows a device for it (133)."""

    checks: ClassVar[Mapping[str, Check]] = {
        **Channels.checks,
        "ATCEnable": whole(0, 1),
        "ATCMode": whole(0, 1),
        "ATCExpect0": stepped(16, 31, _STEP),
        "temperature": never,
    }

    def __init__(self, temperature: float) -> None:
        """Set the temperature of the room."""
        super().__init__(2)
        self._room = Room(temperature)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        thermostat = {"ATCEnable", "ATCMode", "ATCExpect0"} & changes.keys()
        if thermostat and not params.get("HMI_ATCDevice"):
            raise RefusedError
        if "ATCExpect0" in changes and {**params, **changes}.get("ATCMode") != 0:
            raise RefusedError
        return super().command(params, changes)

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        self._room.advance(seconds, heating=self._works(params))
        if self._room.moved(1):
            reports.append({"temperature": round(self._room.temperature)})
        return reports

    def _works(self, params: Json) -> int:
        target = number_of(params.get("ATCExpect0"))
        warms = (params.get("HMI_ATCDevice") or {}).get("etype") == "hot"
        if not params.get("ATCEnable"):
            return 0
        if warms:
            return int(self._room.temperature < target)
        return -int(self._room.temperature > target)


class AirConditioner(Behaviour):
    """While it is off, a mode needs the power beside it (151)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "power": one_of(*ON_OFF),
        "mode": one_of("heat", "cool", "auto", "dry", "fan"),
        "temperature": whole(16, 32),
        "small_temperature": one_of(0, 0.5),
        "wind_speed": one_of(0, 101, 102, 103),
        "wind_swing_ud": one_of(*ON_OFF),
        "wind_swing_lr": one_of(*ON_OFF),
        "indoor_temperature": never,
        "outdoor_temperature": never,
    }

    def __init__(self, temperature: float) -> None:
        """Set the temperature of the room."""
        self._room = Room(temperature)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if "on" not in {params.get("power"), changes.get("power")}:
            reply.changes.pop("mode", None)
        return reply

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        self._room.advance(seconds, heating=self._works(params))
        if not self._room.moved(1):
            return []
        return [{"indoor_temperature": round(self._room.temperature)}]

    def _works(self, params: Json) -> int:
        target = self._target(params)
        mode = params.get("mode") if params.get("power") == "on" else ""
        if mode in {"heat", "auto"} and self._room.temperature < target:
            return 1
        return -int(mode in {"cool", "auto"} and self._room.temperature > target)

    def _target(self, params: Json) -> float:
        parts = (params.get(key) for key in ("temperature", "small_temperature"))
        return sum(number_of(part) for part in parts)

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return {"power": opposite(params.get("power"))}

    @override
    def looks(self, params: Json) -> list[Look]:
        if params.get("power") != "on":
            return [Look(text="Off")]
        mode = Look(text=str(params.get("mode", "")), lit=True)
        return [mode, _target_look(self._target(params))]
