"""The vendor's limits, kept for everything that calls from this address."""

import asyncio
from collections import defaultdict, deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from ..errors import EwelinkRateLimitError
from .call_counter import CallCounter

# Calls of this lane keep the spacing to all others, whatever theirs are.
ANY_INTERFACE: Final = "any interface"

_MOMENT: Final = 0.001
# How long a call may take to leave before the next one goes all the same.
_LEAVING_SECONDS: Final = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the vendor allows, with a small margin; times in seconds.

    The cloud counts from the arrivals of calls, we from when they are sent.
    """

    spacing: float = 0.55
    window: float = 300.5
    calls_per_window: int = 300
    longest_wait: float = 30
    online_spacing: float = 10.1
    online_window: float = 3600.5
    online_per_window: int = 20


def _now() -> float:
    return asyncio.get_running_loop().time()


class OnlineBudget:
    """How often each account may announce itself on a socket."""

    def __init__(self, limits: Limits) -> None:
        """Start with nothing announced."""
        self._limits = limits
        self._sent: defaultdict[str, deque[float]] = defaultdict(deque)

    def delay_for(self, account: str) -> float:
        """Return the seconds to wait before the next announcement."""
        limits, sent, now = self._limits, self._sent[account], _now()
        while sent and sent[0] <= now - limits.online_window:
            sent.popleft()
        allowed_at = now
        if sent:
            allowed_at = sent[-1] + limits.online_spacing
        if len(sent) >= limits.online_per_window:
            oldest = sent[-limits.online_per_window]
            allowed_at = max(allowed_at, oldest + limits.online_window)
        return max(0.0, allowed_at - now)

    def last_sent(self, account: str) -> float | None:
        """Return when the account was announced last, None if that is long ago."""
        sent = self._sent[account]
        return sent[-1] if sent else None

    def note(self, account: str) -> None:
        """Remember that an announcement is sent now."""
        self._sent[account].append(_now())


@dataclass(slots=True)
class _Lane:
    """Calls that keep the spacing among themselves, served in order.

    ``wanted_at`` is when the call in front wants to go.
    """

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    wanted_at: float = 0.0
    leaving: Turn | None = None


@dataclass(slots=True, eq=False)
class Turn:
    """A call that may be sent now."""

    _lanes: tuple[_Lane, ...]
    _spacing: float
    _has_left: asyncio.Event = field(default_factory=asyncio.Event)
    _awaited_until: float = 0.0

    def leave(self) -> None:
        """Let the next call wait until this one has left, which a connection delays."""
        self._awaited_until = _now() + _LEAVING_SECONDS
        for lane in self._lanes:
            lane.leaving = self

    def sent(self) -> None:
        """Count the spacing from now, as the call leaves only now."""
        for lane in self._lanes:
            lane.free_at = max(lane.free_at, _now() + self._spacing)
        self.ended()

    def ended(self) -> None:
        """Let nobody wait any longer."""
        self._has_left.set()

    async def wait_left(self) -> bool:
        """Return whether there was anything to wait for, and wait a moment for it."""
        if self._has_left.is_set() or self._awaited_until <= _now():
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._awaited_until):
                await self._has_left.wait()
        return True


class Limiter:
    """Spaces the calls of each interface and bounds the calls of all together.

    Each call that is let through is counted by `counter`. Nobody waits for an answer
    to another's call.
    """

    def __init__(
        self, limits: Limits | None = None, counter: CallCounter | None = None
    ) -> None:
        """Start with nothing called."""
        self._limits = limits or Limits()
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)
        self._sent: deque[float] = deque()
        self.counter = counter or CallCounter()
        self.online = OnlineBudget(self._limits)

    async def wait_for_turn(
        self, interface: str, *, app: str, region: str, lane: str | None = None
    ) -> Turn:
        """Wait in a lane, which is that of the interface unless named, for a turn.

        Raises EwelinkRateLimitError when the wait would be too long.
        """
        waiting = self._lanes[lane or interface]
        deadline = _now() + self._limits.longest_wait
        try:
            async with asyncio.timeout_at(deadline):
                await waiting.lock.acquire()
        except TimeoutError:
            raise self._refusal(self._limits.longest_wait) from None
        try:
            await self._wait_in_front(waiting, deadline)
            return self._grant(interface, app, region)
        finally:
            waiting.lock.release()

    async def _wait_in_front(self, lane: _Lane, deadline: float) -> None:
        await self._wait_until_free(lane, deadline)
        all_calls = self._lanes[ANY_INTERFACE]
        # A call that keeps apart from all others would never find a gap between them.
        wait = all_calls.wanted_at + _MOMENT - _now()
        if wait > 0 and lane is not all_calls:
            await asyncio.sleep(wait)
            await self._wait_until_free(lane, deadline)

    async def _wait_until_free(self, lane: _Lane, deadline: float) -> None:
        while True:
            turn = max(lane.free_at, self._window_frees_at())
            if turn > deadline:
                raise self._refusal(turn - _now())
            if turn > (now := _now()):
                lane.wanted_at = turn
                await asyncio.sleep(turn - now)
            elif lane.leaving is None or not await lane.leaving.wait_left():
                return

    def _window_frees_at(self) -> float:
        window = self._limits.window
        while self._sent and self._sent[0] <= _now() - window:
            self._sent.popleft()
        if len(self._sent) < self._limits.calls_per_window:
            return 0.0
        return self._sent[0] + window

    def _grant(self, interface: str, app: str, region: str) -> Turn:
        self._sent.append(_now())
        self.counter.count(app, region)
        lanes = (self._lanes[interface], self._lanes[ANY_INTERFACE])
        turn = Turn(lanes, self._limits.spacing)
        turn.sent()
        return turn

    def _refusal(self, retry_after: float) -> EwelinkRateLimitError:
        return EwelinkRateLimitError("too many calls waiting", retry_after=retry_after)
