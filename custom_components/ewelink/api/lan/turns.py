"""One request at a time to one host, and a pause between two."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count

# How many may wait; a host that is so far behind is not served any more.
_MOST_WAITING = 200


class Rank(IntEnum):
    """Who goes first where several wait."""

    COMMAND = 0
    POLL = 1


class Turns:
    """Lets those who wait go one by one, and their starts be ``spacing`` apart."""

    def __init__(self, spacing: float) -> None:
        """Start with nobody waiting."""
        self._spacing = spacing
        self._numbers = count()
        self._waiting: list[tuple[Rank, int, asyncio.Future[None]]] = []
        self._is_taken = False
        self._started_at = float("-inf")

    @asynccontextmanager
    async def turn(self, rank: Rank) -> AsyncGenerator[None]:
        """Wait for one's turn, and hold it."""
        future = asyncio.get_running_loop().create_future()
        heappush(self._waiting, (rank, next(self._numbers), future))
        if not self._is_taken:
            self._is_taken = True
            self._let_next_go()
        try:
            await future
        except asyncio.CancelledError:
            # It may have been one's turn already.
            if not future.cancelled():
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

    def _release(self) -> None:
        """Give the next his turn once the pause is over; the best of those by then."""
        loop = asyncio.get_running_loop()
        pause = self._started_at + self._spacing - loop.time()
        if pause > 0:
            loop.call_later(pause, self._let_next_go)
        else:
            self._let_next_go()

    def _let_next_go(self) -> None:
        while self._waiting:
            _, _, future = heappop(self._waiting)
            if not future.done():
                self._started_at = asyncio.get_running_loop().time()
                future.set_result(None)
                return
        self._is_taken = False
