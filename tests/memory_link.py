"""A link without any cloud: its devices live in memory, and obey at once."""

import asyncio
from collections.abc import AsyncGenerator

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkConnectionError,
    EwelinkError,
    EwelinkNoAnswerError,
)
from custom_components.ewelink.api.health import Health
from custom_components.ewelink.api.link import (
    LinkedDevice,
    LinkEvents,
    StartTask,
)
from custom_components.ewelink.api.messages import DeviceState, DeviceUpdate, Origin
from custom_components.ewelink.api.models import Home, Thing, ThingPage
from custom_components.ewelink.api.ways import LocalState
from custom_components.ewelink.api.wire import Command, OnDone, Params

HOME = Home(id="home", name="Home", rooms={"1": "Kitchen"})


class MemoryLink:
    """Runs devices that are no more than their params."""

    cloud_services: EwelinkClient | None = None
    connect_delay = 0.0

    def __init__(self, *things: Thing) -> None:
        """Know all devices."""
        self.health = Health()
        self.is_connected = False
        self.known = {it.deviceid: it for it in things}
        self.asked: list[Params] = []
        self.is_silent = False
        self.watched: dict[str, LinkedDevice] = {}
        self.local: dict[str, LocalState] = {}
        self._events: LinkEvents
        self._start_task: StartTask

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Be connected."""
        self._events = events
        self._start_task = start_task
        self.is_connected = True
        events.on_connected()

    def resume(self) -> None:
        """Never give up."""

    def stop(self) -> None:
        """Be gone."""

    async def wait_connected(self, seconds: float) -> None:
        """Be connected already."""

    def push(self, device_id: str, params: Params) -> None:
        """Let a device report."""
        self.known[device_id].params.update(params)
        self._events.on_message(DeviceUpdate(device_id, params))

    def lose(self) -> None:
        """Lose all devices."""
        self.is_connected = False
        self._events.on_disconnected(EwelinkConnectionError("lost"))

    async def send(self, device: LinkedDevice, command: Command) -> None:
        """Let a device obey."""
        if self.is_silent:
            message = "silent"
            raise EwelinkNoAnswerError(message, code=504)
        params = command(device.params) if callable(command) else command
        whole = device.complete(params)
        self.known[device.id].params.update(whole)
        self._events.on_message(DeviceState(device.id, whole, Origin.OBEYED))

    async def ask(
        self, device: LinkedDevice, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Let a device act."""
        params = command(device.params) if callable(command) else command
        self.asked.append(params)
        if on_done is not None:
            on_done(params)
        return {"error": 0}

    async def ask_locally(self, device: LinkedDevice, params: Params) -> Params | None:
        """Have no way in the local network that asks."""
        return None

    async def query(self, device: LinkedDevice) -> None:
        """Tell all params of a device."""
        params = dict(self.known[device.id].params)
        self._events.on_message(DeviceState(device.id, params))

    def begin_query(self, device: LinkedDevice) -> asyncio.Task[EwelinkError | None]:
        """Tell all params of a device soon."""

        async def _query() -> EwelinkError | None:
            await self.query(device)
            return None

        return self._start_task(_query(), "query")

    def fail_waiting(self, device_id: str) -> None:
        """Have nobody waiting: devices obey at once."""

    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Keep who is shown."""
        self.watched[device.id] = device

    def unwatch(self, device_id: str) -> None:
        """Forget who was shown."""
        self.watched.pop(device_id, None)

    def is_local(self, device_id: str) -> bool:
        """Return whether a device was put into the local network."""
        state = self.local.get(device_id)
        return state is not None and state.is_local

    def local_state(self, device_id: str) -> LocalState | None:
        """Return how a device was put into the local network."""
        return self.local.get(device_id)

    def put_local(self, device_id: str, state: LocalState) -> None:
        """Let a device be in the local network, or lost there."""
        self.local[device_id] = state
        self._events.on_contact(device_id, state.is_there)

    def ask_for_key(self, device_id: str) -> None:
        """Let a device be heard whose key opens nothing."""
        self._events.on_key_needed(device_id)

    async def homes(self) -> tuple[Home, ...]:
        """Return the one home."""
        return (HOME,)

    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all devices as one page."""
        things = tuple(self.known.values())
        yield ThingPage(
            things=things, received=len(things), total=len(things), asked=100
        )
