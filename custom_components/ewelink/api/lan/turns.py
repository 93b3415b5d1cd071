"""One request at a time to one host, and a pause between two."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Final

# How many may wait; a host that is so far behind is not served any more.
_MOST_WAITING: Final = 200
# How long what was written may be on its way, where no answer says that it has arrived.
_LONGEST_WAY: Final = 0.05


class Rank(IntEnum):
    """Who goes first where several wait."""

    COMMAND = 0
    POLL = 1


class Turns:
    """Lets those who wait go one by one, ``spacing`` apart as the host receives them.

    The pause begins when a request has arrived for sure: that is so when it is
    answered, or a while after it was written. A connection may take long, too.
    """

    def __init__(self, spacing: float) -> None:
        """Start with nobody waiting."""
        self._spacing = spacing
        self._numbers = count()
        self._waiting: list[tuple[Rank, int, asyncio.Future[None]]] = []
        self._pause: asyncio.TimerHandle | None = None
        self._is_taken = False
        self._written_at = float("-inf")
        self._ended_at = float("-inf")

    @asynccontextmanager
    async def turn(self, rank: Rank) -> AsyncGenerator[None]:
        """Wait for one's turn, and hold it."""
        future = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._numbers), future))
        self._go_on()
        try:
            await future
        except asyncio.CancelledError:
            # It may have been one's turn already.
            if future.cancelled():
                self._left()
            else:
                self._release()
            raise
        try:
            yield
        finally:
            self._release()

    @property
    def is_full(self) -> bool:
        """Return whether so many wait that no more should."""
        return len(self._waiting) >= _MOST_WAITING

    def written(self) -> None:
        """Remember that a request goes out now, the first time or again."""
        self._written_at = asyncio.get_running_loop().time()

    def _release(self) -> None:
        self._is_taken = False
        self._ended_at = asyncio.get_running_loop().time()
        self._go_on()

    def _left(self) -> None:
        """Stop pausing where nobody waits any more, and begin no pause for them."""
        if not all(it.done() for _, _, it in self._waiting):
            return
        self._waiting.clear()
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None

    def _go_on(self) -> None:
        """Let the next go once the pause is over: the best of those by then."""
        if self._is_taken or self._pause is not None or not self._waiting:
            return
        loop = asyncio.get_running_loop()
        arrived_at = max(self._written_at, self._ended_at)
        arrived_at = min(arrived_at, self._written_at + _LONGEST_WAY)
        left = arrived_at + self._spacing - loop.time()
        if left > 0:
            self._pause = loop.call_later(left, self._end_pause)
        else:
            self._let_next_go(loop.time())

    def _end_pause(self) -> None:
        self._pause = None
        self._let_next_go(asyncio.get_running_loop().time())

    def _let_next_go(self, now: float) -> None:
        while self._waiting:
            _, _, future = heappop(self._waiting)
            if not future.done():
                self._written_at = now
                self._is_taken = True
                future.set_result(None)
                return
