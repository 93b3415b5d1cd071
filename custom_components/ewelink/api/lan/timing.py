"""How long the local network is waited for (docs/protocol.md, "LAN commands")."""

from collections.abc import Callable
from dataclasses import dataclass

# Seconds of a clock that never goes back.
type Monotonic = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanTiming:
    """Times in seconds, and how often a reset is tried again.

    ``slow_answer`` is for what a device gathers first.
    ``spacing`` lies at least between two requests as one host receives them,
    ``fan_pause`` between a ceiling fan's light and its fan.
    """

    connect: float = 1.3
    answer: float = 2.5
    slow_answer: float = 5
    spacing: float = 0.2
    fan_pause: float = 1
    resets: int = 10
    reset_pause: float = 0.1
    refused_pause: float = 0.3
