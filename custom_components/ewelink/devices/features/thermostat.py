"""Thermostats and air conditioners with one set point at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from math import floor, isfinite
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place, add
from ..values import number
from .base import FeatureError, Word
from .climate import OFF, Climate, ClimateChange
from .controls import NOT_A_NUMBER
from .together import NOTHING, Together

NO_TARGET: Final = "no_target_in_mode"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPoint:
    """A set point: value = raw / ``divide`` + what ``fraction`` holds.

    ``also`` travels with it.
    """

    place: Place
    divide: int = 1
    fraction: Place | None = None
    also: Together = NOTHING

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that tell the value."""
        params = self.place.params
        return params if self.fraction is None else params | self.fraction.params

    @property
    def places(self) -> frozenset[Place]:
        """Return where the value lies."""
        fraction = frozenset[Place]() if self.fraction is None else {self.fraction}
        return self.also.places | fraction | {self.place}

    def read(self, params: ReadOnlyParams) -> float | None:
        """Return the value, None while unknown."""
        raw = number(self.place.read(params))
        if raw is None:
            return None
        rest = None if self.fraction is None else number(self.fraction.read(params))
        return round(raw / self.divide + (rest or 0), 6)

    def write(self, value: float) -> Params:
        """Return the params that set the value."""
        whole = value if self.fraction is None else floor(value)
        command = self.place.write(_tidy(whole * self.divide))
        if self.fraction is not None:
            add(command, self.fraction.write(_tidy(value - whole)))
        add(command, self.also.write())
        return command


