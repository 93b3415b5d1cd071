"""Commands of one device merge into frames; devices do not wait for each other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from .merge import conflicting, merge_params
from .wire import Params


class Sender(Protocol):
    """What sends a command and returns when the device has obeyed."""

    async def command(self, deviceid: str, apikey: str, params: Params) -> None:
        """Send a command."""


@dataclass(slots=True, eq=False)
class _Frame:
    """Intents that will be sent together, and the task that sends them."""

    apikey: str
    params: Params = field(default_factory=dict)
    is_open: bool = True
    delivery: asyncio.Task[Params] = field(init=False)


class CommandQueue:
    """Sends one frame per device at a time.

    `complete` gives a frame its last shape just before it is sent; `on_done` tells once
    per frame what a device has obeyed, before those who wait for it go on.
    """

    def __init__(
        self,
        sender: Sender,
        complete: Callable[[str, Params], Params],
        on_done: Callable[[str, Params], None],
    ) -> None:
        """Start with nothing to send."""
        self._sender = sender
        self._complete = complete
        self._on_done = on_done
        self._last: dict[str, _Frame] = {}

    async def send(self, deviceid: str, apikey: str, params: Params) -> Params:
        """Send params, merged with what starts at the same time; return what was sent.

        A caller that goes away does not stop a frame that others may share.
        """
        frame = self._last.get(deviceid)
        if frame is None or not _fits(frame, apikey, params):
            frame = self._add_frame(deviceid, apikey, frame)
        merge_params(frame.params, params)
        await asyncio.wait([frame.delivery])
        return frame.delivery.result()

    def _add_frame(self, deviceid: str, apikey: str, previous: _Frame | None) -> _Frame:
        frame = _Frame(apikey)
        before = None if previous is None else previous.delivery
        self._last[deviceid] = frame
        frame.delivery = asyncio.create_task(
            self._deliver(deviceid, frame, before), eager_start=False
        )
        frame.delivery.add_done_callback(_mark_retrieved)
        return frame

    async def _deliver(
        self, deviceid: str, frame: _Frame, before: asyncio.Task[Params] | None
    ) -> Params:
        if before is not None:
            await asyncio.wait([before])
        frame.is_open = False
        try:
            params = self._complete(deviceid, frame.params)
            await self._sender.command(deviceid, frame.apikey, params)
            self._on_done(deviceid, params)
        finally:
            if self._last[deviceid] is frame:
                del self._last[deviceid]
        return params


def _fits(frame: _Frame, apikey: str, params: Params) -> bool:
    return (
        frame.is_open
        and frame.apikey == apikey
        and not conflicting(frame.params, params)
    )


def _mark_retrieved(delivery: asyncio.Task[Params]) -> None:
    """Keep quiet about a failure when everybody who waited has gone."""
    if not delivery.cancelled():
        delivery.exception()
