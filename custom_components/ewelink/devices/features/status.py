"""Features that are neither read from params nor set."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.wire import Params, ReadOnlyParams
from .base import Feature

TIMERS: Final = "timers"


@dataclass(frozen=True, kw_only=True)
class Action(Feature):
    """Something that is done once and leaves no state: ``command`` are its params."""

    command: Mapping[str, object]

    def encode(self) -> Params:
        """Return the params that ask for it."""
        return dict(self.command)


@dataclass(frozen=True, kw_only=True)
class LiveReadings(Action):
    """A meter's reporting for a minute on request; the answer comes as reports."""


@dataclass(frozen=True, kw_only=True)
class Online(Feature):
    """Whether the cloud reaches a bridge: ``Device.online``, never unavailable."""


@dataclass(frozen=True, kw_only=True)
class Connection(Feature):
    """Why a device is not available, which is told whatever its params."""


@dataclass(frozen=True, kw_only=True)
class OwnTimers(Feature):
    """The timers that a device runs by itself, where it tells any."""

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset({TIMERS})

    @override
    def exists(self, params: ReadOnlyParams) -> bool:
        """Return whether a device with these params has the feature."""
        return isinstance(params.get(TIMERS), list)


OF_EVERY_DEVICE: Final[tuple[Feature, ...]] = (Connection(key="connection"),)
# What a device of any type has that tells it.
OF_ANY_DEVICE: Final[tuple[Feature, ...]] = (OwnTimers(key=TIMERS, optional=True),)
