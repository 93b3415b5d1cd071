"""A running socket and what it told."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from custom_components.ewelink.api.client import EwelinkClient
from custom_components.ewelink.api.errors import (
    EwelinkError,
)
from custom_components.ewelink.api.messages import (
    Message,
)
from custom_components.ewelink.api.websocket.socket import EwelinkSocket
from custom_components.ewelink.api.websocket.timing import SocketTiming

from .stub import Json

FAST = SocketTiming(
    begin=0.8,
    connect=1,
    answer=0.8,
    pong=0.4,
    close=0.2,
    shortest_heartbeat=0.05,
    stable=60,
    first_delay=0.02,
    longest_delay=0.1,
    longest_rest=0.1,
)


@dataclass
class Line:
    """A running socket and what it told."""

    client: EwelinkClient
    timing: SocketTiming = FAST
    messages: list[Message] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    errors: list[EwelinkError] = field(default_factory=list)
    failures: list[EwelinkError] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Make the socket."""
        self.changed = asyncio.Event()
        self.task: asyncio.Task[None] | None = None
        self.socket = EwelinkSocket(
            self.client,
            on_message=self.take,
            on_connected=lambda: self.note("connected"),
            on_disconnected=lambda error: self.note("lost", error),
            on_failed=self.failures.append,
            on_auth_failed=lambda error: self.note("refused", error),
            timing=self.timing,
        )

    def take(self, message: Message) -> None:
        """Keep a message."""
        self.messages.append(message)
        self.changed.set()

    def note(self, event: str, error: EwelinkError | None = None) -> None:
        """Keep an event."""
        self.events.append(event)
        if error is not None:
            self.errors.append(error)
        self.changed.set()

    def start(self) -> None:
        """Let the socket run."""
        self.task = asyncio.create_task(self.socket.run())

    async def up(self) -> None:
        """Run until connected."""
        self.start()
        await self.socket.wait_connected(5)

    async def until_events(self, *events: str) -> None:
        """Wait for events."""
        async with asyncio.timeout(5):
            while self.events != list(events):
                self.changed.clear()
                await self.changed.wait()

    async def until_messages(self, count: int) -> list[Message]:
        """Wait for messages."""
        async with asyncio.timeout(5):
            while len(self.messages) < count:
                self.changed.clear()
                await self.changed.wait()
        return self.messages

    async def stop(self) -> None:
        """End the socket."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait([self.task])


def refuse(code: int, times: int = 99) -> Any:
    """Return a greeting that refuses so many times, and welcomes then."""
    left = times

    def greet(frame: Json) -> Json:
        nonlocal left
        left -= 1
        if left >= 0:
            return {"error": code, "reason": "no", "actionName": "userOnline"}
        return {"error": 0, "sequence": frame["sequence"]}

    return greet


def keep_silent(_: Json) -> None:
    """Answer nothing."""
