"""A plug with a temperature and humidity probe (15)."""

from collections.abc import Mapping
import math
import re
from typing import Any, ClassVar, Final, override

from ..wire import Json
from .base import ON_OFF, Check, Look, Reply, one_of
from .relays import Relay

MODES: Final = ("normal", "temperature", "humidity")
_ENDS: Final = ("targetHigh", "targetLow")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_READINGS: Final = {"temperature": "currentTemperature", "humidity": "currentHumidity"}
_STEP: Final = 0.5
_HUMIDITY_STEP: Final = 5
_WARMING: Final = 0.02
_COOLING: Final = 0.01


def _targets(value: Any) -> bool:
    """Return True for a high and a low target with opposite reactions."""
    if not isinstance(value, list) or len(value) != len(_ENDS):
        return False
    if not all(isinstance(item, dict) for item in value):
        return False
    found = {end: item for item in value for end in _ENDS if end in item}
    if found.keys() != set(_ENDS):
        return False
    high, low = (found[end] for end in _ENDS)
    numbers = (high["targetHigh"], low["targetLow"])
    if not all(isinstance(it, str) and _NUMBER.fullmatch(it) for it in numbers):
        return False
    reactions = [_reaction(item) for item in (high, low)]
    return float(numbers[0]) > float(numbers[1]) and set(reactions) == set(ON_OFF)


def _reaction(target: Json) -> Any:
    reaction = target.get("reaction")
    return reaction.get("switch") if isinstance(reaction, dict) else None


class Thermostat(Relay):
    """The probe drifts with the relay; automatic modes switch by targets."""

    checks: ClassVar[Mapping[str, Check]] = {
        **Relay.checks,
        "mainSwitch": one_of(*ON_OFF),
        "deviceType": one_of(*MODES),
        "targets": _targets,
    }

    def __init__(self, temperature: float, humidity: float) -> None:
        """Set what the probe shows at first."""
        super().__init__()
        self._temperature = temperature
        self._humidity = humidity
        self._seconds = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        after = {**params, **reply.changes}
        if "switch" not in changes:
            switch = self._automatic(after, after)
            if switch and switch != params.get("switch"):
                reply.reports.append({"switch": switch})
        return reply

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = super().tick(params, seconds, now)
        self._seconds += seconds
        heating = params.get("switch") == "on"
        self._temperature += seconds * (_WARMING if heating else -_COOLING)
        self._temperature = min(30.0, max(15.0, self._temperature))
        self._humidity = 50 + 12 * math.sin(self._seconds / 300)
        report = self._report(params)
        if report:
            reports.append(report)
        return reports

    def _report(self, params: Json) -> Json:
        moved = abs(self._temperature - float(params["currentTemperature"])) >= _STEP
        humid = abs(self._humidity - float(params["currentHumidity"]))
        if not moved and humid < _HUMIDITY_STEP:
            return {}
        report: Json = {
            "currentTemperature": f"{self._temperature:.1f}",
            "currentHumidity": f"{self._humidity:.0f}",
        }
        switch = self._automatic(params, report)
        if switch and switch != params.get("switch"):
            report["switch"] = switch
        return report

    def _automatic(self, params: Json, readings: Json) -> str | None:
        reading = _READINGS.get(params.get("deviceType", ""))
        if reading is None or params.get("mainSwitch") != "on":
            return None
        value = float(readings[reading])
        for target in params.get("targets", []):
            high, low = target.get("targetHigh"), target.get("targetLow")
            if high is not None and value > float(high):
                return str(target["reaction"].get("switch"))
            if low is not None and value < float(low):
                return str(target["reaction"].get("switch"))
        return None

    @override
    def looks(self, params: Json) -> list[Look]:
        heating = params.get("switch") == "on"
        looks = [Look(text="On" if heating else "Off", lit=heating)]
        if params.get("deviceType") in _READINGS:
            ends = [str(target.get("targetLow", "")) for target in params["targets"]]
            ends += [str(target.get("targetHigh", "")) for target in params["targets"]]
            looks.append(Look(text=f"target {' to '.join(it for it in ends if it)}"))
        return looks
