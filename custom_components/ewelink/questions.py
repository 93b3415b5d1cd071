"""Questions to devices: those who ask at once share one."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
import logging
from typing import Any

from homeassistant.core import callback

from .api.errors import EwelinkConnectionError, EwelinkError
from .api.models import Params
from .devices.device import Device

_LOGGER = logging.getLogger(__name__)

type Outcome = EwelinkError | None
type StartTask = Callable[[Coroutine[Any, Any, Outcome], str], asyncio.Task[Outcome]]


class Questions:
    """Asks devices for their params.

    ``ask`` sends a question, ``on_answer`` takes over what was answered, and ``start``
    runs a question as a task that ends with the account.
    """

    def __init__(
        self,
        ask: Callable[[Device], Awaitable[Params]],
        on_answer: Callable[[str, Params], None],
        start: StartTask,
    ) -> None:
        """Start with nothing asked."""
        self._ask = ask
        self._on_answer = on_answer
        self._start = start
        self._running: dict[str, asyncio.Task[Outcome]] = {}

    @callback
    def async_begin(self, device: Device) -> asyncio.Task[Outcome]:
        """Return the question that runs, or begin one; it tells what went wrong."""
        task = self._running.get(device.id)
        if task is None:
            task = self._start(self._run(device), "query")
            if not task.done():
                self._running[device.id] = task
                task.add_done_callback(lambda _: self._running.pop(device.id))
        return task

    async def async_answer(self, device: Device) -> None:
        """Wait until a device has answered. Raises EwelinkError."""
        question = self.async_begin(device)
        await asyncio.wait([question])
        if question.cancelled():
            message = "the account was unloaded before the answer"
            raise EwelinkConnectionError(message)
        if (err := question.result()) is not None:
            raise err

    async def _run(self, device: Device) -> Outcome:
        """Ask; return what went wrong, as nobody may wait."""
        try:
            params = await self._ask(device)
        except EwelinkError as err:
            _LOGGER.debug("Device %s did not answer a question: %s", device.id, err)
            return err
        self._on_answer(device.id, params)
        return None
