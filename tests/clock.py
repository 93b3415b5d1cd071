"""A clock that the test moves."""

import asyncio
from collections.abc import Awaitable

from freezegun.api import FrozenDateTimeFactory

STEP_SECONDS = 0.1


async def turns(count: int = 50) -> None:
    """Let the loop run for a few turns."""
    for _ in range(count):
        await asyncio.sleep(0)


async def passing[ResultT](
    freezer: FrozenDateTimeFactory,
    doing: Awaitable[ResultT],
    step: float = STEP_SECONDS,
) -> ResultT:
    """Let frozen time pass until something is done; return what came of it."""
    task = asyncio.ensure_future(doing)
    while not task.done():
        freezer.tick(step)
        await turns()
    return task.result()


async def pass_seconds(freezer: FrozenDateTimeFactory, seconds: float) -> None:
    """Let frozen time pass, with all that happens meanwhile."""
    await passing(freezer, asyncio.sleep(seconds))
