"""A link to devices in DIY mode, which no account has: the local network alone.

(docs/protocol.md, "Devices in DIY mode").
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Final

from .bugs import tell
from .client import EwelinkClient
from .command_queue import CommandQueue
from .errors import (
    EwelinkDeviceOfflineError,
    EwelinkError,
    EwelinkRefusedError,
)
from .health import Health
from .lan.models import LanDevice, LanEvents
from .lan.network import LanNetwork
from .lan.paths import Plan
from .lan.peer import LanPeer
from .lan.plain_things import PlainThings, in_words_of_the_cloud
from .lan.record import Announcement
from .lan.state import not_local, state_of
from .lan.turns import Rank
from .link import LinkedDevice, LinkEvents, StartTask
from .messages import DeviceState, DeviceUpdate, ListChanged, Message, Origin
from .models import Home, ThingPage
from .queries import Queries
from .ways import LocalState
from .wire import Command, OnDone, Params

# So long one announcement waits for others that come with it.
GATHER_SECONDS: Final = 1.0
_HOME: Final = Home(id="", name="")
# Firmware differs in the path and the key of the state after a power failure.
_START: Final = "configure"
_SPELLINGS: Final = (
    ("startups", "configure"),
    ("startups", "startups"),
    ("configure", "configure"),
)


class LanLink:
    """Reaches devices in DIY mode; they are listed by what they announce."""

    cloud_services: EwelinkClient | None = None
    connect_delay = 0.0

    def __init__(self, lan: LanNetwork) -> None:
        """Prepare; nothing is heard before `start`."""
        self.health = Health()
        self.is_connected = False
        self._lan = lan
        self._lan_events = LanEvents(
            on_message=self._told, on_contact=self._met, on_key_needed=self._sealed
        )
        self._things = PlainThings()
        self._watched: dict[str, LinkedDevice] = {}
        self._spellings: dict[str, tuple[str, str]] = {}
        # They were paired with an account since, so that nothing of ours reaches them.
        self._paired: set[str] = set()
        self._gathering: asyncio.Task[None] | None = None
        self._events: LinkEvents
        self._start_task: StartTask
        self._queue: CommandQueue[LinkedDevice]
        self._queries: Queries[LinkedDevice]

    def start(self, events: LinkEvents, start_task: StartTask) -> None:
        """Listen; ``start_task`` runs what ends with the entry."""

        def _tell(origin: Origin, device: LinkedDevice, params: Params) -> None:
            self._told(DeviceState(device.id, params, origin))

        self._events = events
        self._start_task = start_task
        self._queue = CommandQueue(
            self._update, partial(_tell, Origin.OBEYED), self._act
        )
        self._queries = Queries(
            self._ask_state, partial(_tell, Origin.ANSWER), start_task
        )
        self._unfollow = self._lan.follow_strangers(self._heard)
        self.is_connected = True
        self.health.went_up()
        events.on_connected()
        self._lan.want_question()

    def resume(self) -> None:
        """Never give up."""

    def stop(self) -> None:
        """Listen no more."""
        if self.is_connected:
            self.is_connected = False
            self._unfollow()
        for device_id in tuple(self._watched):
            self.unwatch(device_id)

    async def wait_connected(self, seconds: float) -> None:
        """Return at once: there is nothing to connect to."""

    def watch(self, device: LinkedDevice, parent: LinkedDevice | None) -> None:
        """Follow a device that is shown; what it has announced is told at once."""
        self._watched[device.id] = device
        self._things.keep(device.thing)
        parent_id = device.thing.parent_id if parent is None else parent.id
        shown = LanDevice(device_id=device.id, parent_id=parent_id)
        self._lan.watch(shown, self._lan_events)

    def unwatch(self, device_id: str) -> None:
        """Follow a device no more that is not shown; it is listed as before."""
        if self._watched.pop(device_id, None) is not None:
            self._lan.unwatch(device_id, self._lan_events)

    def forget(self, device_id: str) -> None:
        """List a device no more, until it announces itself again."""
        self.unwatch(device_id)
        self._things.forget(device_id)
        self._spellings.pop(device_id, None)
        self._paired.discard(device_id)

    def is_local(self, device_id: str) -> bool:
        """Return whether a device is there and in DIY mode."""
        peer = self._peer(device_id)
        return peer is not None and peer.is_there and device_id not in self._paired

    def local_state(self, device_id: str) -> LocalState | None:
        """Return how a device stands, None before it was shown."""
        peer = self._peer(device_id)
        state = None if peer is None else state_of(peer)
        if state is None or device_id not in self._paired:
            return state
        return replace(state, is_there=False, can_send=False)

    async def send(self, device: LinkedDevice, command: Command) -> None:
        """Set params; returns when the device has obeyed."""
        await self._queue.send(device, command)

    async def ask(
        self, device: LinkedDevice, command: Command, on_done: OnDone | None = None
    ) -> Params:
        """Send an action alone and in its turn; returns what was answered."""
        return await self._queue.ask(device, command, on_done)

    async def ask_locally(self, device: LinkedDevice, params: Params) -> Params | None:
        """Ask a device, as there is no other way."""
        peer = await self._reached(device)
        return {"error": 0, "params": await peer.ask(_planned(peer, device, params))}

    async def query(self, device: LinkedDevice) -> None:
        """Ask for all params; those who ask at once share one question."""
        await self._queries.wait(device)

    def begin_query(self, device: LinkedDevice) -> asyncio.Task[EwelinkError | None]:
        """Ask without waiting; the task tells what went wrong."""
        return self._queries.begin(device)

    def fail_waiting(self, device_id: str) -> None:
        """Fail what waits for a device that cannot be reached any more."""
        message = "was lost before the answer"
        self._queue.fail(device_id, EwelinkDeviceOfflineError(message))

    async def homes(self) -> tuple[Home, ...]:
        """Return the one home that all are in."""
        return (_HOME,)

    async def things(self, home_id: str) -> AsyncGenerator[ThingPage]:
        """Yield all that were heard as one page.

        How many there are nobody knows, so that none counts as gone that was not heard.
        """
        things = self._things.all if home_id == _HOME.id else ()
        yield ThingPage(things=things, received=len(things), asked=len(things))

    def _heard(self, record: Announcement) -> None:
        """Take over what somebody announces that nobody shows."""
        if self._things.take(record):
            self._list_soon()

    def _list_soon(self) -> None:
        if self._gathering is None and self.is_connected:
            self._gathering = self._start_task(self._gather(), "announcements")

    async def _gather(self) -> None:
        await asyncio.sleep(GATHER_SECONDS)
        self._gathering = None
        tell(self._events.on_message, ListChanged("announced", is_free=True))

    def _told(self, message: Message) -> None:
        if isinstance(message, DeviceUpdate | DeviceState):
            params = in_words_of_the_cloud(message.params)
            message = replace(message, params=params)
            if self._things.note(message.deviceid, message.params):
                self._list_soon()
            if message.deviceid in self._paired:
                self._paired.discard(message.deviceid)
                self._tell_contact(message.deviceid)
        tell(self._events.on_message, message)

    def _met(self, device_id: str, is_there: bool) -> None:  # noqa: FBT001 - as it is told
        """Tell that a device came or went; one that comes is asked how it stands."""
        self._tell_contact(device_id)
        if is_there and (device := self._watched.get(device_id)) is not None:
            self._start_task(self._greet(device), "greeting")

    def _sealed(self, device_id: str) -> None:
        """Take a device for lost that has a key: it was paired with an account."""
        self._paired.add(device_id)
        self._tell_contact(device_id)

    def _tell_contact(self, device_id: str) -> None:
        tell(self._events.on_contact, device_id, self.is_local(device_id))

    async def _greet(self, device: LinkedDevice) -> None:
        """Read what a device has not announced: its settings, and its children."""
        if await self._queries.begin(device) is not None:
            return
        thing = self._things.get(device.id)
        peer = self._peer(device.id)
        if thing is None or peer is None or "switches" in thing.params:
            return
        if thing.lan_type == "diy_meter" and thing.parent_id is None:
            try:
                told = await peer.request("subDevList", {})
            except EwelinkError:
                return
            if self._things.take_children(thing, told):
                self._list_soon()

    async def _update(self, device: LinkedDevice, params: Params) -> Params:
        peer = await self._reached(device)
        if params.keys() == {_START}:
            told = await self._set_start(peer, params)
        else:
            told = await peer.send(_planned(peer, device, params))
        self._note_state(device, told)
        return {}

    async def _act(self, device: LinkedDevice, params: Params) -> Params:
        peer = await self._reached(device)
        told = await peer.ask(_planned(peer, device, params))
        self._note_state(device, told)
        return {"error": 0, "params": told}

    def _note_state(self, device: LinkedDevice, told: Params) -> None:
        """Tell what an answer held."""
        if told:
            self._told(DeviceState(device.id, told))

    async def _set_start(self, peer: LanPeer, params: Params) -> Params:
        """Set what follows a power failure, in the spelling that the device knows."""
        known = self._spellings.get(peer.id)
        *others, last = _SPELLINGS if known is None else (known,)
        for spelling in others:
            with suppress(EwelinkRefusedError):
                return await self._set_start_as(spelling, peer, params)
        return await self._set_start_as(last, peer, params)

    async def _set_start_as(
        self, spelling: tuple[str, str], peer: LanPeer, params: Params
    ) -> Params:
        path, key = spelling
        told = await peer.request(path, {key: params[_START]}, Rank.COMMAND)
        self._spellings[peer.id] = spelling
        return told

    async def _ask_state(self, device: LinkedDevice) -> Params:
        """Ask a device for all it tells; firmware knows one of two questions."""
        if (peer := self._peer(device.id)) is None:
            raise not_local(None)
        try:
            return await peer.query()
        except EwelinkRefusedError:
            return await peer.request("getState", {})

    async def _reached(self, device: LinkedDevice) -> LanPeer:
        """Return a device to be spoken to; one that was lost may be back by now."""
        peer = self._peer(device.id)
        if peer is not None and not peer.can_send:
            await peer.probe()
        if peer is None or not peer.can_send:
            raise not_local(peer)
        return peer

    def _peer(self, device_id: str) -> LanPeer | None:
        """Return a device, unless an account shows it by now."""
        peer = self._lan.peer(device_id)
        is_ours = peer is not None and peer.events is self._lan_events
        return peer if is_ours else None


def _planned(peer: LanPeer, device: LinkedDevice, params: Params) -> Plan:
    """Return how a command goes; raises EwelinkError where it does not."""
    if (made := peer.plan(params, device.params)) is None:
        raise not_local(peer)
    return made
