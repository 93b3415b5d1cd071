"""Energy that only grows, and what only the history of a meter tells."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final, override

from ...api.wire import ReadOnlyParams
from ..values import number
from .base import Feature
from .readings import Counter

_HUNDREDTHS: Final = 100
# More than any mains connection gives in a day.
_MOST_A_DAY: Final = 100_000.0


@dataclass(frozen=True, kw_only=True)
class LifetimeEnergy(Counter):
    """All that was ever counted, by a counter of kWh that begins anew each day."""

    bounds: tuple[float, float] | None = (0.0, _MOST_A_DAY)

    def hundredths(self, params: ReadOnlyParams) -> int | None:
        """Return what the counter stands at in hundredths of a kWh, None if unknown."""
        value = self.decode(params)
        return None if value is None else round(value * _HUNDREDTHS)


@dataclass(frozen=True, kw_only=True)
class FromHistory(Feature):
    """A figure that a meter tells only when it is asked for what it has kept.

    ``untold`` names a param that tells the same by itself, on devices that have it.
    """

    common: bool | None = False
    untold: str | None = None

    @cached_property
    @override
    def mode(self) -> frozenset[str]:
        """Return the keys of params that make the feature come and go."""
        return super().mode if self.untold is None else super().mode | {self.untold}

    @override
    def fits(self, params: ReadOnlyParams) -> bool:
        """Return whether nothing but the history tells it."""
        is_told = (
            self.untold is not None and number(params.get(self.untold)) is not None
        )
        return not is_told and super().fits(params)


@dataclass(frozen=True, kw_only=True)
class HistoryLifetime(FromHistory):
    """All that was ever counted, in kWh."""


@dataclass(frozen=True, kw_only=True)
class HistoryToday(FromHistory):
    """What was counted on the running day, in kWh."""
