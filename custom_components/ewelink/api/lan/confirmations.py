"""Reports that prove a command (docs/protocol.md, "LAN commands").

Some firmware moves the relay at once, and answers a second later.
"""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from ..wire import ReadOnlyParams
from .paths import Step
from .values import holds


@dataclass(slots=True, eq=False)
class Awaited:
    """A report that is awaited; one from before the command was sent proves nothing."""

    step: Step
    shown: asyncio.Future[None]
    is_sent: bool = False


class Confirmations:
    """What is awaited of one device."""

    def __init__(self) -> None:
        """Start with nothing awaited."""
        self._awaited: list[Awaited] = []

    @contextmanager
    def awaiting(self, step: Step) -> Generator[Awaited]:
        """Give what is done as soon as the device tells what a step commands."""
        future = asyncio.get_running_loop().create_future()
        awaited = Awaited(step, future)
        self._awaited.append(awaited)
        try:
            yield awaited
        finally:
            self._awaited.remove(awaited)
            future.cancel()

    def told(self, params: ReadOnlyParams) -> None:
        """Tell those who wait what the device reports, in its own words."""
        for it in self._awaited:
            if it.is_sent and not it.shown.done() and _proves(it.step, params):
                it.shown.set_result(None)


def _proves(step: Step, params: ReadOnlyParams) -> bool:
    return bool(step.shows) and all(
        key in params and holds(params[key], step.data[key]) for key in step.shows
    )
