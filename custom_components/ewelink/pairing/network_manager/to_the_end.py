"""Work that must not be left half done."""

import asyncio
from collections.abc import Coroutine


async def to_the_end[T](work: Coroutine[None, None, T]) -> T:
    """Await work that goes on however often the waiting is cancelled.

    A cancellation takes effect once it is done; its failure is raised in any case.
    """
    task = asyncio.ensure_future(work)
    is_cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            is_cancelled = True
    result = task.result()
    if is_cancelled:
        raise asyncio.CancelledError
    return result
