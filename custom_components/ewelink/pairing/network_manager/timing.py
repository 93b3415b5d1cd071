"""How long the host's network is waited for, and how often it is asked."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTiming:
    """Times in seconds."""

    answer: float = 25
    poll: float = 0.25
    scan: float = 10
    ask_again_to_scan: float = 1
    lease: int = 15
    join: float = 30
    verify: float = 45
    checkpoint: int = 150


async def polled[ToldT](
    ask: Callable[[], Awaitable[ToldT]],
    is_settled: Callable[[ToldT], bool],
    seconds: float,
    timing: NetworkTiming,
) -> ToldT:
    """Ask until the answer is settled or the time is over, and return the last one.

    That is simpler than the many signals of NetworkManager.
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        told = await ask()
        if is_settled(told) or loop.time() >= deadline:
            return told
        await asyncio.sleep(timing.poll)
