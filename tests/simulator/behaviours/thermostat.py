"""A plug with a temperature and humidity probe (15)."""

from collections.abc import Mapping
import math
from typing import Any, ClassVar, Final, override

from ..wire import Json
from .base import ON_OFF, Check, Reply, one_of
from .relays import Relay

MODES: Final = ("normal", "temperature", "humidity")
_STEP: Final = 0.5
_HUMIDITY_STEP: Final = 5
_WARMING: Final = 0.02
_COOLING: Final = 0.01


def _targets(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and ("targetHigh" in item or "targetLow" in item)
        and isinstance(item.get("reaction"), dict)
        for item in value
    )


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
            switch = self._automatic(after, float(after["currentTemperature"]))
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
        switch = self._automatic(params, self._temperature)
        if switch and switch != params.get("switch"):
            report["switch"] = switch
        return report

    def _automatic(self, params: Json, temperature: float) -> str | None:
        automatic = params.get("deviceType") == "temperature"
        if not automatic or params.get("mainSwitch") != "on":
            return None
        for target in params.get("targets", []):
            high, low = target.get("targetHigh"), target.get("targetLow")
            if high is not None and temperature > float(high):
                return str(target["reaction"].get("switch"))
            if low is not None and temperature < float(low):
                return str(target["reaction"].get("switch"))
        return None
