"""What went wrong with an account so far, and since when it is online or not."""

from dataclasses import dataclass
from datetime import UTC, datetime
import re
from typing import Self

from .errors import EwelinkError, EwelinkTimeoutError


@dataclass(frozen=True, slots=True)
class PastError:
    """What is remembered of an error: its kind and number, and when it came."""

    kind: str
    code: int | None
    at: datetime

    @classmethod
    def of(cls, err: EwelinkError) -> Self:
        """Return what is kept of an error that came just now."""
        name = type(err).__name__.removeprefix("Ewelink")
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
        return cls(words.lower(), err.code, datetime.now(UTC))


@dataclass(slots=True)
class Health:
    """Counts what one connected account meets with.

    ``command_timeouts`` counts whatever frame to a device was not answered.
    ``changed_at`` tells when the socket came up or went down.
    """

    reconnects: int = 0
    call_timeouts: int = 0
    command_timeouts: int = 0
    pong_timeouts: int = 0
    is_up: bool = False
    changed_at: datetime | None = None
    last_error: PastError | None = None

    def note(self, err: EwelinkError) -> None:
        """Remember the last error."""
        self.last_error = PastError.of(err)

    def call_failed(self, err: EwelinkError) -> None:
        """Remember the error of a call over HTTP, and count time-outs."""
        self.note(err)
        self.call_timeouts += isinstance(err, EwelinkTimeoutError)

    def command_failed(self, err: EwelinkError) -> None:
        """Remember the error of a frame to a device, and count time-outs."""
        self.note(err)
        self.command_timeouts += isinstance(err, EwelinkTimeoutError)

    def went_up(self) -> None:
        """Remember that the socket is online, and count how often it came back."""
        # Only after a first time it can have gone down.
        self.reconnects += self.changed_at is not None
        self._change(is_up=True)

    def went_down(self, err: EwelinkError) -> None:
        """Remember why the socket was lost, and count silences after a ping."""
        self.note(err)
        self.pong_timeouts += isinstance(err, EwelinkTimeoutError)
        self._change(is_up=False)

    def _change(self, *, is_up: bool) -> None:
        self.is_up = is_up
        self.changed_at = datetime.now(UTC)
