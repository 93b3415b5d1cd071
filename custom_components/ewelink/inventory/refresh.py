"""When the device list is read again because of what the cloud pushed."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Final

from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers.event import async_call_later

from .departures import CONFIRM_SECONDS, MANY_LISTS, MANY_SECONDS, Parting

SOON_SECONDS: Final = 5
INTERVAL_SECONDS: Final = 60
LONGEST_REST_SECONDS: Final = 6 * 3600
LONGEST_LIST_REST_SECONDS: Final = 600
# 15 seconds, then twice as long each time, for half an hour.
RETRY_SECONDS: Final = 15
MOST_RETRIES: Final = 7

LIST_CHANGED: Final = "list"


@dataclass(slots=True)
class _Rest:
    """Until when a reason must wait that earlier reads had nothing for."""

    until: float
    seconds: float


class RefreshSchedule:
    """Asks for a read of the list: soon, and at most once a minute.

    A reason that a complete list had nothing for must wait, each time twice as long:
    some devices are never listed for an APPID, however often they report. That the list
    changed may be true any time, and waits some minutes at most.
    """

    def __init__(self, hass: HomeAssistant, read_again: Callable[[], object]) -> None:
        """Start with no reason to read."""
        self._hass = hass
        self._read_again = read_again
        self._asked: dict[str, float] = {}
        self._rests: dict[str, _Rest] = {}
        self._began_at = float("-inf")
        self._reread_at = float("-inf")
        self._due_at = 0.0
        self._retries = 0
        self._cancel: CALLBACK_TYPE | None = None

    @callback
    def async_ask(self, reason: str) -> None:
        """Ask for a read: for a device that is not known, or as the list changed."""
        if reason in self._asked:
            return
        now = self._asked[reason] = monotonic()
        due_at = max(now + SOON_SECONDS, self._reread_at + INTERVAL_SECONDS)
        if (rest := self._rests.get(reason)) is not None:
            due_at = max(due_at, rest.until)
        self._async_read_at(due_at)

    @callback
    def async_read_in(self, seconds: float) -> None:
        """Read after some seconds, if no other read comes before."""
        self._async_read_at(monotonic() + seconds)

    @callback
    def async_follow(self, parting: Parting, *, is_odd: bool) -> None:
        """Read again for what a list lacks.

        What is missing is looked for once more. An odd list is read again soon, each
        time later, and in the end not before the next one is due.
        """
        if parting.is_whole:
            self._retries = 0
            if parting.is_doubtful:
                self.async_read_in(MANY_SECONDS / (MANY_LISTS - 1))
            elif parting.missing > len(parting.gone):
                self.async_read_in(CONFIRM_SECONDS)
        elif is_odd and self._retries < MOST_RETRIES:
            self.async_read_in(RETRY_SECONDS * 2**self._retries)
            self._retries += 1

    @callback
    def async_begun(self) -> None:
        """Keep when a read began."""
        self._began_at = monotonic()

    @callback
    def async_ended(self, answered: Container[str]) -> None:
        """Forget the reasons that a complete read answers; let the others rest.

        A reason that came up during the read keeps its place: the page with what it is
        about may have been read before. A device that was found needs none.
        """
        for reason in [it for it in self._rests if it in answered]:
            del self._rests[reason]
        for reason, asked_at in list(self._asked.items()):
            is_answered = reason in answered
            if asked_at <= self._began_at or (is_answered and reason != LIST_CHANGED):
                del self._asked[reason]
                if not is_answered:
                    self._let_rest(reason)
        if not self._asked:
            self.async_stop()

    def _let_rest(self, reason: str) -> None:
        last = self._rests.get(reason)
        seconds = INTERVAL_SECONDS if last is None else 2 * last.seconds
        seconds = min(seconds, _longest_rest(reason))
        self._rests[reason] = _Rest(monotonic() + seconds, seconds)

    @callback
    def _async_read_at(self, due_at: float) -> None:
        if self._cancel is not None and self._due_at <= due_at:
            return
        self.async_stop()
        self._due_at = due_at
        delay = due_at - monotonic()
        self._cancel = async_call_later(self._hass, delay, self._async_read)

    @callback
    def _async_read(self, _now: datetime) -> None:
        self._cancel = None
        self._reread_at = monotonic()
        self._read_again()

    @callback
    def async_stop(self) -> None:
        """Forget the read that is due."""
        if self._cancel is not None:
            self._cancel()
            self._cancel = None


def _longest_rest(reason: str) -> float:
    if reason == LIST_CHANGED:
        return LONGEST_LIST_REST_SECONDS
    return LONGEST_REST_SECONDS
