"""How long the host's network is waited for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Times in seconds."""

    answer: float = 25
    poll: float = 0.25
    scan: float = 10
    ask_again_to_scan: float = 1
    lease: int = 15
    join: float = 30
    verify: float = 45
    checkpoint: int = 150
