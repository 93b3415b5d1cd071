"""How long the socket waits for what."""

from dataclasses import dataclass
import math
import random
from typing import Final

_QUICK_ATTEMPTS: Final = 6
_MOST_DOUBLINGS: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SocketTiming:
    """Times in seconds; ``begin`` is for commands before the first connection."""

    begin: float = 5
    connect: float = 10
    answer: float = 10
    pong: float = 10
    close: float = 2
    heartbeat: float = 90
    shortest_heartbeat: float = 15
    heartbeat_share: float = 0.9
    stable: float = 60
    first_delay: float = 1
    longest_delay: float = 60
    longest_rest: float = 300


class BackOff:
    """Delays between attempts: full jitter below a ceiling that doubles.

    The first ceilings stay low, so that a cloud that was away for a few seconds is
    found again within two. Where an attempt costs the cloud little, as nobody was
    announced, the ceiling stays lower than that of a rest.
    """

    def __init__(self, timing: SocketTiming) -> None:
        """Start with the shortest delay."""
        self._timing = timing
        self._attempt = 0

    def reset(self) -> None:
        """Start again with the shortest delay."""
        self._attempt = 0

    def skip_to_longest(self) -> None:
        """Go on with the longest delay, as nothing will change soon."""
        self._attempt = _MOST_DOUBLINGS

    def next_delay(self) -> float:
        """Return the delay before the next attempt, when none was announced."""
        return self._next_below(self._timing.longest_delay)

    def next_rest(self) -> float:
        """Return the delay before the next attempt, when each costs the cloud."""
        return self._next_below(self._timing.longest_rest)

    def _next_below(self, longest: float) -> float:
        # Not for secrets: jitter only keeps many clients from coming at once.
        return random.uniform(0, min(longest, self._next_ceiling()))  # noqa: S311

    def _next_ceiling(self) -> float:
        self._attempt += 1
        doublings = min(self._attempt - 1, 1)
        doublings += max(0, self._attempt - _QUICK_ATTEMPTS)
        return math.ldexp(self._timing.first_delay, min(doublings, _MOST_DOUBLINGS))
