"""Commands of one device merge into frames; devices do not wait for each other."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from .bugs import tell
from .errors import EwelinkError
from .merge import conflicting, merge_params
from .wire import Command, OnDone, Params


class QueuedDevice(Protocol):
    """What the queue needs to know of a device."""

    @property
    def id(self) -> str:
        """Return the deviceid."""

    @property
    def params(self) -> Params:
        """Return its params as they are known now."""

    def complete(self, command: Params) -> Params:
        """Return a command with what the device takes only as a whole."""


@dataclass(slots=True, eq=False)
class _Part:
    """One command of a frame, and why it cannot be made where it cannot."""

    command: Command
    failure: ValueError | None = None


@dataclass(slots=True, eq=False)
class _Frame[DeviceT]:
    """What will be sent at once, and the task that sends it; it returns the answer.

    It goes after the frame ``before``, unless there is a ``failure`` by then.
    ``params`` are what its parts came to when they were given.
    """

    device: DeviceT
    params: Params = field(default_factory=dict)
    parts: list[_Part] = field(default_factory=list)
    on_done: OnDone | None = None
    is_open: bool = True
    before: _Frame[DeviceT] | None = None
    failure: EwelinkError | None = None
    delivery: asyncio.Task[Params] = field(init=False)


class CommandQueue[DeviceT: QueuedDevice]:
    """Sends one frame per device at a time.

    `update` sends a frame and returns the device's answer, `act` one that is an action;
    `on_done` tells once per frame what a device has obeyed, before those who wait for
    it go on.
    """

    def __init__(
        self,
        update: Callable[[DeviceT, Params], Awaitable[Params]],
        on_done: Callable[[DeviceT, Params], None],
        act: Callable[[DeviceT, Params], Awaitable[Params]] | None = None,
    ) -> None:
        """Start with nothing to send."""
        self._update = update
        self._do = act or update
        self._on_done = on_done
        self._last: dict[str, _Frame[DeviceT]] = {}

    async def send(self, device: DeviceT, command: Command) -> None:
        """Send a command, merged with what starts at the same time.

        A caller that goes away does not stop a frame that others may share. Raises
        what a command raises that cannot be made, and no other is kept back for it.
        """
        frame = self._last.get(device.id)
        params = _made(command, device.params, _expected(frame))
        if frame is None or not _fits(frame, device, params):
            frame = self._add_frame(_Frame(device), self._set)
        part = _Part(command)
        frame.parts.append(part)
        merge_params(frame.params, params)
        await _delivered(frame)
        if part.failure is not None:
            raise part.failure

    async def ask(
        self, device: DeviceT, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action alone, behind what came before it; return its answer.

        `on_done` is called with what was sent, before anything that the device tells
        after its answer.
        """
        frame = _Frame(device, parts=[_Part(command)], on_done=on_done, is_open=False)
        return await _delivered(self._add_frame(frame, self._act))

    def fail(self, device_id: str, err: EwelinkError) -> None:
        """Do not send what a device has still to be sent; who waits for it is told."""
        frame = self._last.get(device_id)
        while frame is not None:
            frame.is_open = False
            frame.failure = err
            frame = frame.before

    def _add_frame(
        self,
        frame: _Frame[DeviceT],
        deliver: Callable[[_Frame[DeviceT]], Awaitable[Params]],
    ) -> _Frame[DeviceT]:
        frame.before = self._last.get(frame.device.id)
        self._last[frame.device.id] = frame
        frame.delivery = asyncio.create_task(
            self._deliver(frame, deliver), eager_start=False
        )
        frame.delivery.add_done_callback(_mark_retrieved)
        return frame

    async def _deliver(
        self,
        frame: _Frame[DeviceT],
        deliver: Callable[[_Frame[DeviceT]], Awaitable[Params]],
    ) -> Params:
        if frame.before is not None:
            await asyncio.wait([frame.before.delivery])
            frame.before = None
        frame.is_open = False
        try:
            if frame.failure is not None:
                raise frame.failure
            return await deliver(frame)
        finally:
            if self._last[frame.device.id] is frame:
                del self._last[frame.device.id]

    async def _set(self, frame: _Frame[DeviceT]) -> Params:
        command: Params = {}
        for part in frame.parts:
            try:
                made = _made(part.command, frame.device.params, command)
            except ValueError as err:
                part.failure = err
            else:
                merge_params(command, made)
        if not command:
            return {}
        params = frame.device.complete(command)
        answer = await self._update(frame.device, params)
        self._on_done(frame.device, params)
        return answer

    async def _act(self, frame: _Frame[DeviceT]) -> Params:
        [part] = frame.parts
        params = _made(part.command, frame.device.params, {})
        answer = await self._do(frame.device, params)
        if frame.on_done is not None:
            tell(frame.on_done, params)
        return answer


def _made(command: Command, params: Params, earlier: Params) -> Params:
    """Return the params of a command that goes behind or together with earlier ones."""
    if not callable(command):
        return command
    if earlier:
        params = dict(params)
        merge_params(params, earlier)
    return command(params)


def _expected[DeviceT](frame: _Frame[DeviceT] | None) -> Params:
    """Return what will have been sent with a frame, and with those before it."""
    frames: list[_Frame[DeviceT]] = []
    while frame is not None:
        frames.append(frame)
        frame = frame.before
    expected: Params = {}
    for it in reversed(frames):
        merge_params(expected, it.params)
    return expected


def _fits[DeviceT](frame: _Frame[DeviceT], device: DeviceT, params: Params) -> bool:
    return (
        frame.is_open
        and frame.device is device
        and not conflicting(frame.params, params)
    )


async def _delivered[DeviceT](frame: _Frame[DeviceT]) -> Params:
    await asyncio.wait([frame.delivery])
    return frame.delivery.result()


def _mark_retrieved(delivery: asyncio.Task[Params]) -> None:
    """Keep quiet about a failure when everybody who waited has gone."""
    if not delivery.cancelled():
        delivery.exception()
