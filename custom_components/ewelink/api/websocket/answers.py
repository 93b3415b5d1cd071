"""Questions on the socket and the answers that belong to them."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
import time

from ..errors import EwelinkConnectionError, EwelinkError
from ..wire import Params, as_text


class PendingAnswers:
    """Answers that are awaited, by the sequence of their question."""

    def __init__(self) -> None:
        """Start with none."""
        self._pending: dict[str, tuple[str, asyncio.Future[Params]]] = {}
        self._last_sequence = 0

    def next_sequence(self) -> str:
        """Return a sequence that was never used: milliseconds, or one more."""
        self._last_sequence = max(time.time_ns() // 1_000_000, self._last_sequence + 1)
        return str(self._last_sequence)

    @contextmanager
    def awaiting(
        self, sequence: str, device_id: str = ""
    ) -> Generator[asyncio.Future[Params]]:
        """Give the future of the answer with this sequence of a device."""
        future = asyncio.get_running_loop().create_future()
        self._pending[sequence] = (device_id, future)
        try:
            yield future
        finally:
            self._pending.pop(sequence, None)
            # A failure that came while the question was still being sent.
            if not future.cancel() and not future.cancelled():
                future.exception()

    def resolve(self, frame: Params) -> bool:
        """Hand a frame to whom it answers, if there is somebody."""
        pending = self._pending.get(as_text(frame.get("sequence")) or "")
        if pending is None:
            return False
        _, future = pending
        if not future.done():
            future.set_result(frame)
        return True

    def fail(self, device_id: str, err: EwelinkError) -> None:
        """Tell those who wait for a device that it will not answer."""
        for asked_id, future in self._pending.values():
            if asked_id == device_id and not future.done():
                future.set_exception(err)

    def fail_all(self) -> None:
        """Tell everybody who waits that no answer will come."""
        for _, future in self._pending.values():
            if not future.done():
                message = "the connection was lost before the answer"
                future.set_exception(EwelinkConnectionError(message))
