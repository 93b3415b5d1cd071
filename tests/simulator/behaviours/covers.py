"""A curtain motor (11): 0 is open, 100 is closed."""

from collections.abc import Mapping
from typing import ClassVar, Final, override

from ..wire import Json
from .base import Behaviour, Check, Reply, one_of, whole

PERCENT_PER_SECOND: Final = 10.0
CLOSED: Final = 100
_TARGETS: Final = {"on": 0, "off": CLOSED}


class Curtain(Behaviour):
    """Moves by and by to where it was sent, and reports on its way."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of("on", "off", "pause"),
        "setclose": whole(0, CLOSED),
        "sledOnline": one_of("on", "off"),
    }

    def __init__(self) -> None:
        """Stand still."""
        self._target: float | None = None
        self._position = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        if self._target is None:
            self._position = float(params.get("setclose", 0))
        if "setclose" in changes:
            self._target = float(reply.changes.pop("setclose"))
        elif "switch" in changes:
            self._target = _TARGETS.get(changes["switch"])
            if self._target is None:
                reply.reports.append({"setclose": round(self._position)})
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {"on": "Open", "pause": "Stop", "off": "Close"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        reply = self.command(params, {"switch": button})
        report = reply.changes
        for extra in reply.reports:
            report |= extra
        return report

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        if self._target is None:
            return []
        distance = self._target - self._position
        step = min(abs(distance), seconds * PERCENT_PER_SECOND)
        self._position += step if distance > 0 else -step
        if self._position == self._target:
            self._target = None
        return [{"setclose": round(self._position)}]
