"""A clock that the test moves."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable
from contextlib import asynccontextmanager
import time

from freezegun.api import FrozenDateTimeFactory

from .simulator import Simulator
from .simulator.model import World

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


@asynccontextmanager
async def in_test_time(world: World) -> AsyncGenerator[Simulator]:
    """Run a cloud whose time is that of the test, also while that is frozen."""
    simulator = Simulator(
        world,
        clock=lambda: time.time(),  # noqa: PLW0108 - looked up when it is frozen
        monotonic=lambda: time.monotonic(),  # noqa: PLW0108
    )
    await simulator.start()
    yield simulator
    await simulator.stop()
