"""A room that is heated, cooled or left alone."""

from typing import Final

WARMING: Final = 0.02
COOLING: Final = 0.01
COLDEST: Final = 5.0
WARMEST: Final = 40.0


class Room:
    """A temperature that follows what is done to it, in degrees."""

    def __init__(self, temperature: float) -> None:
        """Start at a temperature."""
        self.temperature = temperature
        self._reported = temperature

    def advance(self, seconds: float, *, heating: int) -> None:
        """Let time pass while it is heated (1), cooled (-1) or neither."""
        rate = {1: WARMING, 0: -COOLING, -1: -WARMING}[heating]
        moved = self.temperature + seconds * rate
        self.temperature = min(WARMEST, max(COLDEST, moved))

    def moved(self, step: float) -> bool:
        """Return True when it left what was reported last by a step."""
        if abs(self.temperature - self._reported) < step:
            return False
        self._reported = self.temperature
        return True
