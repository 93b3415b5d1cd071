"""Switches with one relay or up to four."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json, merge
from .base import (
    ON_OFF,
    OUTLETS,
    PULSE_MAX,
    PULSE_STEP,
    Behaviour,
    Check,
    Reply,
    one_of,
    opposite,
    outlet_list,
    whole,
)

STARTUPS: Final = ("on", "off", "stay")

_pulse_width = whole(PULSE_STEP, PULSE_MAX, PULSE_STEP)


class Relay(Behaviour):
    """One relay: `switch`, `startup`, `pulse` with `pulseWidth`."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of(*ON_OFF),
        "startup": one_of(*STARTUPS),
        "pulse": one_of(*ON_OFF),
        "pulseWidth": _pulse_width,
        "sledOnline": one_of(*ON_OFF),
    }

    def __init__(self) -> None:
        """Start without a running inching time."""
        self._left = 0.0

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if "pulseWidth" in changes and changes.get("pulse") != "on":
            raise RefusedError
        reply = super().command(params, changes)
        if "switch" in changes:
            self._switched({**params, **changes})
        return reply

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report = super().press(params, button, now)
        self._switched({**params, **report})
        return report

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        if not self._left:
            return []
        self._left = max(0.0, self._left - seconds)
        return [] if self._left else [{"switch": "off"}]

    def _switched(self, params: Json) -> None:
        inching = params.get("pulse") == "on" and params.get("switch") == "on"
        self._left = float(params.get("pulseWidth", 0)) / 1000 if inching else 0.0


class Channels(Behaviour):
    """Two to four relays; four `switches` entries are reported whatever it has."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switches": outlet_list(switch=one_of(*ON_OFF)),
        "configure": outlet_list(startup=one_of(*STARTUPS)),
        "pulses": outlet_list(pulse=one_of(*ON_OFF), width=_pulse_width),
        "sledOnline": one_of(*ON_OFF),
        "lock": one_of(0, 1),
    }

    def __init__(self, channels: int) -> None:
        """Set the number of real channels."""
        self.channels = channels
        self._left: dict[int, float] = {}

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if changes.get("configure") == "get":
            return Reply(config={"configure": params.get("configure", [])})
        reply = super().command(params, changes)
        after = {"switches": [dict(item) for item in params.get("switches", [])]}
        merge(after, {key: changes[key] for key in ("switches",) if key in changes})
        if {**params, **changes}.get("lock") == 1 and len(self._on(after)) > 1:
            raise RefusedError
        for item in changes.get("switches", []):
            self._switched(params, item["outlet"], item.get("switch"))
        return reply

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        if self.channels == 1:
            return {"0": "Button"}
        return {str(outlet): str(outlet + 1) for outlet in range(self.channels)}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        outlet = int(button)
        current = {item["outlet"]: item["switch"] for item in params["switches"]}
        state = opposite(current.get(outlet))
        self._switched(params, outlet, state)
        return self._all(params, {outlet: state})

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        ended = []
        for outlet in tuple(self._left):
            self._left[outlet] -= seconds
            if self._left[outlet] <= 0:
                del self._left[outlet]
                ended.append(outlet)
        return [self._all(params, dict.fromkeys(ended, "off"))] if ended else []

    def _on(self, params: Json) -> list[Any]:
        return [
            item["outlet"]
            for item in params["switches"]
            if item.get("switch") == "on" and item["outlet"] < self.channels
        ]

    def _all(self, params: Json, states: dict[int, str]) -> Json:
        current = {item["outlet"]: item["switch"] for item in params["switches"]}
        current |= states
        return {
            "switches": [
                {"outlet": outlet, "switch": current.get(outlet, "off")}
                for outlet in OUTLETS
            ]
        }

    def _switched(self, params: Json, outlet: int, state: str | None) -> None:
        self._left.pop(outlet, None)
        for item in params.get("pulses", []):
            if item["outlet"] == outlet and state == item.get("pulse") == "on":
                self._left[outlet] = float(item.get("width", 0)) / 1000
