"""What moves by and by: a position on its way to a target."""

from typing import Any, Final

from .base import number_of

END: Final = 100
PERCENT_PER_SECOND: Final = 10.0


class Travel:
    """A motor that needs ten seconds from end to end, in the numbers of its device."""

    def __init__(self, position: float = 0.0) -> None:
        """Stand still."""
        self.position = position
        self.target: float | None = None

    @property
    def moving(self) -> bool:
        """Return True on the way."""
        return self.target is not None

    @property
    def direction(self) -> int:
        """Return 1 towards 100, -1 towards 0, 0 standing."""
        if self.target is None or self.target == self.position:
            return 0
        return 1 if self.target > self.position else -1

    @property
    def whole(self) -> int:
        """Return the position as devices tell it."""
        return round(self.position)

    def settle(self, reported: Any) -> None:
        """Stand where the device says it does, unless it moves."""
        if not self.moving and reported is not None:
            self.position = number_of(reported, self.position)

    def start(self, target: float) -> None:
        """Set off."""
        self.target = float(target)

    def stop(self) -> None:
        """Stay where it is."""
        self.target = None

    def advance(self, seconds: float) -> bool:
        """Let time pass; return True when it arrived."""
        if self.target is None:
            return False
        step = min(abs(self.target - self.position), seconds * PERCENT_PER_SECOND)
        self.position += step * self.direction
        if self.position != self.target:
            return False
        self.target = None
        return True
