"""Energy that only grows, and what only the history of a meter tells."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.wire import ReadOnlyParams
from ..places import Place
from .base import Feature
from .readings import Energy

_HUNDREDTHS: Final = 100
# More than any mains connection gives in a day.
_MOST_A_DAY: Final = 10_000.0


@dataclass(frozen=True, kw_only=True)
class LifetimeEnergy(Energy):
    """All that was ever counted, by a counter of kWh that begins anew each day."""

    bounds: tuple[float, float] | None = (0.0, _MOST_A_DAY)

    def hundredths(self, params: ReadOnlyParams) -> int | None:
        """Return what the counter stands at in hundredths of a kWh, None if unknown."""
        value = self.decode(params)
        return None if value is None else round(value * _HUNDREDTHS)


@dataclass(frozen=True, kw_only=True)
class FromHistory(Feature):
    """A figure that a meter tells only when it is asked for what it has kept."""

    common: bool | None = False


@dataclass(frozen=True, kw_only=True)
class HistoryLifetime(FromHistory):
    """All that was ever counted, in kWh."""


@dataclass(frozen=True, kw_only=True)
class HistoryToday(FromHistory):
    """What was counted on the running day, in kWh.

    ``told`` is how some firmware tells the same by itself, which counts where it does.
    """

    told: Energy | None = None

    @cached_property
    @override
    def reads(self) -> frozenset[str]:
        """Return the keys of params that change what this feature shows."""
        return frozenset() if self.told is None else self.told.reads

    @cached_property
    @override
    def places(self) -> frozenset[Place]:
        """Return where the value lies that is told, if it may be."""
        return frozenset() if self.told is None else self.told.places

    def decode(self, params: ReadOnlyParams) -> float | None:
        """Return what is told of the day, None where only the history tells it."""
        return None if self.told is None else self.told.decode(params)
