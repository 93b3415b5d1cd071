"""What clients did: every HTTP call and every frame."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from .wire import Json

KEPT: Final = 20_000


@dataclass(kw_only=True)
class Call:
    """An HTTP call; `interface` is method and path without the region."""

    interface: str
    region: str
    at: float
    peer: str
    query: Json
    status: int = 0
    error: int | None = None


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A frame a client sent; `data` is None when it is no JSON."""

    at: float
    session: int
    apikey: str
    text: str
    data: Any

    @property
    def action(self) -> str:
        """Return the action, `ping` for a heartbeat."""
        if isinstance(self.data, dict):
            return str(self.data.get("action", ""))
        return self.text if self.text == "ping" else ""


class Journal:
    """Keeps the newest calls and frames."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        """Start empty."""
        self.monotonic = monotonic
        self.calls: list[Call] = []
        self.frames: list[Frame] = []

    def call(self, call: Call) -> None:
        """Add a call."""
        _append(self.calls, call)

    def frame(self, frame: Frame) -> None:
        """Add a frame."""
        _append(self.frames, frame)

    def clear(self) -> None:
        """Forget everything."""
        self.calls.clear()
        self.frames.clear()


def _append[T](entries: list[T], entry: T) -> None:
    entries.append(entry)
    if len(entries) > KEPT:
        del entries[: KEPT // 2]