def _tidy(value: float) -> float:
    """Return a number without what reckoning left of it; a whole one as an int."""
    rounded = round(float(value), 3)
    return int(rounded) if rounded.is_integer() else rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """A mode: ``told`` is how the device tells it, and what switches to it.

    ``firmly`` is added where that alone would leave the device in another mode.
    ``target`` is the set point of the mode, ``new_target`` the one that a value given
    without any mode goes to, where that is another one. ``fixed`` is what the device
    keeps to in a mode without a set point of the user's. ``only`` and ``unless`` are
    states in which the mode exists, or does not.
    """

    name: str
    told: Together
    firmly: Together = NOTHING
    target: SetPoint | None = None
    new_target: SetPoint | None = None
    fixed: SetPoint | None = None
    only: Together | None = None
    unless: Together | None = None

    @property
    def params(self) -> frozenset[str]:
        """Return all the top-level keys that tell the mode and its set point."""
        states = (self.told, self.only, self.unless)
        params = frozenset(key for it in states if it is not None for key in it.params)
        return params if self.target is None else params | self.target.params

    @property
    def parts(self) -> tuple[Together | SetPoint, ...]:
        """Return the states and the set points that it is made of."""
        parts = [getattr(self, it.name) for it in fields(self)]
        return tuple(it for it in parts if isinstance(it, Together | SetPoint))

    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether the device has the mode."""
        if self.unless is not None and self.unless.is_told(params):
            return False
        return self.only is None or self.only.is_told(params)


@dataclass(frozen=True, kw_only=True)
class Thermostat(Climate):
    """A device with modes and one set point at a time.

    Of ``all_modes`` the first that fits is the one it is in. ``lasting`` is a place
    whose other values leave it in the last mode, and the mode to assume where none was
    seen. ``on`` switches on, where something does; ``needless`` is not sent with a mode
    while it is so already.
    ``actions`` tell what it does, ``otherwise`` what any other value of a place means.
    ``followed`` is where the device tells which set point it follows.
    """

    all_modes: tuple[Mode, ...]
    lasting: tuple[Place, str] | None = None
    on: Together | None = None
    needless: Together | None = None
    actions: tuple[tuple[Together, str], ...] = ()
    otherwise: tuple[Place, str] | None = None
    followed: SetPoint | None = None

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        reads = super().reads.union(*(it.params for it in self.all_modes))
        reads = reads.union(*(it.params for it, _ in self.actions))
        if self.otherwise is not None:
            reads |= self.otherwise[0].params
        return reads if self.followed is None else reads | self.followed.params

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        told = [it[0] for it in (self.lasting, self.otherwise) if it is not None]
        return super().places.union(told, *(it.places for it in self._parts()))

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its modes and what it does."""
        parts = [it.also if isinstance(it, SetPoint) else it for it in self._parts()]
        return super().words.union(*(it.words for it in parts))

    def _parts(self) -> Iterator[Together | SetPoint]:
        for mode in self.all_modes:
            yield from mode.parts
        yield from (state for state, _ in self.actions)
        if self.followed is not None:
            yield self.followed

    @override
    def modes(self, params: ReadOnlyParams) -> tuple[str, ...]:
        """Return the modes that there are."""
        return tuple(it.name for it in self.all_modes if it.exists(params))

    @override
    def mode_of(self, params: ReadOnlyParams, last: str | None = None) -> str | None:
        """Return the mode, None while unknown; ``last`` is the last one seen."""
        for it in self.all_modes:
            if it.exists(params) and it.told.is_told(params):
                return it.name
        if self.lasting is None or self.lasting[0].read(params) is None:
            return None
        return last or self.lasting[1]

    @override
    def action(self, params: ReadOnlyParams) -> str | None:
        """Return what the device does just now, None where it does not tell."""
        for state, action in self.actions:
            if state.is_told(params):
                return action
        if self.otherwise is None or self.otherwise[0].read(params) is None:
            return None
        return self.otherwise[1]

    def target(self, params: ReadOnlyParams, last: str | None = None) -> float | None:
        """Return the set point, None where the mode has none or it is unknown."""
        mode = self._mode(self.mode_of(params, last))
        target = self._targets[0] if mode is None else mode.target
        if target is None:
            return None
        followed = self.followed_target(params)
        return target.read(params) if followed is None else followed

    @override
    def followed_target(self, params: ReadOnlyParams) -> float | None:
        """Return the set point that the device says it follows, if it says so."""
        return None if self.followed is None else self.followed.read(params)

    @cached_property
    def _targets(self) -> tuple[SetPoint, ...]:
        """Return the set points of all modes; in an unknown mode the first counts."""
        return tuple(it.target for it in self.all_modes if it.target is not None)

    @override
    def encode(
        self, change: ClimateChange, params: ReadOnlyParams, last: str | None = None
    ) -> Params:
        """Return the params of a change; FeatureError where the mode has no target."""
        mode = self._mode(change.mode or self.mode_of(params, last))
        command = {} if change.mode is None else self._encode_mode(mode, params)
        if change.target is not None:
            point = self._point(mode, alone=change.mode is None)
            add(command, point.write(self._rounded(change.target)))
        return command

    def _is_elsewhere(self, params: ReadOnlyParams) -> bool:
        """Return whether it is in none of the modes, which the last one outlasts."""
        if self.lasting is None or self.lasting[0].read(params) is None:
            return False
        return not any(it.told.is_told(params) for it in self.all_modes)

    def _mode(self, name: str | None) -> Mode | None:
        return next((it for it in self.all_modes if it.name == name), None)

    def _encode_mode(self, mode: Mode | None, params: ReadOnlyParams) -> Params:
        """Return the params that switch to a mode, without what is so already."""
        if mode is None:
            return {}
        command = mode.told.write()
        if self.mode_of({**params, **command}) != mode.name:
            add(command, mode.firmly.write())
        if self.needless is None or not self.needless.is_told(params):
            return command
        known = self.needless.params
        return {key: it for key, it in command.items() if key not in known} or command

    def _point(self, mode: Mode | None, *, alone: bool) -> SetPoint:
        """Return the set point that a value goes to. Raises FeatureError."""
        if mode is None:
            return self._targets[0]
        target = (mode.new_target if alone else None) or mode.target
        if target is None:
            raise FeatureError(NO_TARGET)
        return target

    def _rounded(self, value: float) -> float:
        # Home Assistant lets "nan" through.
        if not isfinite(value):
            raise FeatureError(NOT_A_NUMBER)
        return round(value / self.step) * self.step

    @override
    def encode_on(self, params: ReadOnlyParams, last_on: str | None = None) -> Params:
        """Return the params that switch on; where nothing does, those of a mode."""
        if self.on is not None:
            return self.on.write()
        names = [it.name for it in self.all_modes if it.name != OFF]
        return self._encode_mode(self._mode(last_on or names[0]), params)

    @override
    def echo(self, params: ReadOnlyParams, last: str | None = None) -> Params:
        """Return which set point it follows now: its mode's, None while unknown.

        In a boost nobody knows what it follows.
        """
        if self.followed is None or self._is_elsewhere(params):
            return {}
        mode = self._mode(self.mode_of(params, last))
        point = self._targets[0] if mode is None else mode.target or mode.fixed
        return (
            {} if point is None else self.followed.place.write(point.place.read(params))
        )
