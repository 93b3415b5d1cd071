"""A line of the table of figures, and what it must reach."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import le
from typing import Final

type Figures = Mapping[int, Mapping[str, float]]

SIZES: Final = (10, 100, 1000)
FEW, SOME, MANY = SIZES
# Of an account that few have.
HUGE: Final = 5000


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the table: a figure by the number of devices.

    `floor` is the figure beside it. The goal holds for their ratio where there is a
    floor, else for the figure.
    """

    name: str
    ours: str
    floor: str | None = None
    digits: int = 0
    goals: Mapping[int, float] | None = None
    reaches: Callable[[float, float], bool] = le

    def cell(self, figures: Mapping[str, float]) -> str:
        """Return what the table shows for one number of devices."""
        if self.ours not in figures:
            return ""
        ours = f"{figures[self.ours]:,.{self.digits}f}"
        if self.floor is None:
            return ours
        ratio = figures[self.ours] / figures[self.floor]
        return f"{ours} / {figures[self.floor]:,.{self.digits}f} = {ratio:.2f}"

    def checked(self, figures: Mapping[str, float]) -> float:
        """Return what the goal is about."""
        ours = figures[self.ours]
        return ours if self.floor is None else ours / figures[self.floor]

    def goal(self) -> str:
        """Return the goal in words."""
        sign = "≤" if self.reaches is le else "≥"
        goals = (self.goals or {}).items()
        return ", ".join(f"{sign} {limit:g} at {size:,}" for size, limit in goals)

    def missed(self, all_figures: Figures) -> list[int]:
        """Return at how many devices the goal was missed."""
        return [
            size
            for size, limit in (self.goals or {}).items()
            if self.ours in (figures := all_figures.get(size, {}))
            and not self.reaches(self.checked(figures), limit)
        ]

    def verdict(self, all_figures: Figures) -> str:
        """Return whether the goal is reached, in words."""
        if not self.goals:
            return ""
        return "missed" if self.missed(all_figures) else "ok"
