"""Fans: on, speeds, presets and swinging to and fro."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import override

from ...api.wire import Params, ReadOnlyParams
from ..places import Place, add
from ..values import ON_OFF, Codec
from .base import Feature, Word
from .together import Together, told_option


@dataclass(frozen=True, kw_only=True)
class Fan(Feature):
    """A fan whose ``speeds`` are named, the slowest first.

    ``power`` is told by ``codec``; a speed holds that it is on. ``oscillation`` is
    where it is told and set whether the fan turns to and fro.
    """

    power: Place
    speeds: Mapping[str, Together]
    codec: Codec[bool] = ON_OFF
    presets: Mapping[str, Together] = field(default_factory=dict)
    oscillation: Place | None = None

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        places = (self.power, *self._more_places())
        return frozenset().union(
            *(it.params for it in places), *(it.params for it in self._states())
        )

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where its values lie."""
        return frozenset((self.power, *self._more_places())).union(
            *(it.places for it in self._states())
        )

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its speeds and presets."""
        return frozenset[Word]().union(*(it.words for it in self._states()))

    @cached_property
    @override
    def listens(self) -> frozenset[str]:
        """Return the keys of changes that change what this feature shows."""
        places = (self.power, *self._more_places())
        return frozenset().union(
            *(it.changes for it in places), *(it.changes for it in self._states())
        )

    def _states(self) -> Iterator[Together]:
        yield from self.speeds.values()
        yield from self.presets.values()

    def _more_places(self) -> tuple[Place, ...]:
        return () if self.oscillation is None else (self.oscillation,)

    def is_on(self, params: ReadOnlyParams) -> bool | None:
        """Return whether the fan runs, None while unknown."""
        return self.codec.decode(self.power.read(params))

    def speed(self, params: ReadOnlyParams) -> str | None:
        """Return the speed, None where the fan does not run or it is unknown."""
        return told_option(self.speeds, params) if self.is_on(params) else None

    def preset(self, params: ReadOnlyParams) -> str | None:
        """Return the preset, None while unknown."""
        return told_option(self.presets, params)

    def is_oscillating(self, params: ReadOnlyParams) -> bool | None:
        """Return whether the fan turns to and fro, None while unknown."""
        place = self.oscillation
        return None if place is None else self.codec.decode(place.read(params))

    def encode_on(self, speed: str | None = None, preset: str | None = None) -> Params:
        """Return the params that switch on, with a speed and a preset if wanted."""
        command = self.power.write(self.codec.encode(True))
        if speed is not None:
            command = self.speeds[speed].write()
        if preset is not None:
            add(command, self.presets[preset].write())
        return command

    def encode_off(self) -> Params:
        """Return the params that switch off."""
        return self.power.write(self.codec.encode(False))

    def encode_preset(self, preset: str) -> Params:
        """Return the params that choose a preset, whether the fan runs or not."""
        return self.presets[preset].write()

    def encode_oscillation(self, *, value: bool) -> Params:
        """Return the params that let the fan turn to and fro, or not."""
        place = self.oscillation
        return {} if place is None else place.write(self.codec.encode(value))
