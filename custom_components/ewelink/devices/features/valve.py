"""Valves that let water through or not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import override

from ...api.wire import Params, ReadOnlyParams
from ..values import TRUE_FALSE, Codec
from .base import Word, Writable, words_in


@dataclass(frozen=True, kw_only=True)
class Valve(Writable[bool]):
    """A valve that is open or not; ``also`` travels with every command."""

    key: str = "valve"
    codec: Codec[bool] = TRUE_FALSE
    also: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    @override
    def words(self) -> frozenset[Word]:
        """Return the texts that travel with a command."""
        return words_in(self.also)

    @override
    def decode(self, params: ReadOnlyParams) -> bool | None:
        """Return whether it is open, None while unknown."""
        return self.codec.decode(self.place.read(params))

    @override
    def encode(self, value: bool, params: ReadOnlyParams) -> Params:
        """Return the params that open or close it."""
        return {**self.place.write(self.codec.encode(value)), **self.also}
