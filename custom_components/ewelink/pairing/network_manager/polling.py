"""Asking NetworkManager again and again, which is simpler than its many signals."""

import asyncio
from collections.abc import Awaitable, Callable

from .timing import Timing


async def polled[ToldT](
    ask: Callable[[], Awaitable[ToldT]],
    is_settled: Callable[[ToldT], bool],
    seconds: float,
    timing: Timing,
) -> ToldT:
    """Return what is told once that is settled, or when the time is over."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while True:
        told = await ask()
        if is_settled(told) or loop.time() >= deadline:
            return told
        await asyncio.sleep(timing.poll)
