"""Battery sensors behind a bridge: they only report."""

import math
from typing import Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import Behaviour, Reply, milliseconds

MOTION_SECONDS: Final = 60.0
REPORT_SECONDS: Final = 20.0


class Sensor(Behaviour):
    """A sensor refuses every command."""

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        raise RefusedError


class Flag(Sensor):
    """One 0/1 value, turned by its button."""

    def __init__(self, key: str, label: str) -> None:
        """Set the value's key and the button's label."""
        self.key = key
        self._label = label

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"0": self._label}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return {
            self.key: 0 if params.get(self.key) == 1 else 1,
            "trigTime": milliseconds(now),
        }


class Contact(Flag):
    """A door contact: `lock` 1 is open."""

    def __init__(self) -> None:
        """Use the contact's key."""
        super().__init__("lock", "Open or close")


class Motion(Flag):
    """Motion clears by itself after a minute."""

    def __init__(self) -> None:
        """Use the motion's key."""
        super().__init__("motion", "Move")
        self._left = 0.0

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        self._left = MOTION_SECONDS
        return {"motion": 1, "trigTime": milliseconds(now)}

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        if not self._left:
            return []
        self._left = max(0.0, self._left - seconds)
        if self._left:
            return []
        return [{"motion": 0, "trigTime": milliseconds(now)}]


class TemperatureSensor(Sensor):
    """Hundredths in strings that drift."""

    def __init__(self, temperature: float, humidity: float) -> None:
        """Set the means."""
        self._temperature = temperature
        self._humidity = humidity
        self._seconds = 0.0
        self._since = 0.0

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        self._seconds += seconds
        self._since += seconds
        if self._since < REPORT_SECONDS:
            return []
        self._since = 0.0
        temperature = self._temperature + 1.5 * math.sin(self._seconds / 180)
        humidity = self._humidity + 6 * math.sin(self._seconds / 240)
        return [
            {
                "temperature": str(round(temperature * 100)),
                "humidity": str(round(humidity * 100)),
                "trigTime": milliseconds(now),
            }
        ]
