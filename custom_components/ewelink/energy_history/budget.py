"""How often the cloud is asked for history (docs/protocol.md, "Energy history").

Four questions a day and device, whatever was reloaded or restarted meanwhile, and one
question after another. What is asked in the local network counts for nothing.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
import logging
from time import monotonic
from typing import Any, Final

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.util import dt as dt_util

from ..const import DOMAIN
from ..private_store import PrivateStore

_LOGGER = logging.getLogger(__name__)

QUESTIONS_A_DAY: Final = 4
SECONDS_BETWEEN: Final = 1.0
STORE_KEY: Final = f"{DOMAIN}.history_questions"
_DAY: Final = timedelta(days=1)


class HistoryBudgetError(Exception):
    """The device was asked often enough; ``free_at`` is when it may be asked again."""

    def __init__(self, free_at: datetime) -> None:
        """Keep the moment."""
        super().__init__("asked often enough")
        self.free_at = free_at


class HistoryBudget:
    """When each device was asked by the cloud in the last 24 hours.

    ``importing`` lets one import follow another.
    """

    def __init__(self, hass: HomeAssistant) -> None:
        """Start with none asked."""
        self.importing = asyncio.Lock()
        self._store = PrivateStore(hass, STORE_KEY)
        self._asked: dict[str, list[float]] = {}
        self._turn = asyncio.Lock()
        self._last = -SECONDS_BETWEEN

    async def async_load(self) -> None:
        """Go on where the last run ended; what cannot be read counts for nothing."""
        try:
            stored = await self._store.async_load()
        except HomeAssistantError, KeyError, TypeError:
            _LOGGER.debug("The questions for history are counted anew")
            return
        if isinstance(stored, dict):
            asked = {str(key): _times(it) for key, it in stored.items()}
            self._asked = {key: times for key, times in asked.items() if times}

    async def async_discard(self) -> None:
        """Keep nothing over a restart, as no account is left; this run goes on."""
        await self._store.async_discard()

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None]:
        """Wait until nothing else is asked, and a moment more."""
        async with self._turn:
            if (wait := self._last + SECONDS_BETWEEN - monotonic()) > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                self._last = monotonic()

    def left(self, device_id: str) -> int:
        """Return how many questions a device may be asked now."""
        return max(0, QUESTIONS_A_DAY - len(self._recent(device_id)))

    def check(self, device_id: str, count: int = 1) -> None:
        """Raise HistoryBudgetError if so many questions may not be asked now."""
        asked = self._recent(device_id)
        excess = len(asked) + min(count, QUESTIONS_A_DAY) - QUESTIONS_A_DAY
        if excess > 0:
            last = datetime.fromtimestamp(asked[excess - 1], UTC)
            raise HistoryBudgetError(last + _DAY)

    async def async_take(self, device_id: str) -> None:
        """Count a question, before it is sent. Raises HistoryBudgetError."""
        self.check(device_id)
        now = dt_util.utcnow().timestamp()
        self._asked[device_id] = [*self._recent(device_id), now]
        await self._store.async_save(self._to_dict())

    async def async_give_back(self, device_id: str) -> None:
        """Count the last question no more, as it was not sent."""
        self._asked[device_id] = self._recent(device_id)[:-1]
        await self._store.async_save(self._to_dict())

    def _recent(self, device_id: str) -> list[float]:
        """Return the times of the last day; none lies ahead, whatever the clock was."""
        now = dt_util.utcnow().timestamp()
        oldest = now - _DAY.total_seconds()
        times = (min(it, now) for it in self._asked.get(device_id, ()))
        return sorted(it for it in times if it > oldest)

    def _to_dict(self) -> dict[str, Any]:
        recent = {it: self._recent(it) for it in self._asked}
        self._asked = {it: times for it, times in recent.items() if times}
        return dict(self._asked)


def _times(stored: object) -> list[float]:
    if not isinstance(stored, list):
        return []
    return [float(it) for it in stored if type(it) in (int, float)]
