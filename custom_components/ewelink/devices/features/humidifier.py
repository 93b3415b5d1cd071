"""Humidifiers that have levels and no humidity to reach."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place
from ..values import ON_OFF, number, same
from .base import Feature, FeatureError, Word, words_in
from .readings import Reading

MODE_UNKNOWN: Final = "mode_unknown"


@dataclass(frozen=True, kw_only=True)
class Humidifier(Feature):
    """A humidifier whose ``levels`` map names of modes to raw values.

    ``also`` travels with what switches it on. ``humidity`` is what it measures.
    """

    power: Place
    level: Place
    levels: Mapping[str, int]
    also: Mapping[str, object] = field(default_factory=dict)
    humidity: Reading | None = None

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        reads = self.power.params | self.level.params
        return reads if self.humidity is None else reads | self.humidity.reads

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        places = frozenset({self.power, self.level})
        return places if self.humidity is None else places | self.humidity.places

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that travel with a command."""
        return words_in(self.also)

    def is_on(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is on, None while unknown."""
        return ON_OFF.decode(self.power.read(params))

    def mode_of(self, params: ReadOnlyParams) -> str | None:
        """Return the mode, None where no level is told; some tell 0 while off."""
        raw = number(self.level.read(params))
        return next((name for name, it in self.levels.items() if same(raw, it)), None)

    def measured(self, params: ReadOnlyParams) -> float | None:
        """Return the humidity of the room, None where it is not measured."""
        return None if self.humidity is None else self.humidity.decode(params)

    def encode_on(self) -> Params:
        """Return the params that switch on, with the last level."""
        return {**self.power.write("on"), **self.also}

    def encode_off(self) -> Params:
        """Return the params that switch off."""
        return self.power.write("off")

    def encode_mode(self, mode: str) -> Params:
        """Return the params that switch on with a level; FeatureError for no mode."""
        # Home Assistant lets any word through.
        if mode not in self.levels:
            raise FeatureError(MODE_UNKNOWN)
        return {**self.encode_on(), **self.level.write(self.levels[mode])}
