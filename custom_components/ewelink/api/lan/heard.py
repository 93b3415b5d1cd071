"""The hearing half of a device: its records, and the key that opens them."""

from typing import Final

from ..bugs import tell
from ..errors import EwelinkError, EwelinkMalformedError
from ..messages import DeviceState, DeviceUpdate
from ..wire import Params
from .confirmations import Confirmations
from .contact import Contact
from .crypto import LanKey
from .dialects import (
    Dialect,
    dialect_of,
    in_words_of_the_cloud,
    read_report,
    triggers_in,
)
from .history import History, News
from .http import answer_data
from .mode import Mode
from .models import Hindrance, LanCounts, LanDevice, LanEvents, LanMemory
from .plain import read_plain
from .record import Announcement
from .timing import Monotonic

KEY_ASKED_SECONDS: Final = 3600.0
# Anybody can announce what no key opens, so that one such record proves nothing.
_MOST_UNREADABLE: Final = 3


class HeardDevice:
    """A device that an account shows, as it is heard.

    ``hindrance`` tells why it cannot be spoken to though it is heard, ``mode`` whether
    it is in DIY mode, ``last_news`` when it told something last, ``last_told`` what.
    """

    def __init__(self, device: LanDevice, events: LanEvents, clock: Monotonic) -> None:
        """Start with a device that was not heard yet."""
        self.device = device
        self.events = events
        self.contact = Contact()
        self.counts = LanCounts()
        self.hindrance: Hindrance | None = None
        self.mode = Mode(is_plain=device.is_plain)
        self.type = device.kind
        self.last_news: float | None = None
        self.last_told: Params = {}
        self._key = _key_of(device)
        self._clock = clock
        self._history = History()
        self._confirmations = Confirmations()
        self._triggers: Params = {}
        self._unread: Announcement | None = None
        self._unread_streak = 0
        self._key_asked_at = float("-inf")

    @property
    def id(self) -> str:
        """Return the deviceid as it is listed."""
        return self.device.device_id

    @property
    def is_there(self) -> bool:
        """Return whether it was heard or has answered, and not stopped doing so."""
        return self.contact.is_there

    @property
    def silent_for(self) -> float | None:
        """Return the seconds since it was there last, None before the first time."""
        last = self.contact.last
        return None if last is None else self._clock() - last

    @property
    def is_plain(self) -> bool:
        """Return whether it is in DIY mode."""
        return self.mode.is_plain

    @property
    def seq(self) -> int | None:
        """Return the device's own count of its last report."""
        return self._history.seq

    @property
    def dialect(self) -> Dialect:
        """Return how it speaks."""
        return dialect_of(self.type, self.device.uiid)

    def list_anew(self, device: LanDevice) -> None:
        """Take over a newer listing; a new key may open what the last one did not."""
        self.device = device
        if (key := _key_of(device)) == self._key:
            return
        self._key = key
        self._unread_streak = 0
        self.hinder(None)
        if (record := self._unread) is not None:
            self._unread = None
            self.hear(record)

    def restore(self, memory: LanMemory) -> None:
        """Take over how it spoke, as long as nothing newer was heard."""
        if self.last_news is not None:
            return
        self.type, self.mode.is_plain = memory.type, memory.is_plain
        if memory.type and not memory.is_plain:
            self.mode.sealed(self._clock())

    def hear(self, record: Announcement) -> bool:
        """Read a record of the device; return whether it told something new.

        Never raises, as it is called for whatever the network holds.
        """
        now = self._clock()
        if record.is_hub or not self._is_readable(record, now):
            return False
        news = self._history.judge(record, now)
        if news is News.STALE:
            self.counts.stale += 1
            return False
        if news is News.REPEATED:
            self._repeated()
            return False
        if (told := self._opened(record)) is None:
            return False
        self._history.keep(record, now)
        self.counts.news += 1
        self.last_news = now
        self.tell_heard()
        self._report(told, news)
        return True

    def _is_readable(self, record: Announcement, now: float) -> bool:
        """Return whether a record is one that we know, and no more than a claim."""
        if not record.is_understood:
            self.hinder(Hindrance.UNKNOWN_VERSION)
            return False
        if self._key is not None and self.mode.doubts(record, now):
            self.counts.unproven += 1
            if self.mode.claimed(record, now):
                self.contact.doubted()
            return False
        return True

    def heard_again(self) -> bool:
        """Take a record for a sign of life that is the same as the last one.

        Return whether that was told before.
        """
        if self.last_news is None:
            return False
        self._repeated()
        return True

    def hinder(self, hindrance: Hindrance | None) -> None:
        """Take note of what keeps it from being spoken to, or that nothing does."""
        if hindrance is not self.hindrance:
            self.hindrance = hindrance
            is_fine = self.is_there and hindrance is None
            tell(self.events.on_contact, self.id, is_fine)

    def tell_heard(self) -> None:
        """Take note of a sign of life, which may be one of its children's."""
        if self.contact.heard(self._clock()):
            tell(self.events.on_contact, self.id, True)

    def tell_state(self, told: Params) -> None:
        """Tell what is so, rather than what happens."""
        if told:
            tell(self.events.on_message, DeviceState(self.id, told))

    def tell_report(self, told: Params) -> None:
        """Tell what the device says just now, as its figures are fresh."""
        if told:
            tell(self.events.on_message, DeviceUpdate(self.id, told))

    def read_answer(self, answer: Params) -> Params:
        """Return the state that an answer holds; what cannot be read holds none."""
        try:
            told = self._in_common_words(answer_data(answer, self._key))
        except EwelinkError, ValueError:
            self.counts.unreadable += 1
            return {}
        return read_report(self.dialect, told, triggers_in(told)).state

    def _repeated(self) -> None:
        """Take the last record for true, whatever else came that no key opens."""
        self.counts.repeats += 1
        if not self.is_plain:
            self.mode.sealed(self._clock())
        if self._unread_streak or self.hindrance is Hindrance.UNKNOWN_VERSION:
            self._unread_streak = 0
            self.hinder(None)
        self.tell_heard()

    def _opened(self, record: Announcement) -> Params | None:
        """Return what a record holds, None where that cannot be read."""
        unread = self._unread
        if unread is not None and unread.fingerprint == record.fingerprint:
            return None
        try:
            told = self._read(record)
        except EwelinkMalformedError, ValueError:
            self.counts.unreadable += 1
            return None
        except EwelinkError:
            self._could_not_read(record)
            return None
        if told is None:
            self._could_not_read(record)
            return None
        self.type = record.type
        if record.is_sealed:
            self.mode.sealed(self._clock())
        elif not record.is_encrypted:
            self.mode.cleared()
        self._unread = None
        self._unread_streak = 0
        self.hinder(None)
        return told

    def _read(self, record: Announcement) -> Params | None:
        """Return what a record holds, None without a key. Raises what goes wrong."""
        if not record.data:
            return {}
        if not record.is_encrypted:
            return read_plain(record.data.encode())
        return None if self._key is None else self._key.open(record.data, record.iv)

    def _could_not_read(self, record: Announcement) -> None:
        self.counts.unreadable += 1
        self._unread = record
        self._unread_streak += 1
        if self.last_news is None or self._unread_streak >= _MOST_UNREADABLE:
            has_key = self._key is not None
            self.hinder(Hindrance.WRONG_KEY if has_key else Hindrance.NO_KEY)
        self.ask_for_key()

    def ask_for_key(self) -> None:
        """Have the list read again, as it may have another key by now."""
        now = self._clock()
        if now - self._key_asked_at >= KEY_ASKED_SECONDS:
            self._key_asked_at = now
            tell(self.events.on_key_needed, self.id)

    def _report(self, told: Params, news: News) -> None:
        """Tell what a record told: the first one is a state, nothing that happens."""
        told = self._in_common_words(told)
        is_snapshot = news is not News.NEW
        before = triggers_in(told) if is_snapshot else self._triggers
        report = read_report(self.dialect, told, before)
        self.last_told = report.state
        self._triggers |= triggers_in(told)
        self._confirmations.told(told)
        if is_snapshot:
            self.tell_state(report.state)
            return
        for params in (report.state, *report.events):
            self.tell_report(params)

    def _in_common_words(self, told: Params) -> Params:
        """Return what it tells in the words of its kind, whatever mode it is in."""
        return in_words_of_the_cloud(told) if self.is_plain else told


def _key_of(device: LanDevice) -> LanKey | None:
    return None if device.devicekey is None else LanKey(device.devicekey)
