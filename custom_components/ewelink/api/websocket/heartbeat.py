"""Keeping a socket alive, and noticing when it is not."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from ..wire import Params, as_object
from .timing import SocketTiming

_LONGEST_INTERVAL = 3600


def heartbeat_interval(answer: Params, timing: SocketTiming) -> float:
    """Return the interval between pings that the answer to the greeting asks for."""
    config = as_object(answer.get("config")) or {}
    try:
        asked = float(str(config.get("hbInterval")))
    except ValueError:
        return timing.heartbeat
    if not asked < _LONGEST_INTERVAL:
        return timing.heartbeat
    return max(asked, timing.shortest_heartbeat) * timing.heartbeat_share


class Heartbeat:
    """Sends pings; expires the scope of the reader when no life follows one."""

    def __init__(
        self, send_ping: Callable[[], Awaitable[None]], timing: SocketTiming
    ) -> None:
        """Prepare; `run` starts it."""
        self._send_ping = send_ping
        self._timing = timing
        self._wanted = asyncio.Event()
        self.scope = asyncio.timeout(None)
        self.is_awaiting_life = False

    async def run(self, interval: float) -> None:
        """Send a ping at the interval, and whenever there is doubt."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(interval):
                    await self._wanted.wait()
            self._wanted.clear()
            self._expect_life()
            await self._send_ping()

    def probe(self) -> None:
        """Send a ping now, as there is doubt."""
        self._wanted.set()

    def heard(self) -> None:
        """Take a frame, whatever it is, for the life that was waited for."""
        self.is_awaiting_life = False
        self.scope.reschedule(None)

    def _expect_life(self) -> None:
        if not self.is_awaiting_life:
            self.is_awaiting_life = True
            now = asyncio.get_running_loop().time()
            self.scope.reschedule(now + self._timing.pong)
