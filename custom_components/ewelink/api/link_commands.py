"""What every link does alike: commands in their turn, and questions that are shared."""

from abc import ABC, abstractmethod
import asyncio
from collections.abc import Callable
from functools import partial

from .command_queue import CommandQueue
from .errors import EwelinkDeviceOfflineError, EwelinkError
from .link import LinkedDevice, StartTask
from .messages import DeviceState, Origin
from .queries import Queries
from .wire import Command, OnDone, Params


class LinkCommands(ABC):
    """Sends in turn what `_update`, `_act` and `_query` carry to a device."""

    _queue: CommandQueue[LinkedDevice]
    _queries: Queries[LinkedDevice]

    def _begin_commands(
        self, tell_state: Callable[[DeviceState], object], start_task: StartTask
    ) -> None:
        """Begin; ``tell_state`` hears what was obeyed, and what was answered."""

        def _tell(origin: Origin, device: LinkedDevice, params: Params) -> None:
            tell_state(DeviceState(device.id, params, origin))

        self._queue = CommandQueue(
            self._update, partial(_tell, Origin.OBEYED), self._act
        )
        self._queries = Queries(self._query, partial(_tell, Origin.ANSWER), start_task)

    async def send(self, device: LinkedDevice, command: Command) -> None:
        """Set params; returns when the device has obeyed."""
        await self._queue.send(device, command)

    async def ask(
        self, device: LinkedDevice, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action alone and in its turn; returns the whole answer."""
        return await self._queue.ask(device, command, on_done)

    async def query(self, device: LinkedDevice) -> None:
        """Ask for all params; those who ask at once share one question."""
        await self._queries.wait(device)

    def begin_query(self, device: LinkedDevice) -> asyncio.Task[EwelinkError | None]:
        """Ask without waiting; the task tells what went wrong."""
        return self._queries.begin(device)

    def fail_waiting(self, device_id: str) -> None:
        """Fail what waits for a device that cannot be reached any more."""
        message = "was lost before the answer"
        self._queue.fail(device_id, EwelinkDeviceOfflineError(message))

    @abstractmethod
    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        """Set params; returns what was set otherwise than commanded."""

    @abstractmethod
    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        """Send an action; returns the whole answer."""

    @abstractmethod
    async def _query(self, device: LinkedDevice) -> Params:
        """Ask for all params."""
