"""The link by the cloud alone."""

import asyncio
from collections.abc import AsyncGenerator
from typing import override

from .bugs import tell
from .client import EwelinkClient
from .errors import EwelinkDeviceOfflineError
from .health import Health
from .link import LinkedDevice, LinkEvents, StartTask
from .link_commands import LinkCommands
from .models import Home, ThingPage
from .ways import LocalState
from .websocket.socket import EwelinkSocket
from .wire import Params


class CloudLink(LinkCommands):
    """Reaches devices through the account's WebSocket, and lists them over HTTP."""

    def __init__(self, client: EwelinkClient) -> None:
        """Prepare; nothing is sent before `start`."""
        self.cloud_services = client
        self._client = client
        self._socket: EwelinkSocket
        self._start_task: StartTask
        self._running: asyncio.Task[None]
        self._is_stopped = False

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Connect and stay so; ``start_task`` runs what ends with the account."""
        self._socket = EwelinkSocket(
            self._client,
            on_message=events.on_message,
            on_connected=events.on_connected,
            on_disconnected=events.on_disconnected,
            on_failed=events.on_failed,
            on_auth_failed=events.on_auth_failed,
        )
        self._begin_commands(lambda it: tell(events.on_message, it), start_task)
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

    async def ask_locally(
        self, _device: LinkedDevice, _params: Params, /
    ) -> Params | None:
        """Return that the local network is none of its ways."""
        return None

    async def read(self, device: LinkedDevice) -> Params:
        """Return all params as the cloud has them now; they are no message."""
        return await self._socket.query(device.id, self._owner_key(device))

    async def upgrade(self, device: LinkedDevice, params: Params) -> None:
        """Have a device load a firmware; returns when it found that good."""
        await self._socket.upgrade(device.id, self._owner_key(device), params)

    @override
    def fail_waiting(self, device_id: str) -> None:
        """Fail what waits for a device that cannot be reached any more."""
        super().fail_waiting(device_id)
        message = "went offline before the answer"
        self._socket.fail(device_id, EwelinkDeviceOfflineError(message))

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

    @override
    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        return await self._socket.command(device.id, self._owner_key(device), params)

    @override
    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        return await self._socket.command(device.id, self._owner_key(device), params)

    @override
    async def _query(self, device: LinkedDevice) -> Params:
        return await self._socket.query(device.id, self._owner_key(device))

    def _owner_key(self, device: LinkedDevice) -> str:
        return device.thing.apikey or self._client.account.apikey
