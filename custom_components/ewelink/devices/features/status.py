"""Features that are neither read from params nor set."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ...api.wire import Params
from .base import Feature


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


OF_EVERY_DEVICE: Final[tuple[Feature, ...]] = (Connection(key="connection"),)
