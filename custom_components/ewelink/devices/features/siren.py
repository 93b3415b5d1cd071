"""Sirens: what makes one sound, and whether it does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from ..places import Field
from ..values import number, same
from .base import FeatureError, Readable, Word

DURATION_NOT_TAKEN: Final = "duration_not_taken"


@dataclass(frozen=True, kw_only=True)
class Siren(Readable[bool]):
    """A siren that sounds on request and ends by itself (docs/protocol.md, "Sirens").

    ``place`` holds a word of what it does, which is ``silent`` while it does nothing.
    ``tone``, ``volume`` (0 to ``loudest``) and ``duration`` (seconds, up to
    ``longest``) are members of one object, of which a command repeats those in
    ``repeats``, all where that is None; ``defaults`` stand in for what was not told.
    ``tones`` maps tone to raw value.
    """

    tone: Field
    volume: Field
    duration: Field
    silent: str
    tones: Mapping[str, str]
    loudest: int
    defaults: Mapping[str, object]
    repeats: frozenset[str] | None = None
    longest: float = inf

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return self.place.params | self.tone.params

    @cached_property
    @override
    def hears(self) -> frozenset[str]:
        """Return the key that tells what it does, though it be what it did before."""
        return self.place.params

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that name its tones and its silence."""
        tones = frozenset((self.tone, raw) for raw in self.tones.values())
        return tones | {(self.place, self.silent)}

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it sounds, None while unknown."""
        raw = self.place.read(params)
        return not same(raw, self.silent) if isinstance(raw, str) and raw else None

    def offered(self, params: ReadOnlyParams) -> tuple[str, ...]:
        """Return the tones: of a type known to have them, or once it told one."""
        known = (self.defaults.get(self.tone.name), self.tone.read(params))
        is_known = any(raw in known for raw in self.tones.values())
        return tuple(self.tones) if is_known else ()

    def seconds(self, command: ReadOnlyParams) -> float:
        """Return for how long a command lets it sound."""
        return number(self.duration.read(command)) or 0

    def encode(
        self,
        params: ReadOnlyParams,
        *,
        tone: str | None = None,
        level: float | None = None,
        seconds: float | None = None,
    ) -> Params:
        """Return the params that make it sound, ``level`` being 0 to 1.

        What is not asked for stays as the device has it. Raises FeatureError where it
        cannot sound for so long.
        """
        asked: Params = {"test": True}
        if tone is not None:
            asked[self.tone.name] = self.tones[tone]
        if level is not None:
            asked[self.volume.name] = round(level * self.loudest)
        if seconds is not None:
            if not 1 <= seconds <= self.longest:
                raise FeatureError(DURATION_NOT_TAKEN)
            asked[self.duration.name] = round(seconds)
        return {self.tone.param: self._known(params) | asked}

    def _known(self, params: ReadOnlyParams) -> Params:
        """Return what a command repeats, with documented types."""
        told = params.get(self.tone.param)
        known = dict(self.defaults)
        for name, raw in told.items() if isinstance(told, dict) else ():
            is_wanted = self.repeats is None or name in self.repeats
            if is_wanted and (name != self.tone.name or isinstance(raw, str)):
                known[name] = raw
        for name, low, high in (
            (self.volume.name, 0, self.loudest),
            (self.duration.name, 1, self.longest),
        ):
            value = _whole(known[name], low, high)
            known[name] = self.defaults[name] if value is None else value
        return known


def _whole(raw: object, low: float, high: float) -> int | None:
    """Return a whole number within limits, None where there is none."""
    value = number(raw)
    return None if value is None or not low <= value <= high else round(value)
