"""What makes noise: a siren (7056), a panel (195, 228); and a PC's power (225)."""

from collections.abc import Mapping
import re
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Behaviour, Check, Look, Reply, fields, is_flag, never, verify, whole

SETTING: Final[Json] = {
    "duration": 10,
    "test": False,
    "alertSound": "alarm0",
    "voice": True,
    "volume": 0,
    "light": True,
}
_SOUND: Final = re.compile(r"ring/(alarm|alert|ring)[1-5]\.mp3")
_ALERT: Final = re.compile(r"alarm\d+")
_SETTING: Final[Mapping[str, Check]] = {
    "duration": whole(1, 900),
    "test": is_flag,
    "alertSound": lambda value: _matches(_ALERT, value),
    "voice": is_flag,
    "volume": whole(0, 3),
    "light": is_flag,
}


def _matches(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _true(value: Any) -> bool:
    return value is True


class Noise(Behaviour):
    """Sounds for so many seconds, then ends by itself and says so."""

    def __init__(self) -> None:
        """Be silent."""
        self._left = 0.0

    def start(self, seconds: float) -> None:
        """Begin, or begin anew."""
        self._left = seconds

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        if not self._left:
            return []
        self._left = max(0.0, self._left - seconds)
        return [] if self._left else [self.ended(params)]

    def ended(self, params: Json) -> Json:
        """Return what is reported at the end."""
        return {}

    @override
    def looks(self, params: Json) -> list[Look]:
        return [Look(text="Sounds", lit=True) if self._left else Look(text="Silent")]


class Siren(Noise):
    """`test` starts it; a setting that is not sent is lost (7056)."""

    checks: ClassVar[Mapping[str, Check]] = {"alarmType": never}

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if (setting := changes.get("alarmSetting")) is None:
            return reply
        if not isinstance(setting, dict):
            raise RefusedError
        verify(setting, _SETTING)
        whole_setting = {**SETTING, **setting}
        reply.changes["alarmSetting"] = whole_setting
        if whole_setting["test"]:
            self.start(whole_setting["duration"])
            reply.reports.append({"alarmType": "manual"})
        return reply

    @override
    def ended(self, params: Json) -> Json:
        return {"alarmType": "none"}


class AlarmPanel(Noise):
    """Armed by `securityType` with the same `currentType`; plays files (195, 228)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "securityType": whole(0, 3),
        "currentType": whole(1, 3),
        "reboot": _true,
        "openLED": is_flag,
        "buzzerAlarm": fields(
            test=_true,
            fileName=lambda value: _matches(_SOUND, value),
            volume=whole(0, 100),
            duration=whole(1, 3600),
        ),
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        kind = changes.get("securityType")
        if kind and changes.get("currentType") != kind:
            raise RefusedError
        reply = super().command(params, changes)
        reply.pass_on("reboot", "openLED", "buzzerAlarm")
        if (buzzer := changes.get("buzzerAlarm")) is not None:
            self.start(buzzer["duration"])
            told = {key: it for key, it in buzzer.items() if key != "test"}
            reply.reports.append({"buzzerAlarm": {**told, "mode": "start"}})
        return reply

    @override
    def ended(self, params: Json) -> Json:
        return {"buzzerAlarm": {**params.get("buzzerAlarm", {}), "mode": "stop"}}

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Disarm", "1": "Home", "2": "Away", "3": "Night"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        kind = int(button)
        current = {"currentType": kind} if kind else {}
        return {"securityType": kind, **current}

    @override
    def looks(self, params: Json) -> list[Look]:
        kind = str(params.get("securityType", 0))
        armed = Look(text=self.buttons(params)[kind], lit=kind != "0")
        return [armed, *super().looks(params)]


class PowerController(Behaviour):
    """A PC's own buttons: a flag, and presses that are no state (225)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": is_flag,
        "childLock": is_flag,
        "restart": _true,
        "forceShutdown": _true,
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        reply.pass_on("restart", "forceShutdown")
        if "forceShutdown" in changes:
            reply.reports.append({"switch": False})
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": "Button"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return {"switch": not params.get("switch")}
