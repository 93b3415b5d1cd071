"""Features that can be set."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place, add
from ..values import ON_OFF, Codec, number, same
from .base import FeatureError, Word, Writable, words_in

NOT_A_NUMBER: Final = "not_a_number"


@dataclass(frozen=True, kw_only=True)
class TwoState(Writable[bool]):
    """What is one way or the other; ``also`` travels with every command."""

    codec: Codec[bool] = ON_OFF
    also: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that travel with a command."""
        return words_in(self.also)

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return which way it is, None while unknown."""
        return self.codec.decode(self.place.read(params))

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that bring it one way or the other."""
        return {**self.place.write(self.codec.encode(value)), **self.also}


@dataclass(frozen=True, kw_only=True)
class Toggle(TwoState):
    """A setting that is on or off."""


@dataclass(frozen=True, kw_only=True)
class Relay(Toggle):
    """A channel that switches a load.

    ``siblings`` are the places of the other channels: while the device's interlock is
    on (``lock`` 1), switching this one on sends them off. ``mirrors`` are places that
    must be set to the same (``mainSwitch`` of a thermostat plug).
    """

    siblings: tuple[Place, ...] = ()
    mirrors: tuple[Place, ...] = ()

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that switch the load."""
        command = super().encode(value, params)
        for mirror in self.mirrors:
            add(command, mirror.write(self.codec.encode(value)))
        if value and self.siblings and number(params.get("lock")) == 1:
            off = self.codec.encode(value=False)
            for sibling in self.siblings:
                add(command, sibling.write(off))
        return command


@dataclass(frozen=True, kw_only=True)
class Choice(Writable[str]):
    """A setting with named options: ``options`` maps option to raw value."""

    options: Mapping[str, object]

    @cached_property
    def names(self) -> list[str]:
        """Return the options, in one list for all devices that have them."""
        return list(self.options)

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its options."""
        raws = self.options.values()
        return frozenset((self.place, it) for it in raws if isinstance(it, str))

    @override
    def decode(self, params: ReadOnlyParams) -> str | None:
        """Return the option, None while unknown."""
        raw = self.place.read(params)
        return next((name for name, it in self.options.items() if same(raw, it)), None)

    @override
    def encode(self, value: str, params: ReadOnlyParams) -> Params:
        """Return the params that choose the option."""
        return self.place.write(self.options[value])


@dataclass(frozen=True, kw_only=True)
class Setting(Writable[float]):
    """A number that can be set in steps: value = raw / ``divide``."""

    minimum: float
    maximum: float
    step: float
    divide: int = 1

    @override
    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return the value, None while unknown."""
        raw = number(self.place.read(params))
        return raw if raw is None or self.divide == 1 else raw / self.divide

    @override
    def encode(self, value: float, params: ReadOnlyParams) -> Params:
        """Return the params that set the value; FeatureError where it is no number."""
        # Home Assistant lets "nan" through.
        if not isfinite(value):
            raise FeatureError(NOT_A_NUMBER)
        raw = round(round(value / self.step) * self.step * self.divide, 3)
        return self.place.write(int(raw) if raw.is_integer() else raw)
