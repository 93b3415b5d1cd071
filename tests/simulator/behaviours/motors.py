"""Doors and motors that are told to move by a number, and Zigbee curtains."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final, override

from ..errors import RefusedError
from ..wire import Json
from .base import (
    Behaviour,
    Check,
    Handle,
    Look,
    Reply,
    is_flag,
    never,
    one_of,
    verify,
    whole,
)
from .covers import STOP, Cover, Wire
from .travel import END

UNKNOWN: Final = 255
REPORT_SECONDS: Final = 2.0
MOTOR: Final = 2
_OPEN_STATE: Final = 5
_CLOSED_STATE: Final = 6


class GarageDoor(Cover):
    """`op` alone says moving, `op` with `per` arrived (67)."""

    wire: ClassVar[Wire] = Wire(
        action="op", words=(1, 2, 3), target="per", position="per", open_at=END
    )
    checks: ClassVar[Mapping[str, Check]] = {
        "op": whole(1, 4),
        "per": whole(0, END),
        "statu": never,
    }

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        if changes.get("op") == 4:
            return Behaviour.command(self, params, changes)
        return super().command(params, changes)

    @override
    def started(self, params: Json) -> list[Json]:
        return [{"op": self.wire.word_towards(self.travel.direction)}]

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        ends = {END: (1, _OPEN_STATE), 0: (3, _CLOSED_STATE)}
        op, state = ends.get(self.travel.whole, (2, 0))
        return [{"op": op, "per": self.travel.whole, "statu": state}]

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        return {}


class RollerDoor(GarageDoor):
    """Knows its ends only: no position can be asked for (91)."""

    checks: ClassVar[Mapping[str, Check]] = {"op": whole(1, 3), "per": never}

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        [report] = super().arrived(params, now)
        del report["statu"]
        return [report if report["op"] != 2 else {"op": 2}]

    @override
    def position_in(self, params: Json) -> Any:
        between = params.get("op") == 2 and 0 < self.travel.whole < END
        return None if between else super().position_in(params)


class RelayMotor(Cover):
    """Two relays that drive one motor: `location` is where to (126, 165)."""

    wire: ClassVar[Wire] = Wire(
        action="motorTurn",
        words=(1, 0, 2),
        target="location",
        position="currLocation",
        open_at=END,
    )
    checks: ClassVar[Mapping[str, Check]] = {
        "motorTurn": whole(0, 2),
        "location": whole(0, END),
        "currLocation": never,
        "calibState": never,
        "motorSwReverse": whole(0, 1),
        "outputReverse": whole(0, 1),
    }

    def __init__(self) -> None:
        """Stand still."""
        super().__init__()
        self._since = 0.0

    @override
    def started(self, params: Json) -> list[Json]:
        self._since = 0.0
        return [{self.wire.action: self.wire.word_towards(self.travel.direction)}]

    @override
    def on_the_way(self, params: Json, seconds: float) -> list[Json]:
        self._since += seconds
        if self._since < REPORT_SECONDS:
            return []
        self._since = 0.0
        where = self._where(params)
        return [where] if where else []

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        return [{self.wire.action: self.wire.word(STOP), **self._where(params)}]

    def _where(self, params: Json) -> Json:
        if not self.calibrated(params):
            return {}
        return {self.wire.position: self.travel.whole}


class PanelMotor(RelayMotor):
    """Its position and its target have one key; 0 is open (211)."""

    wire: ClassVar[Wire] = Wire(
        action="electromotor",
        words=(0, 1, 2),
        target="percentageControl",
        position="percentageControl",
    )
    checks: ClassVar[Mapping[str, Check]] = {
        "electromotor": whole(0, 2),
        "percentageControl": whole(0, END),
        "calibState": never,
        "motorReversal": is_flag,
    }

    @override
    def calibrated(self, params: Json) -> bool:
        return params.get("calibState") is True


class ZigbeeCurtain(Cover):
    """Tells where it is when it stands, and nothing of a movement (1514 and kin)."""

    wire: ClassVar[Wire] = Wire(
        action="curtainAction",
        words=("open", "pause", "close"),
        target="openPercent",
        position="curPercent",
    )
    checks: ClassVar[Mapping[str, Check]] = {
        "curtainAction": one_of("open", "close", "pause"),
        "openPercent": whole(0, END),
        "curPercent": never,
    }

    @override
    def calibrated(self, params: Json) -> bool:
        limits = (params.get(key) for key in ("upperLimitState", "lowerLimitState"))
        return "uncalibrated" not in limits and params.get("curPercent") != UNKNOWN

    @override
    def arrived(self, params: Json, now: float) -> list[Json]:
        if not self.calibrated(params):
            return []
        return [{"curPercent": self.travel.whole}]

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        report = super().press(params, button, now)
        del report["curtainAction"]
        return report


class TwoModes(Behaviour):
    """Relays or a motor, as `workMode` says; it may change at any time.

    1 is the relays, 2 the motor; in 3 neither can be operated.
    """

    def __init__(self, relays: Behaviour, motor: Cover, modes: int) -> None:
        """Set both sides, and how many modes there are."""
        self.relays = relays
        self.motor = motor
        self._modes = whole(1, modes)

    @override
    def command(self, params: Json, changes: Json) -> Reply:
        verify(changes, {"workMode": self._modes})
        moves = {key: it for key, it in changes.items() if key in self.motor.checks}
        others = {key: it for key, it in changes.items() if key not in moves}
        mode = params.get("workMode")
        drives = {self.motor.wire.action, self.motor.wire.target} & moves.keys()
        if (drives and mode != MOTOR) or ("switches" in others and mode != 1):
            raise RefusedError
        reply = self.relays.command(params, others)
        if moves:
            moved = self.motor.command(params, moves)
            reply.changes |= moved.changes
            reply.passing |= moved.passing
            reply.reports += moved.reports
        return reply

    def _side(self, params: Json) -> Behaviour:
        sides = {1: self.relays, MOTOR: self.motor}
        return sides.get(params.get("workMode", 1), Behaviour())

    @override
    def buttons(self, params: Json) -> dict[str, str]:
        return self._side(params).buttons(params)

    @override
    def press(self, params: Json, button: str, now: float) -> Json:
        return self._side(params).press(params, button, now)

    @override
    def handles(self, params: Json) -> dict[str, Handle]:
        return self._side(params).handles(params)

    @override
    def turn(self, params: Json, handle: str, value: float, now: float) -> Json:
        return self._side(params).turn(params, handle, value, now)

    @override
    def tick(self, params: Json, seconds: float, now: float) -> list[Json]:
        reports = self.relays.tick(params, seconds, now)
        if params.get("workMode") == MOTOR:
            reports += self.motor.tick(params, seconds, now)
        return reports

    @override
    def looks(self, params: Json) -> list[Look]:
        return self._side(params).looks(params)
