"""Bounds the work that records make: anybody in the network can send any number.

What is too much of one name waits; of it the last is read, as only that is still true.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from .timing import Monotonic

_MOST_NAMES: Final = 1024


class Bucket:
    """Lets so many pass at once, and so many a second."""

    __slots__ = ("_at", "_burst", "_left", "_rate")

    def __init__(self, rate: float, burst: float) -> None:
        """Start with all of them left."""
        self._rate = rate
        self._burst = burst
        self._left = burst
        self._at = 0.0

    def take(self, now: float) -> bool:
        """Return whether one more may pass now."""
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


@dataclass(slots=True, eq=False)
class Speaker:
    """What came under one name: the last text, whose it was, and what waits."""

    bucket: Bucket
    text: bytes = b""
    device_id: str = ""
    waiting: bytes | None = None
    dropped: int = 0


class Flood:
    """Who announces, each at a rate that no device needs.

    Names of devices that nobody shows share one rate beside that, as their number is
    not bounded either.
    """

    def __init__(self, clock: Monotonic) -> None:
        """Start with nobody heard."""
        self._clock = clock
        self._speakers: OrderedDict[str, Speaker] = OrderedDict()
        self._strangers = Bucket(rate=50, burst=300)
        self._crowded: set[str] = set()

    def speaker(self, name: str) -> Speaker:
        """Return who announces under a name."""
        speaker = self._speakers.get(name)
        if speaker is None:
            speaker = self._speakers[name] = Speaker(Bucket(rate=50, burst=300))
            if len(self._speakers) > _MOST_NAMES:
                gone, _ = self._speakers.popitem(last=False)
                self._crowded.discard(gone)
        else:
            self._speakers.move_to_end(name)
        return speaker

    def admits(self, name: str, text: bytes, *, is_known: bool) -> bool:
        """Return whether a text is to be read now; else the last one is, later.

        Of those that are not known, what is too much is not kept.
        """
        speaker = self.speaker(name)
        now = self._clock()
        if not is_known and not self._strangers.take(now):
            speaker.dropped += 1
            return False
        if speaker.bucket.take(now):
            self._crowded.discard(name)
            speaker.waiting = None
            return True
        speaker.dropped += speaker.waiting is not None
        speaker.waiting = text
        self._crowded.add(name)
        return False

    def waiting(self) -> Iterator[tuple[str, bytes]]:
        """Yield what waited and may be read by now, with the name it came under."""
        now = self._clock()
        for name in tuple(self._crowded):
            speaker = self._speakers[name]
            if speaker.waiting is None or not speaker.bucket.take(now):
                continue
            text, speaker.waiting = speaker.waiting, None
            self._crowded.discard(name)
            yield name, text

    def read_again(self, device_id: str) -> None:
        """Read what a device tells next, even if it is the same as the last."""
        for speaker in self._speakers.values():
            if speaker.device_id == device_id:
                speaker.text = b""

    @property
    def dropped(self) -> int:
        """Return how many were never read."""
        return sum(it.dropped for it in self._speakers.values())
