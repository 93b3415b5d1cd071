"""An account's way to its devices: commands and questions out, messages in.

Whoever uses a link knows neither a connection nor the order of what is sent on it.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from .bugs import tell
from .client import EwelinkClient
from .command_queue import CommandQueue
from .errors import EwelinkAuthError, EwelinkDeviceOfflineError, EwelinkError
from .health import Health
from .messages import DeviceState, Message, Origin
from .models import Home, Thing, ThingPage
from .queries import Queries
from .ways import LocalState
from .websocket.socket import EwelinkSocket
from .wire import Command, OnDone, Params

type StartTask = Callable[[Coroutine[Any, Any, Any], str], asyncio.Task[Any]]


class LinkedDevice(Protocol):
    """A device as a link addresses it."""

    @property
    def id(self) -> str:
        """Return the deviceid."""

    @property
    def params(self) -> Params:
        """Return its params as they are known now."""

    @property
    def thing(self) -> Thing:
        """Return its listing."""

    def complete(self, command: Params) -> Params:
        """Return a command with what the device takes only as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkEvents:
    """Who is told of what comes by a link.

    ``on_failed`` hears of each attempt to connect that failed, ``on_disconnected`` of
    the loss of a connection that was up, ``on_auth_failed`` that the link gave up.
    ``on_contact`` hears that a device came or went in the local network,
    ``on_key_needed`` that its key opens nothing there.
    """

    on_message: Callable[[Message], None]
    on_connected: Callable[[], None]
    on_disconnected: Callable[[EwelinkError], None]
    on_failed: Callable[[EwelinkError], None]
    on_auth_failed: Callable[[EwelinkAuthError], None]
    on_contact: Callable[[str, bool], None]
    on_key_needed: Callable[[str], None]


class Link(Protocol):
    """What the account's devices are reached by; all its questions raise EwelinkError.

    ``cloud_services`` is what only a cloud has: adding a device, tags, the sign-out.
    """

    @property
    def cloud_services(self) -> EwelinkClient | None:
        """Return what calls the cloud, None for a link without any."""

    @property
    def health(self) -> Health:
        """Return what went wrong, and since when it is connected or not."""

    @property
    def connect_delay(self) -> float:
        """Return the seconds for which it may not connect yet."""

    @property
    def is_connected(self) -> bool:
        """Return whether devices can be reached now."""

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Connect and stay so; ``start_task`` runs what ends with the account."""

    def resume(self) -> None:
        """Connect again where it gave up, as something else has worked since."""

    def stop(self) -> None:
        """Connect no more; the tasks that were started end with the account."""

    async def wait_connected(self, seconds: float) -> None:
        """Wait for the first connection; raises what the first attempt failed with."""

    async def send(self, device: LinkedDevice, command: Command) -> None:
        """Set params; returns when the device has obeyed.

        Commands to a device that start in the same moment go as one. One that is a
        function is called with the device's params when it is sent.
        """

    async def ask(
        self, device: LinkedDevice, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action alone and in its turn; returns the whole answer.

        It is merged with nothing, and nothing of it is kept as state. `on_done` is
        called with what was sent, before what the device tells after its answer.
        """

    async def ask_locally(
        self, device: LinkedDevice, params: Params, /
    ) -> Params | None:
        """Ask alone and in the local network only; None where that cannot be done.

        Nothing of the answer is kept as state.
        """

    async def query(self, device: LinkedDevice) -> None:
        """Ask for all params; they come as a message before this returns."""

    def begin_query(self, device: LinkedDevice) -> asyncio.Task[EwelinkError | None]:
        """Ask without waiting; the task tells what went wrong."""

    def fail_waiting(self, device_id: str) -> None:
        """Fail what waits for a device that cannot be reached any more."""

    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Show a device from now on, or as it is listed now; ``parent`` is its bridge.

        What is known of it in the local network is told at once.
        """

    def unwatch(self, device_id: str) -> None:
        """Show a device no more."""

    def is_local(self, device_id: str, /) -> bool:
        """Return whether a device is reached in the local network just now."""

    def local_state(self, device_id: str, /) -> LocalState | None:
        """Return how a device stands in the local network, None where it never was."""

    async def homes(self) -> tuple[Home, ...]:
        """Return all homes."""

    def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all pages of a home."""


