"""Covers: where one stands, how it is sent, and what a message tells of its course.

Positions are Home Assistant's: 0 is closed, 100 is open.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cached_property
from typing import Final, NamedTuple, override

from ...api.messages import Origin
from ...api.wire import Params, ReadOnlyParams
from ..values import is_one_of, number, same
from .base import Feature, Word

CLOSED: Final = 0
OPEN: Final = 100
# A movement of which nothing more is heard ends by itself.
MOVEMENT_SECONDS: Final = 60


class CoverKind(StrEnum):
    """What a cover is, by Home Assistant's names of device classes."""

    CURTAIN = auto()
    GARAGE = auto()
    GATE = auto()
    SHUTTER = auto()


class Move(Enum):
    """What a cover is told to do, where it is not told a position."""

    OPEN = auto()
    CLOSE = auto()
    STOP = auto()


class Movement(Enum):
    """The way in which a cover moves."""

    OPENING = auto()
    CLOSING = auto()


class Arrival(Enum):
    """What a device's message holds that tells the end of a movement.

    ``ACCOMPANIED`` is the position beside any other key; so is ``ECHOED``, where it
    alone is the echo of a command. ``POSITION`` is the position, ``MOTOR`` the state
    of the motor, told beside whatever else; ``TARGET`` is nothing but a position that
    is the target, which is an end for all.
    """

    ACCOMPANIED = auto()
    ECHOED = auto()
    POSITION = auto()
    MOTOR = auto()
    TARGET = auto()


class Stand(NamedTuple):
    """Where a cover stands, None where unknown; without limits it goes nowhere else."""

    position: int | None
    is_closed: bool | None
    has_limits: bool = True


class Course(NamedTuple):
    """How a cover moves, None while it stands still, and to which position."""

    movement: Movement | None
    target: int | None


type Order = Move | int

STILL: Final = Course(None, None)
_ENDS: Final[Mapping[Order, int]] = {Move.OPEN: OPEN, Move.CLOSE: CLOSED}
_MOVES: Final = {Movement.OPENING: Move.OPEN, Movement.CLOSING: Move.CLOSE}
_TO_END: Final = {OPEN: Movement.OPENING, CLOSED: Movement.CLOSING}
_REVERSE: Final = {
    Movement.OPENING: Movement.CLOSING,
    Movement.CLOSING: Movement.OPENING,
}


