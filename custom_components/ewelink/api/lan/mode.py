"""Whether a device is in DIY mode, where it says and hears everything in the clear.

Anybody can say so in its name, and would have our commands sent in the clear then
(docs/protocol.md, "LAN encryption").
"""

from collections.abc import Awaitable, Callable
from typing import Final

from ..errors import EwelinkError, EwelinkRefusedError, EwelinkWrongKeyError
from ..wire import Params
from .record import Announcement

# What was sealed within that time is not believed to be in the clear now.
SEALED_SECONDS: Final = 600.0
CLAIMS_SECONDS: Final = 60.0
# What devices in DIY mode tell when they are asked in the clear, by firmware.
_CLEAR_PATHS: Final = ("info", "getState")


class Mode:
    """How a device speaks, and what is said of that.

    ``claim`` is a record in the clear of a device that seals. The device's own answer
    in the clear proves it, or that nothing sealed came from it for long.
    """

    def __init__(self, *, is_plain: bool) -> None:
        """Start with how it should be, as nothing was heard yet."""
        self.is_plain = is_plain
        self.claim: Announcement | None = None
        self._sealed_at = float("-inf")
        self._asked_at = float("-inf")

    def sealed(self, now: float) -> None:
        """Remember that something sealed came from the device."""
        self.is_plain = False
        self.claim = None
        self._sealed_at = now

    def cleared(self) -> None:
        """Remember that the device speaks in the clear."""
        self.is_plain = True
        self.claim = None
        self._sealed_at = float("-inf")

    def doubts(self, record: Announcement, now: float) -> bool:
        """Return whether a record is no more than a claim."""
        is_sealed = now - self._sealed_at < SEALED_SECONDS
        return is_sealed and not self.is_plain and not record.is_encrypted

    def claimed(self, record: Announcement, now: float) -> bool:
        """Keep a claim, unless there was one lately; return whether it is kept.

        Then the device is to be asked.
        """
        if now - self._asked_at < CLAIMS_SECONDS and self.claim is None:
            return False
        self.claim, self._asked_at = record, now
        return True

    def settled(self, *, is_plain: bool | None) -> Announcement | None:
        """Take a claim for true or untrue, None for neither; return what is true."""
        if is_plain is None or (claim := self.claim) is None:
            return None
        self.claim = None
        if not is_plain:
            return None
        self.cleared()
        return claim


async def answers_in_the_clear(ask: Callable[[str], Awaitable[Params]]) -> bool | None:
    """Return whether a device does that, None where it is not known.

    ``ask`` posts to a path in the clear, and raises EwelinkError.
    """
    for path in _CLEAR_PATHS:
        try:
            answer = await ask(path)
        except EwelinkRefusedError:
            continue
        except EwelinkWrongKeyError:
            return False
        except EwelinkError:
            return None
        if not answer.get("encrypt"):
            return True
    return False
