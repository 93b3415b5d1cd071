"""A clock that jumps to whatever is awaited next, so that hours take no time."""

import asyncio
from collections.abc import Coroutine
from selectors import SelectorKey, SelectSelector
from typing import Any, override

_START = 1000.0


class _JumpingSelector(SelectSelector):
    """Waits for nobody, and counts the seconds that it was asked to wait."""

    def __init__(self) -> None:
        super().__init__()
        self.now = _START

    @override
    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        if timeout is None:
            return super().select()
        events = super().select(0)
        if not events:
            self.now += max(0, timeout)
        return events


class _MovedLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._clock = _JumpingSelector()
        super().__init__(self._clock)

    @override
    def time(self) -> float:
        return self._clock.now


def run_moved[ResultT](target: Coroutine[Any, Any, ResultT]) -> ResultT:
    """Run what awaits timers only, on a clock that starts at any moment."""
    with asyncio.Runner(loop_factory=_MovedLoop) as runner:
        return runner.run(target)