@dataclass(frozen=True, kw_only=True)
class Cover(Feature):
    """A motor that opens and closes (docs/protocol.md, "Covers").

    ``action`` is the param of ``moves``; ``target`` takes a position and ``position``
    tells it, both 100 - x where ``inverted``. Without ``target`` none is shown.
    ``no_limits`` are params and the values with which a position means nothing,
    ``limits`` is a param that must have one of its values before it means anything.
    ``tells_course`` is set where params alone tell whether it moves.
    A plain switch beside it would be a second main entity, so it takes the place of it.
    """

    key: str = "cover"
    replaces: tuple[str, ...] = ("switch",)
    kind: CoverKind
    action: str
    moves: Mapping[Move, object]
    position: str
    target: str | None = None
    inverted: bool = False
    arrival: Arrival
    no_limits: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    limits: tuple[str, *tuple[object, ...]] | None = None
    tells_course: bool = False

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that are this feature's, or its place's."""
        return self.hears | self.listens | {"switch"}

    @cached_property
    @override
    def listens(self) -> frozenset[str]:
        """Return the keys of changes that change where the cover stands."""
        keys = {self.position, *self.no_limits}
        return frozenset(keys if self.limits is None else {*keys, self.limits[0]})

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the keys whose messages tell of the cover's course."""
        return self.commanded | {self.position}

    @cached_property
    @override
    def commanded(self) -> frozenset[str]:
        """Return the keys that are commands, not state, where an app sends them."""
        return frozenset(it for it in (self.action, self.target) if it is not None)

    @cached_property
    @override
    def echoed(self) -> frozenset[str]:
        """Return the keys that are a command where a device tells nothing else."""
        if self.arrival is not Arrival.ECHOED or self.target is None:
            return frozenset()
        return frozenset({self.target})

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that move it, and those that tell of its limits."""
        told = {self.action: self.moves.values(), **self.no_limits}
        return frozenset(
            (key, it) for key, raws in told.items() for it in raws if type(it) is str
        )

    def encode(self, order: Order) -> Params:
        """Return the params that send the cover; a position is sent as 0 to 100."""
        if isinstance(order, Move):
            return {self.action: self.moves[order]}
        if self.target is None:
            return self.encode(Move.OPEN if order > CLOSED else Move.CLOSE)
        return {self.target: OPEN - order if self.inverted else order}

    def stand(self, params: ReadOnlyParams) -> Stand:
        """Return where the cover stands."""
        if not self._has_limits(params):
            return Stand(None, None, has_limits=False)
        position = self._percent(params.get(self.position))
        return Stand(position, None if position is None else position == CLOSED)

    def course(self, params: ReadOnlyParams) -> Course:
        """Return the course that params alone tell, still where they cannot."""
        move, was = self._move(params), self.stand(params)
        is_lost = was.position is None and was.has_limits
        if move is None or is_lost or not self.tells_course:
            return STILL
        return self.begun(move, was, STILL)

    def begun(self, order: Order, was: Stand, course: Course) -> Course:
        """Return the course of a cover that has obeyed; ``course`` is the one before.

        It stays still where it stands at the target already.
        """
        if order is Move.STOP:
            return STILL
        target = order if isinstance(order, int) else _ENDS[order]
        movement = _towards(target, was.position, course.movement)
        return STILL if movement is None else Course(movement, target)

    def heard(
        self, message: ReadOnlyParams, origin: Origin, was: Stand, course: Course
    ) -> Course:
        """Return the course after a message; ``was`` and ``course`` are from before.

        What an app sends is a command, what the device tells is state, or an echo.
        """
        is_echo = len(message) == 1 and not self.echoed.isdisjoint(message)
        if origin is not Origin.APP and not is_echo:
            return self._reported(message, was, course)
        if (order := self._ordered(message)) is None:
            return course
        return self.begun(order, was, course)

    def _reported(self, message: ReadOnlyParams, was: Stand, course: Course) -> Course:
        if self._has_arrived(message):
            return STILL
        move = self._told_move(message)
        if move is None and course.target is None:
            return course
        told = message.get(self.position) if was.has_limits else None
        position = self._percent(told)
        if move is not None:
            return self._moved(move, position, was, course)
        return STILL if position == course.target else course

    def _moved(
        self, move: Move, position: int | None, was: Stand, course: Course
    ) -> Course:
        """Return the course of a cover whose motor is told to run or to stand."""
        if position is not None and position == _ENDS.get(move):
            return STILL
        if course.movement is not None and _MOVES[course.movement] is move:
            return course
        at = was if position is None else was._replace(position=position)
        return self.begun(move, at, course)

    def _has_arrived(self, message: ReadOnlyParams) -> bool:
        if message.get(self.position) is None:
            return False
        if self.arrival in {Arrival.ACCOMPANIED, Arrival.ECHOED}:
            return len(message) > 1
        return self.arrival is Arrival.POSITION

    def _told_move(self, message: ReadOnlyParams) -> Move | None:
        """Return what the motor is told to do: beside others, it is an old command."""
        if self.arrival is Arrival.MOTOR or len(message) == 1:
            return self._move(message)
        return None

    def _ordered(self, message: ReadOnlyParams) -> Order | None:
        """Return what an app has sent."""
        order = None if self.target is None else self._percent(message.get(self.target))
        return self._move(message) if order is None else order

    def _move(self, message: ReadOnlyParams) -> Move | None:
        if (raw := message.get(self.action)) is None:
            return None
        for move, value in self.moves.items():
            if raw is value or same(raw, value):
                return move
        return None

    def _percent(self, raw: object) -> int | None:
        # Nearly all firmware tells it so.
        value = raw if type(raw) is int else number(raw)
        if value is None or not CLOSED <= value <= OPEN:
            return None
        return OPEN - round(value) if self.inverted else round(value)

    def _has_limits(self, params: ReadOnlyParams) -> bool:
        if self.limits is not None:
            param, *values = self.limits
            return is_one_of(params.get(param), values)
        return not any(
            is_one_of(params[param], values)
            for param, values in self.no_limits.items()
            if param in params
        )


def _towards(
    target: int, position: int | None, movement: Movement | None
) -> Movement | None:
    """Return the way to a target from a position, which is an old one while moving."""
    if movement is not None and position == target:
        return _TO_END.get(target, _REVERSE[movement])
    if position is None:
        return _TO_END.get(target)
    if position == target:
        return None
    return Movement.OPENING if target > position else Movement.CLOSING