class CloudLink:
    """Reaches devices through the account's WebSocket, and lists them over HTTP."""

    def __init__(self, client: EwelinkClient) -> None:
        """Prepare; nothing is sent before `start`."""
        self.cloud_services = client
        self._client = client
        self._socket: EwelinkSocket
        self._queue: CommandQueue[LinkedDevice]
        self._queries: Queries[LinkedDevice]
        self._start_task: StartTask
        self._running: asyncio.Task[None]
        self._is_stopped = False

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Connect and stay so; ``start_task`` runs what ends with the account."""

        def _tell(origin: Origin, device: LinkedDevice, params: Params) -> None:
            tell(events.on_message, DeviceState(device.id, params, origin))

        self._socket = EwelinkSocket(
            self._client,
            on_message=events.on_message,
            on_connected=events.on_connected,
            on_disconnected=events.on_disconnected,
            on_failed=events.on_failed,
            on_auth_failed=events.on_auth_failed,
        )
        self._queue = CommandQueue(
            self._update, partial(_tell, Origin.OBEYED), self._act
        )
        self._queries = Queries(self._query, partial(_tell, Origin.ANSWER), start_task)
        self._start_task = start_task
        self._running = start_task(self._socket.run(), "connection")

    def resume(self) -> None:
        """Connect again where the account was refused, as it is not any more."""
        if self._running.done() and not self._is_stopped:
            self._running = self._start_task(self._socket.run(), "connection")

    def stop(self) -> None:
        """Connect no more; the tasks that were started end with the account."""
        self._is_stopped = True

    @property
    def health(self) -> Health:
        """Return what went wrong, and since when the account is online or not."""
        return self._client.health

    @property
    def connect_delay(self) -> float:
        """Return the seconds for which the account may not be announced yet."""
        return self._client.limiter.online.delay_for(self._client.account.apikey)

    @property
    def is_connected(self) -> bool:
        """Return whether the account is online."""
        return self._socket.connected

    async def wait_connected(self, seconds: float) -> None:
        """Wait for the first connection; raises what the first attempt failed with."""
        await self._socket.wait_connected(seconds)

    async def send(self, device: LinkedDevice, command: Command) -> None:
        """Set params; returns when the device has obeyed."""
        await self._queue.send(device, command)

    async def ask(
        self, device: LinkedDevice, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action alone and in its turn; returns the whole answer."""
        return await self._queue.ask(device, command, on_done)

    async def ask_locally(
        self, _device: LinkedDevice, _params: Params, /
    ) -> Params | None:
        """Return that the local network is none of its ways."""
        return None

    async def query(self, device: LinkedDevice) -> None:
        """Ask for all params; those who ask at once share one question."""
        await self._queries.wait(device)

    def begin_query(self, device: LinkedDevice) -> asyncio.Task[EwelinkError | None]:
        """Ask without waiting; the task tells what went wrong."""
        return self._queries.begin(device)

    def fail_waiting(self, device_id: str) -> None:
        """Fail what waits for a device that cannot be reached any more."""
        message = "went offline before the answer"
        err = EwelinkDeviceOfflineError(message)
        self._queue.fail(device_id, err)
        self._socket.fail(device_id, err)

    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Need not know who is shown."""

    def unwatch(self, device_id: str) -> None:
        """Need not know who is shown."""

    def is_local(self, _device_id: str, /) -> bool:
        """Return that the local network is none of its ways."""
        return False

    def local_state(self, _device_id: str, /) -> LocalState | None:
        """Return that the local network is none of its ways."""
        return None

    async def homes(self) -> tuple[Home, ...]:
        """Return all homes, those that others share with the account too."""
        return await self._client.homes()

    def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all pages of a home; they are complete when this ends by itself."""
        return self._client.things(home_id)

    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        return await self._socket.command(device.id, self._owner_key(device), params)

    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        return await self._socket.command(device.id, self._owner_key(device), params)

    async def _query(self, device: LinkedDevice) -> Params:
        return await self._socket.query(device.id, self._owner_key(device))

    def _owner_key(self, device: LinkedDevice) -> str:
        return device.thing.apikey or self._client.account.apikey
