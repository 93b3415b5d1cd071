"""Questions to devices: those who ask at once share one."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
import logging
from typing import Any, Protocol

from .errors import EwelinkConnectionError, EwelinkError
from .wire import Params

_LOGGER = logging.getLogger(__name__)

type Outcome = EwelinkError | None
type StartTask = Callable[[Coroutine[Any, Any, Outcome], str], asyncio.Task[Outcome]]


class QueriedDevice(Protocol):
    """What a question needs to know of a device."""

    @property
    def id(self) -> str:
        """Return the deviceid."""


class Queries[DeviceT: QueriedDevice]:
    """Asks devices for their params.

    ``ask`` sends a question, ``on_answer`` is told what was answered, and
    ``start_task`` runs a question as a task that ends with the account.
    """

    def __init__(
        self,
        ask: Callable[[DeviceT], Awaitable[Params]],
        on_answer: Callable[[DeviceT, Params], None],
        start_task: StartTask,
    ) -> None:
        """Start with nothing asked."""
        self._ask = ask
        self._on_answer = on_answer
        self._start_task = start_task
        self._running: dict[str, asyncio.Task[Outcome]] = {}

    def begin(self, device: DeviceT) -> asyncio.Task[Outcome]:
        """Return the question that runs, or begin one; it tells what went wrong."""
        task = self._running.get(device.id)
        if task is None:
            task = self._start_task(self._run(device), "query")
            if not task.done():
                self._running[device.id] = task
                task.add_done_callback(lambda _: self._running.pop(device.id))
        return task

    async def wait(self, device: DeviceT) -> None:
        """Wait until a device has answered. Raises EwelinkError."""
        question = self.begin(device)
        await asyncio.wait([question])
        if question.cancelled():
            message = "the account was unloaded before the answer"
            raise EwelinkConnectionError(message)
        if (err := question.result()) is not None:
            raise err

    async def _run(self, device: DeviceT) -> Outcome:
        """Ask; return what went wrong, as nobody may wait."""
        try:
            params = await self._ask(device)
        except EwelinkError as err:
            _LOGGER.debug("Device %s did not answer a question: %s", device.id, err)
            return err
        self._on_answer(device, params)
        return None
