"""Water valves: booleans (7027, 7047, 7048)."""

from typing import Final, override

from ..wire import Json
from .base import Behaviour, Look, Reply, is_flag, one_of, verify

LIMIT: Final = 600.0
_TAKEN: Final = "switch"


class WaterValve(Behaviour):
    """Closes by itself at its limit, whoever opened it by hand."""

    def __init__(self, *outlets: str, limit: float = LIMIT) -> None:
        """Set the keys of its outlets and the limit in seconds."""
        self.outlets = outlets
        self.limit = limit
        self._left: dict[str, float] = {}

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        verify(changes, {**dict.fromkeys(self.outlets, is_flag), _TAKEN: is_flag})
        verify(changes, {"controlMode": one_of("manual", "auto")})
        reply = super().command(params, changes)
        self._moved(changes)
        if _TAKEN not in self.outlets:
            reply.changes.pop(_TAKEN, None)
        return reply

    def _moved(self, report: Json) -> None:
        for outlet in self.outlets:
            if outlet in report:
                self._left.pop(outlet, None)
            if report.get(outlet) is True:
                self._left[outlet] = self.limit

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        if len(self.outlets) == 1:
            return {"0": "Button"}
        return {
            str(number): f"Valve {number + 1}" for number in range(len(self.outlets))
        }

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        outlet = self.outlets[int(button)]
        report: Json = {outlet: not params.get(outlet)}
        self._moved(report)
        return report

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        ended: Json = {}
        for outlet in tuple(self._left):
            self._left[outlet] -= seconds
            if self._left[outlet] <= 0:
                del self._left[outlet]
                ended[outlet] = False
        return [ended] if ended else []

    @override
    def looks(self, params: Json) -> list[Look]:
        states = [bool(params.get(outlet)) for outlet in self.outlets]
        return [Look(text="Flows" if it else "Closed", lit=it) for it in states]
