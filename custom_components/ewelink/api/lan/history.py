"""What a device announced lately: whether a record is news, and if it is an old one."""

from enum import Enum, auto
from typing import Final

from .record import Announcement

_REMEMBERED: Final = 128
# In DIY mode nothing but time tells an old record from the same state after a restart.
_PLAIN_SECONDS: Final = 10
# Packets overtake each other within that time, and devices do not start again.
_OVERTAKEN_SECONDS: Final = 0.5
_OVERTAKEN_STEPS: Final = 3


class News(Enum):
    """What a record is, compared with those before it."""

    FIRST = auto()
    NEW = auto()
    RESTARTED = auto()
    REPEATED = auto()
    STALE = auto()


class History:
    """The records of one device. Their counter starts again with the device.

    Nothing proves who sent a record, so what was seen before may come from anybody. A
    sealed text never comes twice by itself, whatever count stands beside it; one in the
    clear does, and is old only where it counts no further (docs/protocol.md, "LAN
    encryption").
    """

    def __init__(self) -> None:
        """Start with none."""
        self.seq: int | None = None
        self._last: int | None = None
        self._last_at = float("-inf")
        self._seen: dict[int, float] = {}

    def judge(self, record: Announcement, now: float) -> News:
        """Return what a record is, which counts for nothing before it was read."""
        fingerprint = record.fingerprint
        if fingerprint == self._last:
            return News.REPEATED
        if self._is_stale(record, fingerprint, now):
            return News.STALE
        return self._news_of(record.seq)

    def keep(self, record: Announcement, now: float) -> None:
        """Remember a record that was read."""
        fingerprint = record.fingerprint
        self.seq = record.seq
        self._last, self._last_at = fingerprint, now
        self._seen[fingerprint] = now
        if len(self._seen) > _REMEMBERED:
            del self._seen[next(iter(self._seen))]

    def _news_of(self, seq: int | None) -> News:
        if self._last_at == float("-inf"):
            return News.FIRST
        if seq is not None and self.seq is not None and seq < self.seq:
            return News.RESTARTED
        return News.NEW

    def _is_stale(self, record: Announcement, fingerprint: int, now: float) -> bool:
        seen_at = self._seen.get(fingerprint)
        if seen_at is not None and record.is_sealed:
            return True
        is_uncounted = record.seq is None and not record.is_sealed
        if is_uncounted or self._is_further(record.seq):
            return False
        if seen_at is not None and now - seen_at < _PLAIN_SECONDS:
            return True
        return self._is_overtaken(record.seq, now)

    def _is_further(self, seq: int | None) -> bool:
        return seq is not None and self.seq is not None and seq > self.seq

    def _is_overtaken(self, seq: int | None, now: float) -> bool:
        if seq is None or self.seq is None or now - self._last_at > _OVERTAKEN_SECONDS:
            return False
        return 1 < seq < self.seq <= seq + _OVERTAKEN_STEPS
