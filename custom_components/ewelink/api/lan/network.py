"""The local network, for the whole Home Assistant: whoever is heard in it.

Whoever listens hands over what the records of the service hold; what they tell goes to
the account that shows the device. Nothing here raises or waits, as all integrations
share the listener.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from time import monotonic
from typing import Any, Final

import aiohttp

from ..wire import ReadOnlyParams
from .addresses import DEFAULT_PORT, AddressRule, checked_port
from .flood import Flood
from .followers import Followers
from .host import LanHost
from .hosts import Hosts
from .http import Sequence
from .introduction import Introduction, introduce
from .models import NOBODY, LanDevice, LanEvents, LanMemory
from .peer import LanPeer
from .polling import Job, LivePoll, Polling
from .record import Announcement, host_id_of, read_record
from .shared import Shared
from .strangers import OnStranger, Strangers
from .timing import LanTiming, Monotonic

_JOBS_SECONDS: Final = 1.0


class LanNetwork:
    """Devices by their id, whichever accounts show them.

    A device that nobody shows is kept, among so many, until somebody does.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        clock: Monotonic = monotonic,
        timing: LanTiming | None = None,
        allow_loopback: bool = False,
    ) -> None:
        """Start with nobody heard; nothing is sent before somebody asks for it."""
        self._session = session
        self._clock = clock
        self._timing = timing or LanTiming()
        self._rule = AddressRule(allow_loopback=allow_loopback)
        self._flood = Flood(clock)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._timers: set[asyncio.TimerHandle] = set()
        self._hosts = Hosts(session, self._timing)
        self._shared = Shared(
            start_task=self._start_task,
            hosts=self._hosts,
            sequence=Sequence(),
            clock=clock,
            timing=self._timing,
        )
        self._peers: dict[str, LanPeer] = {}
        self._strangers = Strangers()
        self._on_move = Followers[()]()
        self.polling = Polling()

    @property
    def peers(self) -> Iterator[LanPeer]:
        """Yield the devices that somebody shows."""
        yield from self._peers.values()

    @property
    def strangers(self) -> tuple[Announcement, ...]:
        """Return what was heard last of devices that nobody shows."""
        return self._strangers.records

    @property
    def dropped(self) -> int:
        """Return how many records were never read, as there were too many."""
        return self._flood.dropped

    def peer(self, device_id: str) -> LanPeer | None:
        """Return a device that somebody shows."""
        return self._peers.get(device_id.lower())

    def watch(self, device: LanDevice, events: LanEvents) -> LanPeer:
        """Show a device from now on, or what a newer list says of it.

        Who shows it last is told. What was heard of it before is told at once, as a
        state.
        """
        place = device.device_id.lower()
        if (peer := self._peers.get(place)) is not None:
            peer.events = events
            peer.list_anew(device)
            return peer
        host = self._hosts.own((device.parent_id or place).lower())
        peer = self._peers[place] = LanPeer(device, host, events, self._shared)
        self.polling.watch(peer)
        if (record := self._strangers.take(place)) is not None:
            self._hear(peer, record)
        return peer

    def unwatch(self, device_id: str, events: LanEvents) -> None:
        """Show a device no more, unless somebody else does by now."""
        peer = self._peers.get(device_id.lower())
        if peer is not None and peer.events is events:
            del self._peers[device_id.lower()]
            peer.events = NOBODY
            self.polling.unwatch(peer.id)
            self._flood.read_again(peer.id.lower())
            self._hosts.leave(peer.host, peer.contact)

    def forget(self, device_id: str) -> None:
        """Forget where a device is and what it told, unless somebody shows it."""
        place = device_id.lower()
        if place not in self._peers:
            self._strangers.take(place)
            self._flood.read_again(place)
            self._hosts.forget(place)

    def follow_strangers(self, on_stranger: OnStranger) -> Callable[[], None]:
        """Tell what is heard of devices that nobody shows; returns what ends that."""
        return self._strangers.follow(on_stranger)

    def follow_moves(self, on_move: Callable[[], None]) -> Callable[[], None]:
        """Tell that a device that somebody shows is somewhere new."""
        return self._on_move.add(on_move)

    def remember(self, device_id: str, memory: LanMemory) -> None:
        """Look for a device that is watched where it was before the start."""
        if (peer := self.peer(device_id)) is None:
            return
        peer.restore(memory)
        if peer.last_news is None:
            peer.move_to(memory.host_id)
        if not peer.host.addresses:
            checked = map(self._rule.checked, memory.addresses)
            peer.host.addresses = tuple(it for it in checked if it is not None)
            peer.host.port = checked_port(memory.port) or DEFAULT_PORT

    def place(self, device_id: str, address: str) -> None:
        """Take an address that a device was given just now."""
        if (peer := self.peer(device_id)) is not None:
            self._heard_at(peer.host, address)

    def place_typed(
        self, device_id: str, host: str | None, port: int = DEFAULT_PORT
    ) -> None:
        """Take an address that a user gave, which may be anywhere; None ends that."""
        if (peer := self.peer(device_id)) is not None:
            peer.host.typed = None if host is None else (host, port)
            peer.contact.moved()

    async def introduce(self, host: str, port: int) -> Introduction:
        """Ask who is at an address that a user gave. Raises EwelinkError."""
        return await introduce(self._hosts.nameless(host, port), self._shared)

    def doubt(self, device_id: str) -> None:
        """Look soon at a device of which somebody says that it is gone."""
        if (peer := self.peer(device_id)) is not None:
            peer.contact.doubted()

    def want_live(
        self, device_id: str, how: LivePoll, known: ReadOnlyParams
    ) -> Callable[[], None]:
        """Ask a meter for its figures, by its params as known; returns what ends it."""
        if (peer := self.peer(device_id)) is None:
            return lambda: None
        return self.polling.want_live(peer, how, known)

    def hear_text(self, name: str, text: bytes) -> None:
        """Take the TXT record of a service, as it was sent.

        The usual one is the same as the last: each interface has it, and so has the
        answer to a question.
        """
        label = name.partition(".")[0].lower()
        speaker = self._flood.speaker(label)
        is_same = speaker.text == text and speaker.waiting is None
        if is_same and self._is_told(speaker.device_id):
            return
        is_known = self._hosts.speaks_for_any(host_id_of(label))
        if self._flood.admits(label, text, is_known=is_known):
            self._read(label, text)

    def hear_service(self, name: str, port: int, target: str) -> None:
        """Take the SRV record of a service: where its host listens."""
        host_id = host_id_of(name)
        self._hosts.call(host_id, target)
        if (checked := checked_port(port)) is not None:
            self._hosts.any(host_id).port = checked

    def hear_address(self, name: str, address: str) -> None:
        """Take an A or AAAA record of a host; most are none of ours."""
        if (host := self._hosts.called(name)) is not None:
            self._heard_at(host, address)

    def hear_goodbye(self, name: str, text: bytes | None = None) -> None:
        """Ask a device soon that says it goes, which many say that stay.

        A ``text`` goes, too, when there is a newer one.
        """
        label = name.partition(".")[0].lower()
        if text is None or self._flood.speaker(label).text == text:
            for contact in self._hosts.contacts(host_id_of(name)):
                contact.doubted()

    def tick(self) -> bool:
        """Do what is due, once a second; return whether to ask all devices now.

        What is due in this second is spread over it.
        """
        for label, text in self._flood.waiting():
            self._read(label, text)
        now = self._clock()
        jobs = self.polling.due(now)
        loop = asyncio.get_running_loop()
        for place, job in enumerate(jobs):
            self._run_later(loop, place * _JOBS_SECONDS / len(jobs), job)
        return self.polling.is_question_due(now)

    def want_question(self) -> None:
        """Have all asked at a next tick, as soon as that may be."""
        self.polling.want_question()

    def note_question(self) -> None:
        """Take note that all were asked just now, for whatever reason."""
        self.polling.asked(self._clock())

    def close(self) -> None:
        """Send nothing more."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()
        for task in tuple(self._tasks):
            task.cancel()

    def _is_told(self, device_id: str) -> bool:
        """Return whether the same text says nothing to who shows the device now."""
        peer = self._peers.get(device_id)
        return device_id in self._strangers if peer is None else peer.heard_again()

    def _read(self, label: str, text: bytes) -> None:
        speaker = self._flood.speaker(label)
        # What is not taken for news may be read otherwise when it comes again.
        speaker.text = b""
        if (record := read_record(label, text)) is None:
            return
        speaker.device_id = record.device_id
        if (peer := self._peers.get(record.device_id)) is None:
            self._strangers.keep(record)
            speaker.text = text
        elif self._hear(peer, record):
            speaker.text = text

    def _hear(self, peer: LanPeer, record: Announcement) -> bool:
        host, is_found = peer.host, peer.contact.last is not None
        if not peer.hear(record):
            return False
        if peer.host is not host or not is_found:
            self._on_move.tell()
        parent = self._peers.get(record.host_id)
        if parent is not None and parent is not peer:
            parent.tell_heard()
        return True

    def _heard_at(self, host: LanHost, address: str) -> None:
        if (checked := self._rule.checked(address)) is None:
            return
        for contact in self._hosts.claim(host, checked):
            contact.doubted()
        if not host.heard_at(checked):
            return
        for contact in host.contacts:
            contact.moved()
        if host.contacts:
            self._on_move.tell()

    def _run_later(
        self, loop: asyncio.AbstractEventLoop, seconds: float, job: Job
    ) -> None:
        def _start() -> None:
            self._timers.discard(timer)
            self._start_task(self.polling.run(job))

        timer = loop.call_later(seconds, _start)
        self._timers.add(timer)

    def _start_task[Result](
        self, coroutine: Coroutine[Any, Any, Result]
    ) -> asyncio.Task[Result]:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task
