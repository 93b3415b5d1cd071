"""Curtains, shutters and a gate, told to move by a word.

What the cloud keeps of them is where they are: a target is heard by others as part of
the command, and never becomes the position.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import (
    ON_OFF,
    Behaviour,
    Check,
    Handle,
    Look,
    Reply,
    milliseconds,
    never,
    one_of,
    whole,
)
from .travel import END, Travel

OPEN: Final = "open"
STOP: Final = "stop"
CLOSE: Final = "close"
POSITION: Final = "position"


@dataclass(frozen=True, kw_only=True)
class Wire:
    """How a cover is told to move, and where 0 and 100 are on its wire."""

    action: str
    words: tuple[Any, Any, Any]
    target: str = ""
    position: str = ""
    open_at: int = 0

    def word(self, button: str) -> Any:
        """Return what opens, stops or closes."""
        return dict(zip((OPEN, STOP, CLOSE), self.words, strict=True))[button]

    def end(self, word: Any) -> int | None:
        """Return where a word leads, None for the stop."""
        ends = (self.open_at, None, END - self.open_at)
        return next(end for it, end in zip(self.words, ends, strict=True) if it == word)

    def word_towards(self, direction: int) -> Any:
        """Return the word for a direction on the wire."""
        opens = (direction > 0) == (self.open_at == END)
        return self.words[0 if opens else 2]


SWITCH: Final = Wire(
    action="switch",
    words=("on", "pause", "off"),
    target="setclose",
    position="setclose",
)


class Cover(Behaviour):
    """Moves by and by; how it tells so is the kinds' own."""

    wire: ClassVar[Wire] = SWITCH

    def __init__(self) -> None:
        """Stand still, closed."""
        self.travel = Travel(END - self.wire.open_at)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        reply = super().command(params, changes)
        wire = self.wire
        self.travel.settle(self.position_in(params))
        if wire.target and wire.target in changes:
            if not self.calibrated(params):
                raise RefusedError
            if wire.target == wire.position:
                reply.pass_on(wire.target)
            reply.reports += self._set_off(params, changes[wire.target])
        elif wire.action in changes:
            reply.reports += self._told(params, changes[wire.action])
        return reply

    def _told(self, params: Json, word: Any) -> list[Json]:
        end = self.wire.end(word)
        if end is not None:
            return self._set_off(params, end)
        self.travel.stop()
        return self.stopped(params)

    def _set_off(self, params: Json, target: float) -> list[Json]:
        self.travel.start(target)
        return self.started(params) if self.travel.direction else []

    def position_in(self, params: Json) -> Any:
        """Return the position that is reported, None when there is none."""
        return params.get(self.wire.position) if self.calibrated(params) else None

    def calibrated(self, params: Json) -> bool:
        """Return False while the device does not know its own position."""
        return params.get("calibState", 1) in (1, True)

    def started(self, params: Json) -> list[Json]:
        """Return what is reported when a movement starts."""
        return []

    def stopped(self, params: Json) -> list[Json]:
        """Return what is reported when it is stopped on its way."""
        return self.arrived(params, 0.0)

    def arrived(self, params: Json, now: float) -> list[Json]:
        """Return what is reported when a movement ends by itself."""
        return []

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return {OPEN: "Open", STOP: "Stop", CLOSE: "Close"}

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        self.travel.settle(self.position_in(params))
        word = self.wire.word(button)
        report: Json = {self.wire.action: word}
        for extra in self._told(params, word):
            report |= extra
        return report

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        self.travel.settle(self.position_in(params))
        return {POSITION: Handle(label="Open", low=0, high=END, value=self.opened)}

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        self.travel.stop()
        self.travel.position = abs(END - self.wire.open_at - value)
        report: Json = {}
        for extra in self.arrived(params, now):
            report |= extra
        return report

    @property
    def opened(self) -> int:
        """Return how far it is open, whatever is reported."""
        return abs(END - self.wire.open_at - self.travel.whole)

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        if not self.travel.moving:
            return []
        if self.travel.advance(seconds):
            return self.arrived(params, now)
        return self.on_the_way(params, seconds)

    def on_the_way(self, params: Json, seconds: float) -> list[Json]:
        """Return what is reported between start and end."""
        return []

    @override
    def looks(self, params: Json) -> list[Look]:
        self.travel.settle(self.position_in(params))
        looks = [Look(text=f"{self.opened} % open", lit=self.opened > 0)]
        if self.travel.direction:
            opens = self.travel.direction == (1 if self.wire.open_at else -1)
            looks.append(Look(text="opening" if opens else "closing"))
        return looks


class Curtain(Cover):
    """Silent on its way; `setclose` beside another key says arrived (11, 258)."""

    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of("on", "off", "pause"),
        "setclose": whole(0, END),
        "sledOnline": one_of(*ON_OFF),
        "motorDir": one_of("forward", "reverse"),
        "calibState": never,
    }

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        return [{**self.beside(params, now), "setclose": self.travel.whole}]

    @override
    def stopped(self, params: Json) -> list[Json]:
        return self.arrived({**params, "switch": "pause"}, 0.0)

    def beside(self, params: Json, now: float) -> Json:
        """Return the other key of an arrival."""
        return {"switch": params.get("switch", "on")}


class SequenceCurtain(Curtain):
    """Writes a `sequence` into its params instead of the switch (11 of BINTHEN)."""

    @override
    def beside(self, params: Json, now: float) -> Json:
        return {"sequence": milliseconds(now)}


class CalibratedCurtain(Curtain):
    """Reports nothing while it is not calibrated (258)."""

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        return super().arrived(params, now) if self.calibrated(params) else []


class ZigbeeShutter(CalibratedCurtain):
    """Says `switch` alone when it moves, `setclose` alone when it arrived (7034)."""

    @override
    def started(self, params: Json) -> list[Json]:
        return [{"switch": self.wire.word_towards(self.travel.direction)}]

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        return [
            {"setclose": report["setclose"]} for report in super().arrived(params, now)
        ]

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report = super().press(params, button, now)
        if "setclose" in report:
            del report["switch"]
        return report


class Gate(Cover):
    """Knows open and closed: `doorState` 1 at the start and the end of an opening."""

    wire: ClassVar[Wire] = Wire(action="switch", words=("on", "pause", "off"))
    checks: ClassVar[Mapping[str, Check]] = {
        "switch": one_of("on", "off", "pause"),
        "sledOnline": one_of(*ON_OFF),
        "doorState": never,
    }

    @override
    def position_in(self, params: Json) -> Any:
        if params.get("doorState") == 0:
            return END
        return 0 if self.travel.whole == END else None

    @override
    def started(self, params: Json) -> list[Json]:
        return [{"doorState": 1}] if self.travel.direction < 0 else []

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        return [{"doorState": 0 if self.travel.whole == END else 1}]

    @override
    def stopped(self, params: Json) -> list[Json]:
        return []

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report = super().press(params, button, now)
        del report["switch"]
        return report

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        return {}
