"""Who is asked, and when: live figures, and devices that have gone quiet.

Nothing here runs by itself; what is due is asked for (docs/protocol.md,
"The local network").
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
import math
import random
from typing import Final

from ..errors import EwelinkError
from ..wire import Params, ReadOnlyParams
from .contact import Contact
from .peer import LanPeer
from .turns import Rank

POLL_SECONDS: Final = 10.0
MOST_A_SECOND: Final = 20
SILENT_SECONDS: Final = 120.0

_SHORTEST_POLL: Final = 5.0
_SLOW_POLL_SECONDS: Final = 30.0
_SLOW_AFTER: Final = 3
_OFF_AFTER: Final = 10
_QUESTION_SECONDS: Final = 60.0
# Between a question to all and a look at those who did not answer it.
_ANSWER_SECONDS: Final = 5.0
_PROBE_SECONDS: Final = 60.0
_QUICK_PROBE_SECONDS: Final = 10.0
_LONGEST_PROBE_SECONDS: Final = 600.0
_LOST_AFTER: Final = 3
_JITTER: Final = 0.1
_MOST_DOUBLINGS: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePoll:
    """How a meter is asked for its figures: the word of its type.

    A meter with several ``outlets`` is asked for one after another.
    """

    word: str
    seconds: float = POLL_SECONDS
    outlets: tuple[int, ...] = ()

    def data(self, known: ReadOnlyParams, turn: int) -> Params | None:
        """Return what is sent, None where the device cannot be asked so.

        ``sledOnline`` is written with the value that it has: what changes nothing.
        """
        if self.word == "sledOnline":
            value = known.get(self.word)
            return None if value is None else {self.word: value}
        if self.word != "uiActive":
            return {}
        if not self.outlets:
            return {self.word: 60}
        outlet = self.outlets[turn % len(self.outlets)]
        return {self.word: {"outlet": outlet, "time": 60}}


@dataclass(slots=True, eq=False)
class Poll:
    """One meter whose figures somebody sees, and how it went so far.

    ``known`` are its params; they are read when it is asked.
    """

    peer: LanPeer
    how: LivePoll
    known: ReadOnlyParams = field(repr=False)
    failures: int = 0
    _turn: int = 0
    _asked_at: float = float("-inf")

    def due_at(self) -> float | None:
        """Return when it is to be asked next, None for not before a sign of life."""
        if not self.peer.can_send or self.how.word in self.peer.refused:
            return None
        if self.failures >= _OFF_AFTER:
            if (self.peer.contact.last or 0) <= self._asked_at + _ANSWER_SECONDS:
                return None
            self.failures = 0
        seconds = max(_SHORTEST_POLL, self.how.seconds)
        if self.failures >= _SLOW_AFTER:
            seconds = max(seconds, _SLOW_POLL_SECONDS)
        # What the device tells by itself need not be asked for.
        last = max(self._asked_at, self.peer.last_news or float("-inf"))
        return last + seconds

    def begin(self, now: float) -> None:
        """Remember that it is asked now."""
        self._asked_at = now

    async def run(self) -> None:
        """Ask; figures come as a message of the peer, from the answer or a record."""
        data = self.how.data(self.known, self._turn)
        self._turn += 1
        if data is None:
            self.failures = _OFF_AFTER
            return
        try:
            told = await self.peer.request(self.how.word, data)
        except EwelinkError:
            self.failures += 1
            return
        self.failures = 0
        self.peer.tell_report(told)


@dataclass(slots=True, eq=False)
class Probe:
    """A look at a device that has gone quiet, or that nobody has heard yet."""

    peer: LanPeer
    _tried_at: float = float("-inf")
    _tries: int = 0

    def due_at(self, now: float, asked_at: float) -> float | None:
        """Return when to look at it, None while it need not be.

        ``asked_at`` is when all were asked last: who is quiet is asked so first.
        """
        contact = self.peer.contact
        if contact.is_back:
            contact.is_back = False
            self._tries = 0
        if contact.is_there and not self.peer.host.places:
            # A look at nowhere fails: one that was only ever heard is lost with that.
            return self._silent_at(now, asked_at)
        if not self.peer.is_worth_probing:
            return None
        if contact.wants_probe or contact.last is None:
            return self._tried_at + self._pause()
        return self._silent_at(now, asked_at)

    def begin(self, now: float) -> None:
        """Remember that it is looked at now."""
        # Not for secrets: jitter only keeps many from being asked at once.
        self._tried_at = now + random.uniform(0, _JITTER) * self._pause()  # noqa: S311
        self._tries += 1

    async def run(self) -> None:
        """Look at it."""
        if await self.peer.probe():
            self._tries = 0

    def _silent_at(self, now: float, asked_at: float) -> float | None:
        """Return when to look at it as it is quiet, None while it need not be."""
        silent_since = (self.peer.contact.last or 0) + SILENT_SECONDS
        if silent_since > now or asked_at < silent_since:
            return None
        return max(asked_at + _ANSWER_SECONDS, self._tried_at + self._pause())

    def _pause(self) -> float:
        """Return the seconds between two looks: it soon counts as lost, then rests."""
        if self._tries == 0:
            return 0.0
        if self._tries < _LOST_AFTER:
            return _QUICK_PROBE_SECONDS
        doublings = min(self._tries - _LOST_AFTER, _MOST_DOUBLINGS)
        return min(_LONGEST_PROBE_SECONDS, math.ldexp(_PROBE_SECONDS, doublings))


type Job = Poll | Probe


async def ask_once(peer: LanPeer, how: LivePoll, known: ReadOnlyParams) -> bool:
    """Ask a meter for its figures now; return whether it was told so, and agreed.

    They come as of a meter that is asked again and again.
    """
    data = how.data(known, 0)
    if data is None or not peer.can_send or how.word in peer.refused:
        return False
    try:
        told = await peer.request(how.word, data, Rank.COMMAND)
    except EwelinkError:
        return False
    peer.tell_report(told)
    return True


class Polling:
    """All that is asked without a command, at a common rate."""

    def __init__(self) -> None:
        """Start with nobody to ask."""
        self._polls: dict[str, Poll] = {}
        self._probes: dict[str, Probe] = {}
        self._running: set[Job] = set()
        self._asked_at = float("-inf")
        self._is_question_wanted = False

    def watch(self, peer: LanPeer) -> None:
        """Look at a device when it goes quiet."""
        self._probes.setdefault(peer.id, Probe(peer))

    def unwatch(self, device_id: str) -> None:
        """Ask a device nothing any more."""
        self._polls.pop(device_id, None)
        self._probes.pop(device_id, None)

    def want_live(
        self, peer: LanPeer, how: LivePoll, known: ReadOnlyParams
    ) -> Callable[[], None]:
        """Ask a meter for its figures, as somebody sees them; returns what ends that.

        Whoever wants them later takes over.
        """
        poll = self._polls[peer.id] = Poll(peer, how, known)

        def _end() -> None:
            if self._polls.get(peer.id) is poll:
                del self._polls[peer.id]

        return _end

    def is_question_due(self, now: float) -> bool:
        """Return whether all should be asked to tell of themselves, and count it.

        One that was heard and has been silent is enough for it.
        """
        if now - self._asked_at < _QUESTION_SECONDS:
            return False
        if not self._is_question_wanted and not any(
            _is_silent(it.peer.contact, now) for it in self._probes.values()
        ):
            return False
        self.asked(now)
        return True

    def want_question(self) -> None:
        """Have all asked as soon as that may be."""
        self._is_question_wanted = True

    def asked(self, now: float) -> None:
        """Remember that all were asked just now."""
        self._asked_at = now
        self._is_question_wanted = False

    def due(self, now: float) -> list[Job]:
        """Return what is to be asked in the next second, who waits longest first.

        Each is to be run to its end; until then it is not returned again.
        """
        due = sorted(self._all_due(now), key=lambda it: it[0])[:MOST_A_SECOND]
        jobs = [job for _, job in due]
        for job in jobs:
            job.begin(now)
        self._running.update(jobs)
        return jobs

    async def run(self, job: Job) -> None:
        """Run what was due."""
        try:
            await job.run()
        finally:
            self._running.discard(job)

    def _all_due(self, now: float) -> Iterator[tuple[float, Job]]:
        polls: Iterable[tuple[float | None, Job]] = (
            (it.due_at(), it) for it in self._polls.values()
        )
        probes: Iterable[tuple[float | None, Job]] = (
            (it.due_at(now, self._asked_at), it)
            for it in self._probes.values()
            if not it.peer.is_unheard_of
        )
        for at, job in (*polls, *probes):
            if at is not None and at <= now and job not in self._running:
                yield at, job


def _is_silent(contact: Contact, now: float) -> bool:
    """Return whether a device that was there has told nothing for long."""
    last = contact.last
    return contact.is_there and last is not None and now - last >= SILENT_SECONDS
